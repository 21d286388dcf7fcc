"""What a conversation leaves behind."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.ids import first_id
from models.tables import TAKEN_BACK, Change, OpenConversation, Turn

TURNS_ARE_KEPT = timedelta(minutes=10)
UNDO_REACHES = timedelta(minutes=30)
"""How long what was changed can be taken back, and what was taken back can be put back."""
_LOOKED_THROUGH = 50
"""So many of the latest changes hold all that was taken back since the last sweep; a journal may have a million."""


def last_change(session: Session, person_id: uuid.UUID, now: datetime) -> Change | None:
    """The latest change that can be taken back."""
    return session.scalar(_lately(person_id, now).where(Change.kind != TAKEN_BACK).limit(1))


def last_taken_back(session: Session, person_id: uuid.UUID, now: datetime) -> Change | None:
    """What was taken back last and can be put back."""
    return session.scalar(_lately(person_id, now).where(Change.kind == TAKEN_BACK).limit(1))


def changes_lately(session: Session, person_id: uuid.UUID, now: datetime) -> Sequence[Change]:
    """All changes that can be taken back, the latest first."""
    return session.scalars(_lately(person_id, now).where(Change.kind != TAKEN_BACK)).all()


def _lately(person_id: uuid.UUID, now: datetime) -> Select[Change]:
    since = now - UNDO_REACHES
    return _latest_changes(person_id).where(Change.id >= first_id(since), Change.at >= since, Change.at <= now)


def _latest_changes(person_id: uuid.UUID) -> Select[Change]:
    return select(Change).where(Change.person_id == person_id).order_by(Change.id.desc())


def find_turn(session: Session, person_id: uuid.UUID, request_id: str) -> dict[str, Any] | None:
    """The reply that was stored for this request."""
    return session.scalar(select(Turn.reply).where(Turn.person_id == person_id, Turn.request_id == request_id))


def sweep(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    """Forget a person's turns and conversations between turns after ten minutes, what was taken back after thirty."""
    for table in (Turn, OpenConversation):
        session.execute(delete(table).where(table.person_id == person_id, table.at < now - TURNS_ARE_KEPT))
    latest = _latest_changes(person_id).with_only_columns(Change.id, Change.kind, Change.at).limit(_LOOKED_THROUGH)
    over = [row.id for row in session.execute(latest) if row.kind == TAKEN_BACK and row.at < now - UNDO_REACHES]
    if over:
        session.execute(delete(Change).where(Change.person_id == person_id, Change.id.in_(over)))


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
