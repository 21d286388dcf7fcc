"""What a conversation leaves behind."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.ids import first_id
from models.tables import Change, OpenConversation, Turn

TURNS_ARE_KEPT = timedelta(minutes=10)


def last_change(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Change | None:
    """The latest change of that time, ends included, that was not taken back."""
    return session.scalar(
        select(Change)
        .where(Change.person_id == person_id, Change.id >= first_id(since), Change.at >= since, Change.at <= until)
        .order_by(Change.id.desc())
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
