"""Trusted people, what they said, and the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from models.tables import Commitment, Message, Note, Person, TrustedPerson

MOST_PEOPLE = 50
"""More trusted people than this are no longer looked through."""


def trusted_people(session: Session, person_id: uuid.UUID) -> Sequence[TrustedPerson]:
    """A person's trusted people, in the order in which they were named."""
    return session.scalars(
        select(TrustedPerson).where(TrustedPerson.person_id == person_id).order_by(TrustedPerson.id).limit(MOST_PEOPLE)
    ).all()


def latest_messages_from(session: Session, person_id: uuid.UUID, trusted_id: uuid.UUID | None, most: int) -> list[Note]:
    """What trusted people (or one of them) said that was kept, the latest first."""
    query = select(Note).where(Note.person_id == person_id, Note.kind == "message")
    if trusted_id is not None:
        query = query.where(Note.trusted_id == trusted_id)
    return list(session.scalars(query.order_by(Note.id.desc()).limit(most)))


def latest_commitments(session: Session, person_id: uuid.UUID, most: int) -> Sequence[Commitment]:
    """The latest commitments, whatever became of them."""
    query = select(Commitment).where(Commitment.person_id == person_id)
    return session.scalars(query.order_by(Commitment.id.desc()).limit(most)).all()


def latest_message(session: Session, person_id: uuid.UUID) -> Message | None:
    """What was put into the outbox last."""
    query = select(Message).where(Message.person_id == person_id)
    return session.scalar(query.order_by(Message.id.desc()).limit(1))


def message_by_id(session: Session, person_id: uuid.UUID, message_id: str) -> Message | None:
    """That message of theirs; None for one that is gone, or for no id."""
    try:
        return session.get(Message, (person_id, uuid.UUID(message_id)))
    except ValueError:
        return None


_TO_TELL_OF = (
    select(Message)
    .where(
        Message.person_id == bindparam("person_id"),
        Message.state.in_(("unsure", "failed")),
        Message.next_try_at.is_not(None),
    )
    .order_by(Message.id)
    .limit(1)
)


def message_to_tell_of(session: Session, person_id: uuid.UUID) -> Message | None:
    """The oldest message that is lost or doubtful and was not told of yet: it still has a `next_try_at`."""
    return session.scalar(_TO_TELL_OF, {"person_id": person_id})


def cancel_waiting(session: Session, person_id: uuid.UUID, trusted_id: uuid.UUID | None = None) -> int:
    """Cancel what waits in a person's outbox (for one of their trusted people); how many messages those were."""
    query = update(Message).where(Message.person_id == person_id, Message.state == "waiting")
    if trusted_id is not None:
        query = query.where(Message.trusted_id == trusted_id)
    return _changed(session, query.values(state="cancelled", next_try_at=None))


def cancel(session: Session, person_id: uuid.UUID, message_id: uuid.UUID) -> bool:
    """Cancel one message that still waits; False where it is on its way already."""
    query = update(Message).where(Message.person_id == person_id, Message.id == message_id, Message.state == "waiting")
    return _changed(session, query.values(state="cancelled", next_try_at=None)) == 1


def something_to_do(session: Session, now: datetime) -> bool:
    """Whether a message waits for its turn, or was left in the middle of being sent."""
    return session.scalar(select(Message.id).where(_due(now)).limit(1)) is not None


def due_messages(session: Session, now: datetime, most: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Person and id of the messages whose turn it is, the longest waiting first."""
    query = select(Message.person_id, Message.id).where(Message.state == "waiting", Message.next_try_at <= now)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Message.next_try_at, Message.id).limit(most))]


def claim(session: Session, person_id: uuid.UUID, message_id: uuid.UUID, now: datetime, until: datetime) -> bool:
    """Take one waiting message for sending, until then at the latest; False where another process was faster."""
    query = update(Message).where(
        Message.person_id == person_id, Message.id == message_id, Message.state == "waiting", Message.next_try_at <= now
    )
    return _changed(session, query.values(state="sending", tries=Message.tries + 1, next_try_at=until)) == 1


def settle(session: Session, person_id: uuid.UUID, message_id: uuid.UUID, **values: object) -> bool:
    """Write what became of a message that was being sent; False where that was settled otherwise meanwhile."""
    query = update(Message).where(Message.person_id == person_id, Message.id == message_id, Message.state == "sending")
    return _changed(session, query.values(**values)) == 1


def doubt_the_abandoned(session: Session, now: datetime) -> int:
    """Messages that were being sent for too long: nobody knows what became of them."""
    query = update(Message).where(Message.state == "sending", Message.next_try_at <= now)
    return _changed(session, query.values(state="unsure", next_try_at=now))


def doubt_all(session: Session, now: datetime) -> int:
    """Every message of anybody that is not settled: in a journal of an earlier time nobody knows what became of it."""
    query = update(Message).where(Message.state.in_(("waiting", "sending")))
    return _changed(session, query.values(state="unsure", next_try_at=now))


def may_be_sent(session: Session, message: Message) -> str | None:
    """The address to which a message may go right now; None where it was taken away or sharing was stopped."""
    stopped = session.scalar(select(Person.sharing_stopped).where(Person.person_id == message.person_id))
    trusted = session.get(TrustedPerson, (message.person_id, message.trusted_id), populate_existing=True)
    return None if stopped or trusted is None else trusted.address


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(or_(Message.state == "waiting", Message.state == "sending"), Message.next_try_at <= now)


def _changed(session: Session, query: Any) -> int:
    done = session.execute(query, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount
