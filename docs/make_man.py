"""Writes docs/small-wins.1, the manual page, from the same commands as docs/commands.md.

python docs/make_man.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from small_wins import __version__
from small_wins_cli.command_tree import Entry, Parameter, entries

DOCUMENT = Path(__file__).parent / "small-wins.1"
END = """
.SH EXIT STATUS
.TP
.B 0
It is done.
.TP
.B 1
It could not be done; standard error says why.
.TP
.B 2
It was called wrongly.
.TP
.B 3
Some of the input could not be read; the rest is done.
.TP
.B 130
It was ended by Ctrl-C.
.SH ENVIRONMENT
.TP
.B SMALL_WINS_*
Settings, before those of the settings file.
.B small\\-wins settings
shows each one, and where it came from.
.TP
.B NO_COLOR
No colours, also at a terminal.
.TP
.B FORCE_COLOR
Colours also where there is no terminal.
.SH NOTES
It is not a medical device, and it is not for emergencies.
"""


def document() -> str:
    """The whole page."""
    return "\n".join(_lines()) + END


def _lines() -> Iterator[str]:
    own, *commands = entries()
    yield '.\\" Made from the commands by `python docs/make_man.py`.'
    yield f'.TH SMALL\\-WINS 1 "" "Small Wins {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"small\\-wins \\- {_text(own.summary[:1].lower() + own.summary[1:])}"
    yield ".SH SYNOPSIS"
    yield ".B small\\-wins"
    yield ".I COMMAND"
    yield ".RI [ OPTIONS ]"
    yield ".SH DESCRIPTION"
    yield from _help(own)
    yield from _options(own)
    yield ".SH COMMANDS"
    for entry in commands:
        if not entry.parts:
            yield from _command(entry)


def _command(entry: Entry) -> Iterator[str]:
    arguments = [one.metavar if one.required else f"[{one.metavar}]" for one in entry.arguments]
    yield f'.SS "{_text(" ".join((*entry.words, *arguments)))}"'
    yield from _help(entry)
    yield from _options(entry)


def _help(entry: Entry) -> Iterator[str]:
    """Paragraphs; lines that are moved in are examples."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", entry.help)):
        if paragraph.startswith("    "):
            yield from (".PP", ".RS 4", ".EX", *(_text(line.strip()) for line in paragraph.splitlines()), ".EE", ".RE")
        else:
            yield from (*([".PP"] if number else []), _text(" ".join(paragraph.split())))


def _options(entry: Entry) -> Iterator[str]:
    for one in entry.parameters:
        if entry.words and one.names == ("--help",):
            continue
        yield ".TP"
        yield _option(one)
        yield _text(one.help)


def _option(one: Parameter) -> str:
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in one.names)
    value = f"\\fI{_text(one.metavar)}\\fR" if one.metavar else ""
    return " ".join(part for part in (names, value) if part)


def _text(text: str) -> str:
    """As roff reads it: hyphens that can be copied, what stands in backquotes in bold."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    bold = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", safe)
    return f"\\&{bold}" if bold.startswith((".", "'")) else bold


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
