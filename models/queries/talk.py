"""What a conversation leaves behind."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, or_, select
from sqlalchemy.orm import Session

from models.ids import first_id
from models.tables import TAKEN_BACK, Change, OpenConversation, PageCode, PageVisit, Turn

TURNS_ARE_KEPT = timedelta(minutes=10)
UNDO_REACHES = timedelta(minutes=30)
"""How long what was changed can be taken back, and what was taken back can be put back."""
_LOOKED_THROUGH = 50
"""So many of the latest changes hold all that was taken back since the last sweep; a journal may have a million."""


_TURN = select(Turn.reply).where(Turn.person_id == bindparam("person_id"), Turn.request_id == bindparam("request_id"))
_OLD = {
    table: (table.person_id == bindparam("person_id")) & (table.at < bindparam("before"))
    for table in (Turn, OpenConversation)
}
_LATEST = select(Change).where(Change.person_id == bindparam("person_id")).order_by(Change.id.desc())
_LATEST_FEW = _LATEST.with_only_columns(Change.id).limit(_LOOKED_THROUGH)
_OVER = and_(
    Change.person_id == bindparam("person_id"),
    Change.id.in_(_LATEST_FEW),
    Change.kind == TAKEN_BACK,
    Change.at < bindparam("undone_before"),
)
_DELETE_OLD = [
    *(delete(table).where(old) for table, old in _OLD.items()),
    delete(Change).where(_OVER),
    *(
        delete(table).where(table.person_id == bindparam("person_id"), table.until < bindparam("now"))
        for table in (PageVisit, PageCode)
    ),
]
_ANYTHING_OLD = select(or_(*(exists().where(old) for old in (*_OLD.values(), _OVER))))
_LATELY = _LATEST.where(
    Change.id >= bindparam("first_id"), Change.at >= bindparam("since"), Change.at <= bindparam("now")
)
_CHANGED = _LATELY.where(Change.kind != TAKEN_BACK)
_LAST_CHANGE = _CHANGED.limit(1)
_LAST_TAKEN_BACK = _LATELY.where(Change.kind == TAKEN_BACK).limit(1)


def last_change(session: Session, person_id: uuid.UUID, now: datetime) -> Change | None:
    """The latest change that can be taken back."""
    return session.scalar(_LAST_CHANGE, _lately(person_id, now))


def last_taken_back(session: Session, person_id: uuid.UUID, now: datetime) -> Change | None:
    """What was taken back last and can be put back."""
    return session.scalar(_LAST_TAKEN_BACK, _lately(person_id, now))


def changes_lately(session: Session, person_id: uuid.UUID, now: datetime) -> Sequence[Change]:
    """All changes that can be taken back, the latest first."""
    return session.scalars(_CHANGED, _lately(person_id, now)).all()


def _lately(person_id: uuid.UUID, now: datetime) -> dict[str, Any]:
    since = now - UNDO_REACHES
    return {"person_id": person_id, "first_id": first_id(since), "since": since, "now": now}


def find_turn(session: Session, person_id: uuid.UUID, request_id: str) -> dict[str, Any] | None:
    """The reply that was stored for this request."""
    return session.scalar(_TURN, {"person_id": person_id, "request_id": request_id})


def sweep(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    """Forget a person's turns and conversations between turns after ten minutes, what was taken back after thirty; with
    them what let a browser in, and is over.
    """
    bounds = {"person_id": person_id, "before": now - TURNS_ARE_KEPT, "undone_before": now - UNDO_REACHES, "now": now}
    if not session.scalar(_ANYTHING_OLD, bounds):
        return  # most often; the statements below cost every turn more than asking does
    for delete_old in _DELETE_OLD:
        session.execute(delete_old, bounds, execution_options={"synchronize_session": False})


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
