"""What was found in a file: rows for the journal, and lines that can't be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.arrivals import Arrival

_NO_UTF8 = re.compile("[\\udc80-\\udcff]")


class NewerFormatError(ValueError):
    """The file was written by a newer version of this program."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line, or a record of several, that is not taken in."""

    line: int
    """The number of its first line, from 1."""
    text: str
    """All of it, as it stands in the file."""
    key: str
    """Why, as the end of the name of a sentence."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What that sentence names."""
    under: str = ""
    """The heading that it needs to be read again."""


@dataclass(slots=True)
class Found:
    """What a file held."""

    arrivals: list[Arrival] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    lines: int = 0
    """How many lines or records were looked at."""


def is_whole(text: str) -> bool:
    """Whether a text that was read with 'surrogateescape' was UTF-8."""
    return not _NO_UTF8.search(text)
