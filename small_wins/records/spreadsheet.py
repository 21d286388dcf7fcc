"""One table of wins and feelings, for a spreadsheet: one line each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models import records
from models.arrivals import Arrival
from models.row_values import ValueProblemError, read_day, row_from
from models.tables import Base
from small_wins.journal import Journal
from small_wins.records import cells
from small_wins.records.lines import Found, Unreadable
from small_wins.records.rules import Rules, has_words
from small_wins.records.span import EVERYTHING, Span
from small_wins.records.told import Told

COLUMNS = (
    "type", "day", "what", "kind", "moment", "number", "feeling_before", "feeling_during", "feeling_after", "said",
    "told_at", "happened_at", "door", "step", "id", "about",
)  # fmt: skip
NEEDED = {"type", "day", "what"}
"""Without these it is another table."""
_FROM = {
    "wins": {
        "day": "day", "what": "phrase", "kind": "domain", "feeling_before": "feeling_before",
        "feeling_during": "feeling_during", "feeling_after": "feeling_after", "said": "said", "told_at": "told_at",
        "happened_at": "happened_at", "door": "door", "step": "step", "id": "id", "about": "commitment_id",
    },
    "feelings": {
        "day": "day", "what": "word", "moment": "moment", "number": "score", "told_at": "at", "id": "id",
        "about": "win_id",
    },
}  # fmt: skip
"""By table: from which of its columns each of ours comes."""
_TYPES = {"win": "wins", "feeling": "feelings"}


def write(journal: Journal, span: Span = EVERYTHING) -> Iterator[str]:
    """The lines. Begins with a mark by which spreadsheets know UTF-8."""
    yield "\ufeff" + cells.line(COLUMNS)
    for kind, table in _TYPES.items():
        for _, row in records.rows(journal.session, journal.person.person_id, {table}):
            if span.holds(date.fromisoformat(row["day"])):
                yield cells.line([kind, *(_cell(row, _FROM[table].get(column)) for column in COLUMNS[1:])])


def _cell(row: Mapping[str, Any], name: str | None) -> str:
    value = row[name] if name else None
    return "" if value is None else cells.harmless(str(value))


def read(lines: Iterable[str], journal: Journal, *, any_length: bool) -> Found:
    """What the table holds; its columns may stand in any order, and be fewer."""
    found, reader = Found(), _Reader(journal, any_length)
    for number, text, record in cells.read(lines):
        if record is not None and not any(record):
            continue
        if not reader.columns and record is not None:
            reader.columns = [name.strip() for name in record]
            continue
        found.lines += 1
        try:
            found.arrivals.append(replace(reader.arrival(cells.made_out(text, record)), line=number))
        except ValueProblemError as problem:
            found.unreadable.append(Unreadable(number, text, problem.key, {"column": problem.column}))
    return found


class _Reader:
    def __init__(self, journal: Journal, any_length: bool) -> None:
        self._told, self._any_length = Told(journal, "csv", by_words=True), any_length
        self._rules = Rules(journal)
        self._tables = {table.name: table for table in Base.metadata.sorted_tables}
        self.columns: list[str] = []

    def arrival(self, record: list[str]) -> Arrival:
        """The row of a record. Raises ValueProblemError."""
        if any(record[len(self.columns) :]):
            raise ValueProblemError("cells", "")
        row = {name: cells.as_written(text) for name, text in zip(self.columns, record, strict=False)}
        table = _TYPES.get(row.get("type", "").strip().lower())
        if table is None:
            raise ValueProblemError("value", "type")
        names = {name: column for column, name in _FROM[table].items()}
        told: dict[str, Any] = {name: row[column] for name, column in names.items() if row.get(column)}
        return self._ours(table, told) if "id" in told else self._by_hand(table, told)

    def _ours(self, table: str, told: dict[str, Any]) -> Arrival:
        """A line that we wrote: with its id, and everything else. Where an empty cell has to be a text, it is one."""
        columns = {column.name: column for column in records.columns(self._tables[table])}
        if "score" in told:
            told["score"] = int(told["score"]) if told["score"].isdecimal() else told["score"]
        for name in _FROM[table].values():
            if name not in told and not columns[name].nullable:
                told[name] = ""
        arrival = row_from(self._tables[table], told, any_length=self._any_length)
        self._rules.check(table, arrival.values)
        return self._told.ours(arrival)

    def _by_hand(self, table: str, told: dict[str, Any]) -> Arrival:
        """A line that somebody added: a day and what it was are enough."""
        day = _read("day", read_day, told.get("day", ""))
        arrival = self._win(day, told) if table == "wins" else self._feeling(day, told)
        self._rules.check(arrival.table, arrival.values)
        return arrival

    def _win(self, day: date, told: Mapping[str, str]) -> Arrival:
        if not has_words(told.get("phrase", "")):
            raise ValueProblemError("lacks", "what")
        felt = {name: told.get(name) for name in ("feeling_before", "feeling_during", "feeling_after")}
        return self._told.win(day, told["phrase"], said=told.get("said", ""), felt=felt)

    def _feeling(self, day: date, told: Mapping[str, str]) -> Arrival:
        score = _read("number", int, told["score"]) if "score" in told else None
        if not told.get("word") and score is None:
            raise ValueProblemError("lacks", "what")
        about = _read("about", uuid.UUID, told["win_id"]) if "win_id" in told else None
        return self._told.feeling(day, told.get("word"), score, moment=told.get("moment", "now"), win_id=about)


def _read(column: str, read_: Any, text: str) -> Any:
    try:
        return read_(text)
    except ValueError as error:
        raise ValueProblemError("value", column) from error
