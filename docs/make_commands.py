"""Writes docs/commands.md from what `--help` says.

python docs/make_commands.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from small_wins_cli.main import COMMANDS

DOCUMENT = Path(__file__).parent / "commands.md"
PLAIN = {"TYPER_USE_RICH": "0", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
GROUPS = {
    "speech-model": ("fetch", "use", "list"),
    "people": ("add", "list", "remove", "deliver"),
    "service": ("install", "remove", "status"),
}


def document() -> str:
    """The whole document."""
    pages = ["# Commands\n\nMade from `--help` by `python docs/make_commands.py`.\n", _page()]
    for command in COMMANDS:
        pages.append(_page(command))
        pages += [_page(command, part) for part in GROUPS.get(command, ())]
    return "\n".join(pages)


def _page(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "small_wins_cli", *command, "--help"],
        env={**os.environ, **PLAIN},
        capture_output=True,
        text=True,
        check=True,
    )
    said = "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())
    said = said.replace("python -m small_wins_cli", "small-wins")
    return f"## {' '.join(('small-wins', *command))}\n\n```text\n{said}\n```\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
