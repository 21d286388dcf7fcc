"""A person's journal, opened by a door that shows it: to read, or to change what "undo" puts back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from models import changes, queries
from models.ids import new_id
from models.queries.deletion import is_gone
from models.tables import Change, Person, Turn
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.locales import locale_of


@contextmanager
def reading(core: Core, known_as: str, locale: str = "") -> Iterator[Journal]:
    """The journal as it is at one moment. Of somebody new it is empty, and leaves no trace.

    `locale`: in which language its texts are read; '': the machine's.
    """
    with core.database.reading() as session:
        found = queries.find_person(session, known_as)
        yield _journal(core, session, found or Person(person_id=new_id(core.clock()), created_at=core.clock()), locale)


class DoneAlreadyError(Exception):
    """A change of that name was made."""


@contextmanager
def changing(core: Core, known_as: str, kind: str, locale: str = "", name: str = "") -> Iterator[Journal]:
    """The journal, to change. What was changed is committed at the end, as one change of that kind to take back.

    `name`: of this very change, which is made once in ten minutes. Raises DoneAlreadyError.
    """
    with core.database.writing() as session:
        journal = _journal(core, session, queries.meet(session, known_as, "", core.clock()), locale)
        if name and is_marked(journal, name):
            raise DoneAlreadyError
        changes.watch(session)
        yield journal
        if not is_gone(session):
            person_id, at = journal.person.person_id, journal.now
            if detail := changes.noted(session):
                session.add(Change(person_id=person_id, id=new_id(at), at=at, kind=kind, detail=detail))
            if name:
                _mark(session, person_id, name, at)
        session.commit()


def is_marked(journal: Journal, name: str) -> bool:
    """Whether the turn of that name is still kept: for ten minutes, and until anything is deleted."""
    return queries.find_turn(journal.session, journal.person.person_id, name) is not None


def mark(core: Core, known_as: str, name: str) -> bool:
    """Keep an empty turn of that name, and say whether there is a journal to keep it in."""
    with core.database.writing() as session:
        person = queries.find_person(session, known_as)
        if person is not None:
            _mark(session, person.person_id, name, core.clock())
        session.commit()
    return person is not None


def _mark(session: Session, person_id: uuid.UUID, name: str, now: datetime) -> None:
    queries.sweep(session, person_id, now)
    session.merge(Turn(person_id=person_id, request_id=name, at=now, reply={}))


def _journal(core: Core, session: Session, person: Person, locale: str) -> Journal:
    language = core.language(locale or locale_of(core.settings))
    return Journal(session, person, core.clock(), language, core.settings.person)
