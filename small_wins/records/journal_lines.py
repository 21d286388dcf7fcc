"""JSON Lines: everything of a person, one row a line. docs/records.md is its schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from models import records
from models.row_values import ValueProblemError, row_from
from small_wins.journal import Journal
from small_wins.records.lines import Found, NewerFormatError, Unreadable, is_whole
from small_wins.records.rules import Rules
from small_wins.records.told import Told

FORMAT, VERSION = "small-wins-journal", 1
"""The first line. The version goes up when an older reader could misread a line, not when there is one more column."""
TABLE = "table"


def write(journal: Journal) -> Iterator[str]:
    """The lines. Half a character, which UTF-8 can't hold, has to be written as its escape ('backslashreplace')."""
    yield _line({"format": FORMAT, "version": VERSION})
    for table, row in records.rows(journal.session, journal.person.person_id):
        yield _line({TABLE: table, **row})


def read(lines: Iterable[str], journal: Journal, *, any_length: bool) -> Found:
    """What the lines hold. Raises NewerFormatError."""
    found, reader = Found(), _Reader(journal, any_length)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found.lines += 1
        try:
            reader.read(number, line, found)
        except ValueProblemError as problem:
            found.unreadable.append(Unreadable(number, line, problem.key, {"column": problem.column}))
    return found


class _Reader:
    def __init__(self, journal: Journal, any_length: bool) -> None:
        self._told, self._rules = Told(journal, "jsonl", by_words=False), Rules(journal)
        self._tables, self._any_length = {table.name: table for table in records.tables()}, any_length

    def read(self, number: int, line: str, found: Found) -> None:
        told = _object(line)
        if told.get("format") == FORMAT:
            if told.get("version") != VERSION:
                raise NewerFormatError(told.get("version"))
            return
        name = told.pop(TABLE, None)
        table = self._tables.get(name) if isinstance(name, str) else None
        if table is None:
            raise ValueProblemError("table", TABLE)
        arrival = row_from(table, told, any_length=self._any_length)
        self._rules.check(arrival.table, arrival.values)
        found.arrivals.append(replace(self._told.ours(arrival), line=number))


def _object(line: str) -> dict[str, Any]:
    if not is_whole(line):
        raise ValueProblemError("no_utf8", "")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueProblemError("no_json", "") from error
    if not isinstance(found, dict):
        raise ValueProblemError("no_json", "")
    return found


def _line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"
