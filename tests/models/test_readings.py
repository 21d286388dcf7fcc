"""What a session keeps of what it read, and when it reads anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from models import queries
from models.database import Database
from models.ids import new_id
from models.readings import kept
from models.tables import DayState, Person, Suggestion
from tests.conftest import NOON

TODAY = NOON.date()


class Reader:
    """Counts how often the database is asked for the energy of a day."""

    def __init__(self, session: Session, person: Person) -> None:
        self.session, self.key, self.asked = session, (person.person_id, TODAY), 0

    def read(self) -> int | None:
        state = kept(self.session, DayState, self.key, self._state)
        return state.energy if state else None

    def _state(self) -> DayState | None:
        self.asked += 1
        return self.session.get(DayState, self.key)

    def state(self, energy: int) -> DayState:
        return DayState(person_id=self.key[0], day=TODAY, energy=energy, limits={})


def test_what_is_not_there_is_asked_for_once(database: Database) -> None:
    with database.writing() as session:
        reader = Reader(session, queries.add_person(session, "local:me", NOON))
        assert [reader.read() for _ in range(5)] == [None] * 5
        assert reader.asked == 1


def test_what_waits_to_be_written_is_seen(database: Database) -> None:
    with database.writing() as session:
        reader = Reader(session, queries.add_person(session, "local:me", NOON))
        assert reader.read() is None
        session.add(state := reader.state(2))
        assert reader.read() == 2
        state.energy = 3
        assert reader.read() == 3
        session.delete(state)
        assert reader.read() is None


def test_what_is_written_elsewhere_asks_for_nothing_anew(database: Database) -> None:
    with database.writing() as session:
        person = queries.add_person(session, "local:me", NOON)
        reader = Reader(session, person)
        assert reader.read() is None
        session.add(Suggestion(person_id=person.person_id, id=new_id(NOON), at=NOON, step="water"))
        assert reader.read() is None
        assert reader.asked == 1


BULK: list[Callable[[Session], object]] = [
    lambda session: session.execute(delete(DayState)),
    lambda session: session.execute(delete(DayState.__table__)),  # type: ignore[arg-type]
    lambda session: session.execute(update(DayState).values(energy=None)),
    lambda session: session.rollback(),
]


@pytest.mark.parametrize("write", BULK)
def test_what_is_written_past_the_objects_is_seen(database: Database, write: Callable[[Session], object]) -> None:
    with database.writing() as session:
        reader = Reader(session, queries.add_person(session, "local:me", NOON))
        session.add(reader.state(2))
        assert reader.read() == 2
        asked = reader.asked
        write(session)
        session.expunge_all()
        assert reader.read() is None
        assert reader.asked == asked + 1


def test_a_session_knows_nothing_of_what_another_one_read(database: Database) -> None:
    with database.writing() as session:
        person = queries.add_person(session, "local:me", NOON)
        reader = Reader(session, person)
        assert reader.read() is None
        session.commit()
    with database.writing() as session:
        session.add(reader.state(1))
        session.commit()
    with database.reading() as session:
        assert Reader(session, person).read() == 1


def test_the_last_step_is_the_one_that_was_offered_in_this_very_session(database: Database) -> None:
    with database.writing() as session:
        person_id = queries.add_person(session, "local:me", NOON).person_id
        for minutes, step in enumerate(("water", "window")):
            at = NOON + timedelta(minutes=minutes)
            session.add(Suggestion(person_id=person_id, id=new_id(at), at=at, step=step))
            assert [one.step for one in queries.latest_suggestions(session, person_id, 1)] == [step]
