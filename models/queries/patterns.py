"""What patterns are counted from: the newest rows, by the order of their ids, so that a long journal costs no more."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Feeling, Trigger, Win

_OF_WIN = (
    Win.id, Win.phrase, Win.domain, Win.day, Win.told_at,
    Win.feeling_before, Win.feeling_during, Win.feeling_after,
)  # fmt: skip


def newest_wins(session: Session, person_id: uuid.UUID, most: int) -> Sequence[Any]:
    """The wins that were told last, the newest first: what patterns look at of each."""
    return session.execute(select(*_OF_WIN).where(Win.person_id == person_id).order_by(Win.id.desc()).limit(most)).all()


def newest_feelings(session: Session, person_id: uuid.UUID, most: int) -> Sequence[Any]:
    """The feelings that were told last, the newest first: day, moment, word, score and win of each."""
    columns = (Feeling.day, Feeling.moment, Feeling.word, Feeling.score, Feeling.win_id)
    return session.execute(
        select(*columns).where(Feeling.person_id == person_id).order_by(Feeling.id.desc()).limit(most)
    ).all()


def newest_triggers(session: Session, person_id: uuid.UUID, most: int) -> Sequence[Trigger]:
    """The dips that a person named last, the newest first."""
    return session.scalars(
        select(Trigger).where(Trigger.person_id == person_id).order_by(Trigger.id.desc()).limit(most)
    ).all()
