"""The queries. All but the directory's name the person whose rows they touch."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.ids import new_id
from models.tables import Change, Identity, OpenConversation, Person, Suggestion, Turn, Win

TURNS_ARE_KEPT = timedelta(minutes=10)


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
    return person


def _key(known_as: str) -> str:
    return hashlib.sha256(known_as.encode()).hexdigest()


def wins_between(session: Session, person_id: uuid.UUID, first: date, last: date) -> Sequence[Win]:
    """The wins of these days, both included, in the order in which they happened."""
    return session.scalars(
        select(Win)
        .where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
        .order_by(Win.day, Win.happened_at, Win.id)
    ).all()


def all_wins(session: Session, person_id: uuid.UUID) -> Sequence[Win]:
    """Every win of a person, in the order in which they happened."""
    return session.scalars(select(Win).where(Win.person_id == person_id).order_by(Win.happened_at, Win.id)).all()


def wins_by_id(session: Session, person_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> Sequence[Win]:
    """These wins of a person, oldest first."""
    return session.scalars(select(Win).where(Win.person_id == person_id, Win.id.in_(ids)).order_by(Win.id)).all()


def last_change(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Change | None:
    """The latest change of that time, ends included, that was not taken back."""
    return session.scalar(
        select(Change)
        .where(Change.person_id == person_id, Change.at >= since, Change.at <= until)
        .order_by(Change.id.desc())
        .limit(1)
    )


def count_suggestions(session: Session, person_id: uuid.UUID) -> int:
    """How many steps were offered so far."""
    return session.scalar(select(func.count()).select_from(Suggestion).where(Suggestion.person_id == person_id)) or 0


def last_suggestion(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Suggestion | None:
    """The latest step that was offered in that time, ends included."""
    return session.scalar(
        select(Suggestion)
        .where(Suggestion.person_id == person_id, Suggestion.at >= since, Suggestion.at <= until)
        .order_by(Suggestion.id.desc())
        .limit(1)
    )


def find_turn(session: Session, person_id: uuid.UUID, request_id: str) -> dict[str, Any] | None:
    """The reply that was stored for this request."""
    return session.scalar(select(Turn.reply).where(Turn.person_id == person_id, Turn.request_id == request_id))


def sweep(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    """Forget a person's turns, and conversations between turns, that are over ten minutes old."""
    for table in (Turn, OpenConversation):
        session.execute(delete(table).where(table.person_id == person_id, table.at < now - TURNS_ARE_KEPT))


def load_conversation(session: Session, person_id: uuid.UUID, door: str, now: datetime) -> str | None:
    """What `keep_conversation` wrote in the last ten minutes."""
    return session.scalar(
        select(OpenConversation.state).where(
            OpenConversation.person_id == person_id,
            OpenConversation.door == door,
            OpenConversation.at >= now - TURNS_ARE_KEPT,
        )
    )


def keep_conversation(session: Session, person_id: uuid.UUID, door: str, state: str, now: datetime) -> None:
    """Keep a conversation for the next turn, which is another process."""
    session.merge(OpenConversation(person_id=person_id, door=door, at=now, state=state))
