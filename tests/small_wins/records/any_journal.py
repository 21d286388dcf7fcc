"""Journals of any content, as hypothesis draws them, by reflection over the tables."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, Uuid, insert, update
from sqlalchemy.orm import Session

from interaction_model.language import load_language
from models import records
from models.tables import Instant, Person, TrustedPerson
from small_wins.records.rules import HAPPENED, RULES, has_words
from tests.conftest import NOON

WORDS = (
    "open", "done", "let_go", "once", "daily", "weekdays", "mon,thu", "sun", "now", "before", "during", "after",
    "future", "hopeful", "observation", "message", "sent", "failed", "cancelled", "works", "never", "heavy", "off",
    "home", "rest", "somatic", "Europe/London", "Pacific/Chatham",
)  # fmt: skip
"""Of the columns that hold names of ours."""
ENGLISH = load_language("en-US")
LATEST_DAY = NOON.date() + timedelta(days=1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
OBJECTS = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=9), max_size=3)

Rows = dict[str, list[dict[str, Any]]]


def journals() -> st.SearchStrategy[Rows]:
    """By table, rows without their person."""
    tables = {table.name: _rows(table) for table in records.tables()}
    return st.fixed_dictionaries(tables)


def keep(session: Session, person: Person, journal: Rows) -> None:
    """Write such a journal, which this person's has to be empty for."""
    for table in records.tables():
        rows = [{**row, "person_id": person.person_id} for row in journal[table.name]]
        if table.name == "people":
            session.connection().execute(update(table).where(table.c.person_id == person.person_id).values(**rows[0]))
        elif rows:
            addressed = (
                {"address": "json://me:hunter2@127.0.0.1:9/"} if table.name == TrustedPerson.__tablename__ else {}
            )
            session.connection().execute(insert(table), [{**row, **addressed} for row in rows])
    session.expire_all()


def _rows(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({column.name: _value(column) for column in records.columns(table)})
    if table.name == "feelings":
        row = row.filter(lambda told: bool(told["word"]) or told["score"] is not None)
    if table.name == "people":
        return st.lists(row, min_size=1, max_size=1)
    key = [column.name for column in records.keys_of(table)]
    return st.lists(row, max_size=3, unique_by=lambda row: tuple(row[name] for name in key))


def _value(column: Column[Any]) -> st.SearchStrategy[Any]:
    table, name = column.table.name, column.name
    rule = RULES.get(table, {}).get(name)
    if name == "day" and table in HAPPENED:
        value: st.SearchStrategy[Any] = st.dates(date(1900, 1, 1), LATEST_DAY)
    elif rule is None or rule is has_words:
        value = _any(column).filter(rule or (lambda _: True))
    else:
        value = _allowed(column).filter(rule)
    if (table, name) == ("wins", "phrase"):
        value = value.filter(_may_be_a_win)
    elif (table, name) == ("people", "region"):
        value = st.sampled_from(sorted(ENGLISH.regions))
    return st.none() | value if column.nullable else value


def _may_be_a_win(phrase: str) -> bool:
    """The one thing that does not come back as it was: a win that the screen stops is a note afterwards."""
    return ENGLISH.screen.read_all((phrase, ENGLISH.as_sentence(phrase))).level == "none"


def _allowed(column: Column[Any]) -> st.SearchStrategy[Any]:
    match column.type:
        case JSON():
            values = st.integers(0, 9) if column.table.name == "day_remarks" else st.booleans() | TEXTS
            return st.dictionaries(TEXTS, values, max_size=3)
        case Integer():
            return st.sampled_from(range(1500))
    return st.sampled_from(WORDS)


def _any(column: Column[Any]) -> st.SearchStrategy[Any]:
    match column.type:
        case Instant():
            instants = st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30))  # noqa: DTZ001
            return instants.map(lambda at: at.replace(tzinfo=UTC))
        case Date():
            return st.dates(date(1900, 1, 1), date(2200, 12, 31))
        case JSON():
            return OBJECTS
        case Boolean():
            return st.booleans()
        case Integer():
            return st.integers(-(2**31) + 1, 2**31 - 1)
        case Uuid():
            return st.builds(lambda number: uuid.UUID(int=number), st.integers(0, 2**128 - 1))
    length = column.type.length or 40  # type: ignore[attr-defined]
    return TEXTS.map(lambda text: text[:length])
