"""Daylio's CSV: a mood, what was done, and a note, for each entry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time

from models.arrivals import Arrival
from models.row_values import ValueProblemError, read_day
from small_wins.journal import Journal
from small_wins.records import cells
from small_wins.records.lines import Found, Unreadable
from small_wins.records.phrases import act_of
from small_wins.records.told import Told
from small_wins.themes.wordlists import section

NEEDED = {"time", "mood", "activities"}
"""`full_date` as well, or in old exports `year` and `date` ('18 May'); then `note_title` (newer ones), `note`."""
_BREAK = re.compile(r"<(?:br\s*/?|/p|/div|/li)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(lines: Iterable[str], journal: Journal) -> Found:
    """What the table holds. An activity is an act, a mood is a feeling, a note is a note."""
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
            found.arrivals += reader.arrivals(columns, record)
        except ValueProblemError as problem:
            found.unreadable.append(Unreadable(number, text, problem.key, {"column": problem.column}))
    return found


class _Reader:
    def __init__(self, journal: Journal) -> None:
        self._journal, self._told = journal, Told(journal, "daylio", by_words=False)
        self._scores: Mapping[str, int] = section(journal, "records").get("moods", {})

    def arrivals(self, columns: Sequence[str], record: Sequence[str] | None) -> list[Arrival]:
        """All that an entry tells. Raises ValueProblemError."""
        if record is None or len(record) != len(columns):
            raise ValueProblemError("cells", "")
        row = dict(zip(columns, record, strict=True))
        day = _day(row)
        at = self._told.at(day, _time(row["time"]))
        found = []
        if mood := row["mood"].strip():
            found.append(self._told.feeling(day, mood.lower(), self._scores.get(mood.lower()), at=at))
        names = filter(None, map(str.strip, row["activities"].split("|")))
        found += [self._told.win(day, act_of(self._journal, name), said=name, at=at) for name in names]
        if note := "\n".join(_notes(row)):
            found.append(self._told.note(day, note, at=at))
        if not found:
            raise ValueProblemError("lacks", "mood")
        return found


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


def _time(written: str) -> time:
    plain = " ".join(written.upper().replace(".", "").split())
    for form in ("%H:%M", "%I:%M %p", "%I:%M%p"):
        try:
            return datetime.strptime(plain, form).time()  # noqa: DTZ007 - a clock time alone
        except ValueError:
            continue
    raise ValueProblemError("value", "time")
