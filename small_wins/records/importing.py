"""Taking in what was written elsewhere: in one transaction, without a line lost and without one twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from models import arrivals, queries
from models.tables import Person
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.records import sources
from small_wins.records.files import private_file
from small_wins.records.lines import Found, Unreadable
from small_wins.records.loop_habits import HABITS
from small_wins.records.sources import Source

Progress = Callable[[str, int], None]
"""Told 'reading' and how many lines so far, then 'keeping' and how many rows."""


class RejectedError(OSError):
    """The lines that can't be read can't be kept in `path`, so nothing was added."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file."""

    added: Mapping[str, int]
    """How many rows, by table."""
    there: int
    """How many rows the journal had already."""
    unreadable: tuple[tuple[str, Unreadable], ...]
    """Each with the name of its file, where there are several."""
    kept_in: Path | None
    """Where the lines that can't be read were put."""


def import_(core: Core, known_as: str, source: Source, progress: Progress = lambda *_: None) -> Imported:
    """Add what the file holds to a person's journal.

    What can't be read is on disk, beside the file, before anything is committed. Raises lines.NewerFormatError,
    RejectedError, and what a database raises that can't be used.
    """
    found = _read(core, known_as, source, lambda lines: progress("reading", lines))
    try:
        kept_in = _keep_unreadable(source, found)
    except OSError as error:
        raise RejectedError(next(_places(source.path))) from error
    rows = [arrival for one in found.values() for arrival in one.arrivals]
    added = _add(core, known_as, rows, lambda kept: progress("keeping", kept)) if rows else {}
    unreadable = tuple((name, line) for name, one in found.items() for line in one.unreadable)
    return Imported(added, len(rows) - sum(added.values()), unreadable, kept_in)


def _read(core: Core, known_as: str, source: Source, progress: Callable[[int], None]) -> dict[str, Found]:
    """Read it all before the journal is locked: others may be talking."""
    language, now = core.language(locale_of(core.settings)), core.clock()
    any_length = core.database.url.get_backend_name() == "sqlite"
    with core.database.reading() as session:
        person = queries.look_up(session, known_as) or Person(created_at=now)
        journal = Journal(session, person, now, language, core.settings.person)
        return sources.read(source, journal, any_length=any_length, progress=progress)


def _add(core: Core, known_as: str, rows: list[arrivals.Arrival], progress: Callable[[int], None]) -> dict[str, int]:
    with core.database.writing() as session:
        person = queries.find_person(session, known_as)
        is_new = person is None
        person = person or queries.add_person(session, known_as, core.clock())
        added = arrivals.add(session, person, rows, is_new=is_new, progress=progress)
        session.commit()
        return added


def _keep_unreadable(source: Source, found: Mapping[str, Found]) -> Path | None:
    """Write the lines that can't be read to a file (for several: a folder) that can be mended and handed in again."""
    texts = {name: _text(source, name, one.unreadable) for name, one in found.items() if one.unreadable}
    if not texts:
        return None
    if "" in source.files:
        return _write(source.path, texts[""])
    folder = next(place for place in _places(source.path) if not os.path.lexists(place))
    for name, text in {HABITS: source.files.get(HABITS, ""), **texts}.items():
        with private_file(folder / name) as file:
            file.write(_bytes(text))
    return folder


def _text(source: Source, name: str, unreadable: list[Unreadable]) -> str:
    text, under = sources.heading(source, name), ""
    for line in sorted(unreadable, key=lambda line: line.line):
        if line.under != under:
            text, under = text + line.under, line.under
        text += line.text if line.text.endswith(("\n", "\r")) else f"{line.text}\n"
    return text


def _write(path: Path, text: str) -> Path:
    content = _bytes(text)
    for place in _places(path):
        if place.is_file() and place.read_bytes() == content:
            return place  # the same file was handed in before
        if not os.path.lexists(place):
            with private_file(place) as file:
                file.write(content)
            return place
    raise AssertionError("there is always another number")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _places(path: Path) -> Iterator[Path]:
    """'wins.csv.rejected', then 'wins.csv.rejected-2', ..."""
    for number in count(1):
        yield path.with_name(f"{path.name}{sources.REJECTED}{f'-{number}' if number > 1 else ''}")
