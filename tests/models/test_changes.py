from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import changes, queries
from models.database import Database
from models.ids import new_id
from models.tables import Base, Commitment, DayState, Person, Suggestion, Undoable, Win
from tests.conftest import NOON
from tests.models.test_database import add_person, add_win

TABLES = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Undoable)]


def rows(session: Session) -> list[Any]:
    """Every row that undo puts back, as data."""
    found = []
    for table in TABLES:
        columns = [column.name for column in table.__table__.columns if column.name not in table.bookkeeping]
        found += [
            (table.__tablename__, [str(getattr(row, c)) for c in columns]) for row in session.scalars(select(table))
        ]
    return sorted(found)


def commitment(person: Person) -> Commitment:
    return Commitment(
        person_id=person.person_id,
        id=new_id(NOON),
        made_at=NOON,
        status="open",
        action="stretch",
        cue="at two",
        minute=840,
        repeats="daily",
        next_at=NOON,
        remind=True,
        anchor=False,
        missed=0,
    )


def add_rows(session: Session, person: Person) -> None:
    session.add(commitment(person))
    session.add(DayState(person_id=person.person_id, day=NOON.date(), energy=1, limits={"quiet": True}))


def change_rows(session: Session, person: Person) -> None:
    for win in session.scalars(select(Win)):
        win.phrase, win.day = "made my bread", win.day - timedelta(days=1)
        session.flush()
        win.phrase = "made my board"
    person.name = "Sam"
    person.acknowledged += 1


def delete_rows(session: Session, person: Person) -> None:
    for win in session.scalars(select(Win)):
        win.phrase = "changed before it went"
        session.flush()
        session.delete(win)


def add_and_drop(session: Session, person: Person) -> None:
    added = commitment(person)
    session.add(added)
    session.flush()
    session.delete(added)
    person.name = "Sam"


@pytest.mark.parametrize("change", [add_rows, change_rows, delete_rows, add_and_drop])
def test_what_changed_is_put_back(database: Database, change: Callable[[Session, Person], None]) -> None:
    person = add_person(database, "local:me")
    add_win(database, person, "made my bed")
    with database.reading() as session:
        before = rows(session)
    with database.writing() as session:
        found = queries.find_person(session, "local:me")
        assert found is not None
        changes.watch(session)
        change(session, found)
        detail = changes.noted(session)
        session.commit()
    with database.reading() as session:
        assert rows(session) != before
    assert detail is not None
    with database.writing() as session:
        changes.put_back(session, person.person_id, detail)
        session.commit()
    with database.reading() as session:
        assert rows(session) == before


def test_a_turn_that_changes_nothing_to_be_undone_notes_nothing(database: Database) -> None:
    person = add_person(database, "local:me")
    with database.writing() as session:
        found = queries.find_person(session, "local:me")
        assert found is not None
        changes.watch(session)
        found.acknowledged += 1
        session.add(Suggestion(person_id=person.person_id, id=new_id(NOON), at=NOON, step="water", rung=0))
        assert changes.noted(session) is None


def test_what_is_forgotten_can_not_be_undone(database: Database) -> None:
    person = add_person(database, "local:me")
    add_win(database, person, "made my bed")
    with database.writing() as session:
        changes.watch(session)
        delete_rows(session, person)
        changes.forget(session)
        assert changes.noted(session) is None
