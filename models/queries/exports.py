"""Wins and feelings for files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Feeling, Win

BATCH = 2000
"""So many rows are held in memory at a time."""


def has_wins(session: Session, person_id: uuid.UUID) -> bool:
    """Whether there is anything to write."""
    return session.scalar(select(Win.id).where(Win.person_id == person_id).limit(1)) is not None


def every_win(session: Session, person_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    """Every win of a person in the order in which they were told, read in batches.

    Its day, act, domain, feelings before, during and after, the utterance, and when it was told.
    """
    columns = (
        Win.day, Win.phrase, Win.domain, Win.feeling_before, Win.feeling_during, Win.feeling_after, Win.said,
        Win.told_at,
    )  # fmt: skip
    after: uuid.UUID | None = None
    while True:
        query = select(Win.id, *columns).where(Win.person_id == person_id).order_by(Win.id).limit(BATCH)
        rows = session.execute(query if after is None else query.where(Win.id > after)).all()
        for row in rows:
            yield tuple(row)[1:]
        if len(rows) < BATCH:
            return
        after = rows[-1][0]


def latest_wins_since(session: Session, person_id: uuid.UUID, first: date, last: date, most: int) -> Sequence[Win]:
    """The latest wins of these days, oldest first."""
    query = select(Win).where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
    return session.scalars(query.order_by(Win.day.desc(), Win.id.desc()).limit(most)).all()[::-1]


def latest_feelings_since(
    session: Session, person_id: uuid.UUID, first: date, last: date, most: int
) -> Sequence[Feeling]:
    """The latest feelings of these days, oldest first; those about a win are told with it."""
    query = select(Feeling).where(Feeling.person_id == person_id, Feeling.day >= first, Feeling.day <= last)
    return session.scalars(query.order_by(Feeling.day.desc(), Feeling.id.desc()).limit(most)).all()[::-1]
