"""`restore`: a backup takes the journal's place."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from local_voice.door_state import listener_runs
from models.sealing import is_sealed
from small_wins.core import Core
from small_wins.failures import explain
from small_wins.locales import locale_of
from small_wins_cli.backup import backups_of
from small_wins_cli.lines import print_done
from small_wins_cli.options import FAILED, WRONG_USE, JsonOption, NowOption, fail, open_core
from small_wins_cli.passphrases import PassphraseFileOption, ask_passphrase, read_passphrase


def restore(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The backup; without one, the latest that has no fault.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show which backups there are, the latest first.")] = False,
    passphrase_file: PassphraseFileOption = None,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Put a backup in the place of the journal, everybody's. What is there now is kept as a backup first.

    The backup is looked over before anything is changed; one of an older version is brought up to date.

    Examples:

        small-wins restore

        small-wins restore --list

        small-wins restore /media/stick/journal.db.sealed
    """
    core = open_core(now)
    backups = backups_of(core)
    if list_:
        for path in backups.all():
            print_done(str(path), {"path": str(path), "bytes": path.stat().st_size}, as_json=json_lines)
        return
    chosen = file or backups.newest_good()
    if chosen is None:
        fail(_say(core, "none", path=backups.folder))
    if listener_runs(core.settings.door_state_file):
        fail(_say(core, "in_use"))
    kept = _restore(core, chosen, passphrase_file)
    line = {"restored": str(chosen), "kept": str(kept) if kept else None}
    print_done(_say(core, "done" if kept else "done_new", path=chosen, kept=kept), line, as_json=json_lines)


def _restore(core: Core, file: Path, passphrase_file: Path | None) -> Path | None:
    """Where what was there before is kept."""
    from models.restoring import RestoreRefusedError
    from models.restoring import restore as put_back

    try:
        secret = read_passphrase(core, passphrase_file) if passphrase_file else None
        if secret is None and is_sealed(file):
            secret = ask_passphrase(core, "restore_passphrase")
        return put_back(file, backups_of(core), core.clock(), secret).kept
    except RestoreRefusedError as error:
        fail(_say(core, error.key, path=file), FAILED if error.key == "in_use" else WRONG_USE)
    except FileNotFoundError:
        fail(_say(core, "missing", path=file), WRONG_USE)
    except (OSError, sqlite3.Error) as error:
        reason = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        fail(_say(core, "full" if explain(error) == "database_full" else "failed", path=file, reason=reason))


def _say(core: Core, key: str, **values: object) -> str:
    return core.language(locale_of(core.settings)).say(f"restore_{key}", **values)
