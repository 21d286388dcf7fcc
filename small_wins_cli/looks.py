"""How text looks at a terminal: whole words at a line's end, and few quiet colours, none of them a sign by itself."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

import typer

from small_wins_cli.limits import SENTENCES
from small_wins_cli.progress import is_dumb


def is_coloured() -> bool:
    """By NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), else whether a terminal shows it."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (_is_terminal() and not is_dumb())


def quiet(text: str) -> str:
    """What stands beside what matters."""
    return typer.style(text, dim=True) if is_coloured() else text


def noted(text: str) -> str:
    """What somebody may want to do something about."""
    return typer.style(text, fg="yellow") if is_coloured() else text


def readable(text: str) -> str:
    """Broken between words at a terminal; elsewhere as it is."""
    if not _is_terminal():
        return text
    width = min(shutil.get_terminal_size().columns, SENTENCES.widest_columns)
    return "\n".join(
        textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False) for line in text.splitlines()
    )


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
