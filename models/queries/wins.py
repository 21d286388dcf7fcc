"""Wins."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Feeling, Win


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


def feelings_of(session: Session, win: Win) -> Sequence[Feeling]:
    """How a win felt, as rows of their own."""
    of_its_day = select(Feeling).where(Feeling.person_id == win.person_id, Feeling.day == win.day)
    return session.scalars(of_its_day.where(Feeling.win_id == win.id)).all()
