"""Writes docs/commands.md from what `--help` says.

python docs/make_commands.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from small_wins_cli.command_tree import entries

DOCUMENT = Path(__file__).parent / "commands.md"
PLAIN = {"TYPER_USE_RICH": "0", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}


def document() -> str:
    """The whole document."""
    head = "# Commands\n\nMade from `--help` by `python docs/make_commands.py`.\n"
    return "\n".join([head, *(_page(*entry.words) for entry in entries())])


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
