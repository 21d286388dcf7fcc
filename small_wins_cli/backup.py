"""`backup`: a copy of the whole journal, also while it is in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from models.backups import SEALED, Backups, stamp
from small_wins.core import Core
from small_wins.failures import said_of
from small_wins.locales import locale_of
from small_wins_cli.lines import print_done
from small_wins_cli.options import WRONG_USE, JsonOption, NowOption, fail, open_core
from small_wins_cli.passphrases import PassphraseFileOption, ask_passphrase, read_passphrase


def backup(
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="A file that is not there yet, instead of one of ours.")
    ] = None,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Seal it with a passphrase that you type.")] = False,
    passphrase_file: PassphraseFileOption = None,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Copy the whole journal, everybody's, while it is in use or not. A copy is made every day by itself, too.

    Sealed with a passphrase, nobody can read it without that, nor can you.

    Examples:

        small-wins backup

        small-wins backup --to /media/stick/journal.db.sealed --passphrase
    """
    core = open_core(now)
    backups = backups_of(core)
    if not backups.journal.exists():
        fail(_say(core, "nothing", path=backups.journal))
    secret = read_passphrase(core, passphrase_file) if passphrase_file else ""
    if passphrase and not secret:
        secret = ask_passphrase(core, "backup_passphrase", "backup_passphrase_again")
    kind = f"made-{stamp(core.clock())}"
    target = to or backups.named(kind).with_suffix(f".db{SEALED}" if secret else ".db")
    if target.exists():
        fail(_say(core, "exists", path=target), WRONG_USE)
    try:
        backups.write(target, kind, secret)
    except sqlite3.Error as error:
        fail(said_of(error, core.database, core.language(locale_of(core.settings))))
    except OSError as error:
        fail(_say(core, "unwritable", path=target, reason=(error.strerror or str(error)).rstrip(".")))
    line = {"backup": str(target), "sealed": bool(secret), "bytes": target.stat().st_size}
    print_done(_say(core, "sealed" if secret else "done", path=target), line, as_json=json_lines)


def backups_of(core: Core) -> Backups:
    """Those of this machine's journal; one on a server has none of ours, and the command ends with a sentence."""
    return core.database.backups or fail(_say(core, "server"), WRONG_USE)


def _say(core: Core, key: str, **values: object) -> str:
    return core.language(locale_of(core.settings)).say(f"backup_{key}", **values)
