"""Passphrases: from a file or typed, never from an option, which other programs see."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from small_wins.core import Core
from small_wins.locales import locale_of
from small_wins_cli.options import WRONG_USE, ask, fail

PassphraseFileOption = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="FILE", help="Its first line is the passphrase.")
]


def read_passphrase(core: Core, file: Path) -> str:
    """The first line of a file; without one the command ends with a sentence."""
    try:
        with file.open(encoding="utf-8") as lines:
            found = lines.readline().rstrip("\r\n")
    except (OSError, ValueError):
        found = ""
    return found or fail(core.language(locale_of(core.settings)).say("backup_no_passphrase", path=file), WRONG_USE)


def ask_passphrase(core: Core, key: str, again: str = "") -> str:
    """Typed without being shown. `key`, `again`: of what is asked; `again` for one that is new."""
    language = core.language(locale_of(core.settings))
    confirmed = language.say(again) if again else False
    return ask(language.say(key), hide_input=True, confirmation_prompt=confirmed, err=True)
