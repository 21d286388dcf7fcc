"""Daylio's CSV: a mood, what was done, and a note, for each entry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial

from models.arrivals import Arrival
from models.row_values import ValueProblemError, read_day
from small_wins.journal import Journal
from small_wins.records import cells, clock_times
from small_wins.records.lines import Found, Unreadable
from small_wins.records.phrases import act_of
from small_wins.records.told import NOON, Told
from small_wins.themes.wordlists import section

NEEDED = {"time", "mood", "activities"}
"""`full_date` as well, or in old exports `year` and `date` ('18 May'); then `note_title` (newer ones), `note`."""
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/li)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(lines: Iterable[str], journal: Journal) -> Found:
    """What the table holds. A mood is a feeling, a note is a note; an activity a win if it names an act."""
    found, reader = Found(), _Reader(journal)
    columns: list[str] = []
    for number, text, record in cells.read(lines):
        if record is not None and not any(record):
            continue
        if not columns and record is not None:
            columns = [name.strip() for name in record]
            continue
        found.lines += 1
        try:
            found.arrivals += reader.arrivals(columns, cells.made_out(text, record))
        except ValueProblemError as problem:
            found.unreadable.append(Unreadable(number, text, problem.key, {"column": problem.column}))
    return found


class _Reader:
    def __init__(self, journal: Journal) -> None:
        self._journal, self._told = journal, Told(journal, "daylio", by_words=False)
        self._scores: Mapping[str, int] = section(journal, "records").get("moods", {})
        self._act_of = cache(partial(act_of, journal))

    def arrivals(self, columns: Sequence[str], record: Sequence[str]) -> list[Arrival]:
        """All that an entry tells. Raises ValueProblemError."""
        if len(record) != len(columns):
            raise ValueProblemError("cells", "")
        row = dict(zip(columns, record, strict=True))
        day = _day(row)
        at = self._told.at(day, clock_times.read(row["time"], section(self._journal, "records")) or NOON)
        found = []
        if mood := row["mood"].strip():
            found.append(self._told.feeling(day, mood.lower(), self._scores.get(mood.lower()), at=at))
        found += self._done(day, [*filter(None, map(str.strip, row["activities"].split("|")))], at)
        if note := "\n".join(_notes(row)):
            found.append(self._told.note(day, note, at=at))
        if not found:
            raise ValueProblemError("lacks", "mood")
        return found

    def _done(self, day: date, names: Sequence[str], at: datetime) -> Iterator[Arrival]:
        """Each act, and what names none ('family', 'crying') as one note."""
        others = []
        for name in names:
            if not self._told.may_tell(name):
                yield self._told.win(day, name, at=at)
            elif act := self._act_of(name):
                yield self._told.win(day, act, said=name, at=at)
            else:
                others.append(name)
        if others:
            yield self._told.note(day, ", ".join(others), at=at)


def _notes(row: Mapping[str, str]) -> Iterator[str]:
    """Title and text, as they were typed: Daylio writes them as HTML."""
    for column in ("note_title", "note"):
        if text := html.unescape(_TAG.sub("", _BREAK.sub("\n", row.get(column, "")))).strip():
            yield text


def _day(row: Mapping[str, str]) -> date:
    if written := row.get("full_date", "").strip():
        try:
            return read_day(written)
        except ValueError as error:
            raise ValueProblemError("value", "full_date") from error
    written = f"{row.get('date', '').strip()} {row.get('year', '').strip()}"
    for form in ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y"):
        try:
            return read_day(datetime.strptime(written, form).date().isoformat())  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise ValueProblemError("value", "date")
