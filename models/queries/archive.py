"""What was kept on some days, and what was kept last. Nothing here reads a whole journal."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Commitment, DayRemarks, Win

LATEST_ROWS = 500
"""No more rows than these, the latest, are looked at: older ones are found by their day."""


def archive_count(session: Session, person_id: uuid.UUID, first: date, last: date) -> int:
    """How many wins these days hold, both included."""
    found = select(func.count()).where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
    return session.scalar(found) or 0


def archive_latest(session: Session, person_id: uuid.UUID, first: date, last: date, limit: int) -> list[Win]:
    """The latest wins of these days, both included, in the order in which they happened."""
    found = session.scalars(
        select(Win)
        .where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
        .order_by(Win.day.desc(), Win.happened_at.desc(), Win.id.desc())
        .limit(limit)
    )
    return list(reversed(found.all()))


def archive_last(session: Session, person_id: uuid.UUID) -> Sequence[Win]:
    """The wins that were told last, latest first."""
    return session.scalars(
        select(Win).where(Win.person_id == person_id).order_by(Win.id.desc()).limit(LATEST_ROWS)
    ).all()


def remarks_since(session: Session, person_id: uuid.UUID, first: date) -> Sequence[DayRemarks]:
    """What was said or asked on the days from `first` on."""
    return session.scalars(select(DayRemarks).where(DayRemarks.person_id == person_id, DayRemarks.day >= first)).all()


def anchor_ids(session: Session, person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The open commitments that a recap mentions first."""
    latest = (
        select(Commitment.id, Commitment.anchor, Commitment.status)
        .where(Commitment.person_id == person_id)
        .order_by(Commitment.id.desc())
        .limit(LATEST_ROWS)
        .subquery()
    )
    return frozenset(session.scalars(select(latest.c.id).where(latest.c.anchor, latest.c.status == "open")))
