"""People, and how doors know them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from models.ids import new_id
from models.tables import Identity, Person

_KNOWN_AS = select(Identity.person_id).where(Identity.key == bindparam("key"))
_LOCKED = select(Person).where(Person.person_id == bindparam("person_id")).with_for_update()


def find_person(session: Session, known_as: str, household: str = "") -> Person | None:
    """The person whom a door knows by this name, locked for the rest of a writing session.

    A voice that nobody has met yet is as good as the account of its household.
    """
    for name in (known_as, household):
        person_id = session.scalar(_KNOWN_AS, {"key": identity_key(name)}) if name else None
        if person_id is not None:
            return _locked(session, person_id)
    return None


def look_up(session: Session, known_as: str) -> Person | None:
    """The person whom a door knows by this name, to read alone: nobody waits for it."""
    person_id = session.scalar(_KNOWN_AS, {"key": identity_key(known_as)})
    return None if person_id is None else session.get(Person, person_id)


def count_people(session: Session) -> int:
    """Whose journals there are."""
    return session.scalar(select(func.count()).select_from(Person)) or 0


def _locked(session: Session, person_id: uuid.UUID) -> Person | None:
    """That person; where their journal became a part of another one while the lock was waited for, that one's."""
    person = session.scalar(_LOCKED, {"person_id": person_id})
    while person is not None and person.joined_to is not None:
        person = session.scalar(_LOCKED, {"person_id": person.joined_to})
    return person


def add_person(session: Session, known_as: str, now: datetime, household: str = "") -> Person:
    """A new person and the name by which a door knows them."""
    person = Person(person_id=new_id(now), created_at=now, acknowledged=0)
    session.add(person)
    _add_name(session, person, known_as, now, household)
    session.flush()
    session.refresh(person)  # what was left out is known to be empty, or the first turn could not be undone
    return person


def meet(session: Session, known_as: str, household: str, now: datetime) -> Person:
    """The person of this name, known or new.

    The first voice of a household that its device tells apart shares the journal of the household's account, so that
    what was told before, and what is told when the voice is not recognised, is all in one; any further voice has its
    own.
    """
    if (found := find_person(session, known_as)) is not None:
        return found
    if not household:
        return add_person(session, known_as, now)
    shared = find_person(session, household)
    if shared is not None and _has_voice(session, shared.person_id, household):
        return add_person(session, known_as, now, household)
    shared = shared or add_person(session, household, now)
    _add_name(session, shared, known_as, now, household)
    session.flush()
    return shared


def people_of_account(session: Session, household: str) -> Sequence[uuid.UUID]:
    """Everybody who spoke through an account: the account's own person, and the voices told apart."""
    key = identity_key(household)
    ids = select(Identity.person_id).where(or_(Identity.key == key, Identity.household == key)).distinct()
    return session.scalars(ids).all()


def is_led_elsewhere(session: Session, person_id: uuid.UUID, household: str) -> bool:
    """Whether a door that was paired with this account, and is none of it, is led to that person."""
    key = identity_key(household)
    names = session.scalars(select(Identity).where(Identity.person_id == person_id)).all()
    strange = any(key not in {name.key, name.household} for name in names)
    return strange and any(name.paired_from is not None for name in names)


def leave(session: Session, person_id: uuid.UUID, household: str) -> None:
    """The voices of this account, and itself, are led to that person no more."""
    key = identity_key(household)
    ours = or_(Identity.key == key, Identity.household == key)
    session.execute(delete(Identity).where(Identity.person_id == person_id, ours))


def _has_voice(session: Session, person_id: uuid.UUID, household: str) -> bool:
    """Also where that voice is led elsewhere by now: what it told is not for the next one."""
    here = or_(Identity.person_id == person_id, Identity.paired_from == person_id)
    voices = select(Identity.key).where(Identity.household == identity_key(household), here)
    return session.scalars(voices.limit(1)).first() is not None


def _add_name(session: Session, person: Person, known_as: str, now: datetime, household: str) -> None:
    of = identity_key(household) if household else None
    session.add(Identity(key=identity_key(known_as), person_id=person.person_id, created_at=now, household=of))


def identity_key(known_as: str) -> str:
    """By what the directory knows a name."""
    return hashlib.sha256(known_as.encode()).hexdigest()
