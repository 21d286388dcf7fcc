"""Rows for every table that there is, with values that are easily lost on the way to another database."""

from __future__ import annotations

import itertools
import uuid
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Uuid, insert, select

from models.database import Database
from models.tables import Base, Instant

TABLES = Base.metadata.sorted_tables
WORDS = (
    "  Ich hab' Tee gemacht \U0001fad6\U0001f469\u200d\U0001f469\u200d\U0001f467 ",
    "e\u0301 or \u00e9",
    '\u5b83\n\ttab \\ "quote" \'; --',
    "",
    "\u202eabc\x01\U0010fffd",
)
INSTANTS = (
    datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(1, 1, 2, tzinfo=timezone.utc),  # noqa: UP017
    datetime(9999, 12, 30, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
)
DAYS = (date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31))
OBJECTS: tuple[dict[str, Any], ...] = (
    {"z": 1, "a": [None, True, 0.1, -(2**53) - 1, {"ü 🌱": "\x00 \ud83c"}]},
    {},
    {"None": None, "": ""},
)


def fill(database: Database, people: int, rows: int = 4) -> list[uuid.UUID]:
    """Fill every table with rows of so many people; their ids in their order."""
    ids = [uuid.UUID(int=(7 << 100) + number * 0x1234567890123456789) for number in range(people)]
    with database.writing() as session:
        for table in TABLES:
            for person in ids:
                count = 1 if table.name == "people" else rows
                session.connection().execute(insert(table), [_row(table, person, number) for number in range(count)])
        session.commit()
    return ids


def rows_of(database: Database, table: Table) -> list[str]:
    """What is in a table, as the program reads it."""
    with database.reading() as session:
        return sorted(repr(tuple(row)) for row in session.connection().execute(select(table)))


def _row(table: Table, person: uuid.UUID, number: int) -> dict[str, Any]:
    return {column.name: a_value(column, person, number) for column in table.columns}


def a_value(column: Column[Any], person: uuid.UUID, number: int) -> Any:
    """Of the row of that number; what may be empty is so in the odd ones."""
    if column.name == "person_id":
        return person
    if column.nullable and number % 2:
        return None
    turn = next(_turns) if not column.primary_key else number
    match column.type:
        case Instant():
            return INSTANTS[turn % len(INSTANTS)]
        case Date():
            return DAYS[0] + timedelta(days=number) if column.primary_key else DAYS[turn % len(DAYS)]
        case JSON():
            return OBJECTS[turn % len(OBJECTS)]
        case Boolean():
            return bool(turn % 2)
        case Integer():
            return (0, -1, 2**31 - 1)[turn % 3]
        case Uuid():
            return uuid.UUID(int=number if column.primary_key else 2**128 - 1 - turn)
        case String():
            text = f"{number}B{person.hex}" if column.primary_key else WORDS[turn % len(WORDS)]
            return text[: column.type.length]
    raise AssertionError(f"no values for {column}")


_turns = itertools.count()
