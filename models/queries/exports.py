"""Wins and feelings for files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Commitment, Feeling, Win


def has_wins(session: Session, person_id: uuid.UUID) -> bool:
    """Whether there is anything to write."""
    return session.scalar(select(Win.id).where(Win.person_id == person_id).limit(1)) is not None


def latest_wins_since(
    session: Session, person_id: uuid.UUID, first: date, last: date, most: int | None
) -> Sequence[Win]:
    """The latest wins of these days (`most` None: all), oldest first."""
    query = select(Win).where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
    return session.scalars(query.order_by(Win.day.desc(), Win.id.desc()).limit(most)).all()[::-1]


def latest_feelings_since(
    session: Session, person_id: uuid.UUID, first: date, last: date, most: int | None
) -> Sequence[Feeling]:
    """The latest feelings of these days (`most` None: all), oldest first; those about a win are told with it."""
    query = select(Feeling).where(Feeling.person_id == person_id, Feeling.day >= first, Feeling.day <= last)
    return session.scalars(query.order_by(Feeling.day.desc(), Feeling.id.desc()).limit(most)).all()[::-1]


def plans(session: Session, person_id: uuid.UUID) -> Sequence[Commitment]:
    """Every plan that is open or was done, in the order in which they were made."""
    query = select(Commitment).where(Commitment.person_id == person_id, Commitment.status != "let_go")
    return session.scalars(query.order_by(Commitment.id)).all()
