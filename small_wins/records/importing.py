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

DIFFERS = "differs"
"""Why a line is not taken in that the journal has in other words."""

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
    """What was not taken in, each with the name of its file, where there are several."""
    kept_in: Path | None
    """Where those lines were put."""
    stopped: int
    """How many wins the screen stopped: they are notes."""
    region: str | None
    """The region for help lines that the file names."""
    own_region: str | None
    """The one that this person has now."""


def import_(core: Core, known_as: str, source: Source, progress: Progress = lambda *_: None) -> Imported:
    """Add what the file holds to a person's journal.

    What is not taken in is on disk, beside the file, before anything is committed. Raises lines.NewerFormatError,
    RejectedError, and what a database raises that can't be used.
    """
    found = _read(core, known_as, source, lambda lines: progress("reading", lines))
    try:
        kept_in = _keep_unreadable(source, found)
    except OSError as error:
        raise RejectedError(next(_places(source.path))) from error
    rows = [arrival for one in found.values() for arrival in one.arrivals]
    added, own_region = _add(core, known_as, rows, lambda kept: progress("keeping", kept)) if rows else ({}, None)
    return Imported(
        added,
        there=len(rows) - sum(added.values()),
        unreadable=tuple((name, line) for name, one in found.items() for line in one.unreadable),
        kept_in=kept_in,
        stopped=sum(bool(arrival.instead_of) for arrival in rows),
        region=next((row.values["region"] for row in rows if row.table == "people" and row.values.get("region")), None),
        own_region=own_region,
    )


def _read(core: Core, known_as: str, source: Source, progress: Callable[[int], None]) -> dict[str, Found]:
    """Read it all before the journal is locked: others may be talking."""
    language, now = core.language(locale_of(core.settings)), core.clock()
    any_length = core.database.url.get_backend_name() == "sqlite"
    with core.database.reading() as session:
        person = queries.look_up(session, known_as) or Person(created_at=now)
        journal = Journal(session, person, now, language, core.settings.person)
        found = sources.read(source, journal, any_length=any_length, progress=progress)
        for name, one in found.items():
            _set_aside(source, name, one, arrivals.differing(session, person, one.arrivals))
        return found


def _set_aside(source: Source, name: str, found: Found, differing: list[arrivals.Arrival]) -> None:
    """What the journal has in other words stays as it is there, and the line is told."""
    lines = {arrival.line for arrival in differing if arrival.line}
    if lines:
        found.arrivals = [arrival for arrival in found.arrivals if arrival.line not in lines]
        texts = sources.records(source, name, lines)
        found.unreadable += [Unreadable(line, text, DIFFERS) for line, text in texts]


def _add(
    core: Core, known_as: str, rows: list[arrivals.Arrival], progress: Callable[[int], None]
) -> tuple[dict[str, int], str | None]:
    with core.database.writing() as session:
        person = queries.find_person(session, known_as)
        is_new = person is None
        person = person or queries.add_person(session, known_as, core.clock())
        added = arrivals.add(session, person, rows, is_new=is_new, progress=progress)
        session.commit()
        return added, person.region


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
