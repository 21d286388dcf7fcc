"""People, and how doors know them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ids import new_id
from models.tables import Identity, Person


def find_person(session: Session, known_as: str) -> Person | None:
    """The person whom a door knows by this name, locked for the rest of a writing session."""
    person_id = session.scalar(select(Identity.person_id).where(Identity.key == _key(known_as)))
    return None if person_id is None else session.get(Person, person_id, with_for_update=True)


def add_person(session: Session, known_as: str, now: datetime) -> Person:
    """A new person and the name by which a door knows them."""
    person = Person(person_id=new_id(now), created_at=now, acknowledged=0)
    session.add(person)
    session.add(Identity(key=_key(known_as), person_id=person.person_id, created_at=now))
    session.flush()
    session.refresh(person)  # what was left out is known to be empty, or the first turn could not be undone
    return person


def people_of_account(session: Session, known_as: str) -> Sequence[uuid.UUID]:
    """Everybody who spoke through an account."""
    ids = select(Identity.person_id).where(Identity.key == _key(known_as)).distinct()
    return session.scalars(ids).all()


def _key(known_as: str) -> str:
    return hashlib.sha256(known_as.encode()).hexdigest()
