"""Rewards of a person's own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Commitment, DayRemarks, Reward


def rewards(session: Session, person_id: uuid.UUID, most: int) -> Sequence[Reward]:
    """What they named last, oldest first."""
    newest = session.scalars(
        select(Reward).where(Reward.person_id == person_id).order_by(Reward.id.desc()).limit(most)
    ).all()
    return newest[::-1]


def commitment_made_since(session: Session, person_id: uuid.UUID, since: datetime) -> Commitment | None:
    """The last commitment, if it was made since then and is still open."""
    last = session.scalar(
        select(Commitment).where(Commitment.person_id == person_id).order_by(Commitment.id.desc()).limit(1)
    )
    return last if last and last.status == "open" and last.made_at >= since else None


def remarked_since(session: Session, person_id: uuid.UUID, key: str, first: date) -> bool:
    """Whether this was said or asked on any day since then."""
    rows = session.scalars(select(DayRemarks.times).where(DayRemarks.person_id == person_id, DayRemarks.day >= first))
    return any(times.get(key) for times in rows)
