"""What a person ties to a cue, and whom to check in with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from models.readings import kept
from models.tables import Commitment, DayRemarks, TrustedPerson

LATEST = 500
"""Among so many of the latest commitments the open ones are looked for: nobody keeps more in mind."""
OPEN_AT_MOST = 50
AT_A_TIME = 20
"""Rows that are due at one moment, or trusted people: more than one person has."""
DAYS_OF_REMARKS = 90


_OPEN = select(Commitment).where(Commitment.person_id == bindparam("person_id"), Commitment.status == "open")
_OF_PERSON = select(Commitment.id).where(Commitment.person_id == bindparam("person_id"))
_LATEST = _OF_PERSON.order_by(Commitment.id.desc()).limit(LATEST).subquery()
_LATEST_OPEN = _OPEN.where(Commitment.id.in_(select(_LATEST.c.id))).order_by(Commitment.id.desc()).limit(OPEN_AT_MOST)
_DUE = _OPEN.where(Commitment.next_at <= bindparam("until")).order_by(Commitment.next_at).limit(AT_A_TIME)
_COMES_AGAIN = or_(Commitment.repeats != "once", Commitment.minute.is_(None))
_TO_MOVE = (
    _OPEN.where(
        or_(
            and_(Commitment.next_at <= bindparam("until"), _COMES_AGAIN),
            Commitment.next_at <= bindparam("long_ago"),
            and_(Commitment.next_at > bindparam("beyond"), Commitment.repeats != "once"),
        )
    )
    .order_by(Commitment.next_at)
    .limit(AT_A_TIME)
)


def open_commitments(session: Session, person_id: uuid.UUID) -> Sequence[Commitment]:
    """The open ones among the latest, the newest first."""
    return session.scalars(_LATEST_OPEN, {"person_id": person_id}).all()


def commitments_due(session: Session, person_id: uuid.UUID, until: datetime) -> Sequence[Commitment]:
    """The open ones whose next time has come, end included, the earliest first."""

    def read() -> Sequence[Commitment]:
        return session.scalars(_DUE, {"person_id": person_id, "until": until}).all()

    return kept(session, Commitment, (person_id, until), read)


def commitments_to_move(
    session: Session, person_id: uuid.UUID, until: datetime, beyond: datetime, long_ago: datetime
) -> Sequence[Commitment]:
    """The open ones whose next time is over, end included, where they come again; those that do not, where that was
    `long_ago`; and those that come again, but not before `beyond`.
    """
    bounds = {"person_id": person_id, "until": until, "beyond": beyond, "long_ago": long_ago}
    return session.scalars(_TO_MOVE, bounds).all()


def commitments_ahead(session: Session, person_id: uuid.UUID) -> Sequence[Commitment]:
    """The open ones that have a next time, the earliest first."""
    found = (
        select(Commitment)
        .where(Commitment.person_id == person_id, Commitment.next_at.is_not(None), Commitment.status == "open")
        .order_by(Commitment.next_at)
        .limit(OPEN_AT_MOST)
    )
    return session.scalars(found).all()


def find_commitment(session: Session, person_id: uuid.UUID, commitment_id: str) -> Commitment | None:
    """The commitment of an id as a conversation carries it; None for what is no id."""
    try:
        return session.get(Commitment, (person_id, uuid.UUID(commitment_id)))
    except ValueError:
        return None


def check_ins(session: Session, person_id: uuid.UUID) -> Sequence[TrustedPerson]:
    """The trusted people with whom to check in on some days."""
    return session.scalars(
        select(TrustedPerson)
        .where(TrustedPerson.person_id == person_id, TrustedPerson.check_in.is_not(None))
        .order_by(TrustedPerson.id)
        .limit(AT_A_TIME)
    ).all()


def people_to_tell(session: Session, person_id: uuid.UUID) -> Sequence[TrustedPerson]:
    """The trusted people, the newest first."""
    return session.scalars(
        select(TrustedPerson)
        .where(TrustedPerson.person_id == person_id)
        .order_by(TrustedPerson.id.desc())
        .limit(AT_A_TIME)
    ).all()


def was_remarked(session: Session, person_id: uuid.UUID, key: str, until: date) -> bool:
    """Whether this was said or asked on one of the last days, that day included."""
    rows = session.scalars(
        select(DayRemarks)
        .where(DayRemarks.person_id == person_id, DayRemarks.day <= until)
        .order_by(DayRemarks.day.desc())
        .limit(DAYS_OF_REMARKS)
    )
    return any(row.times.get(key) for row in rows)
