"""What was kept, found again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from models.tables import Win

Span = tuple[date, date]


def last_win(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Win | None:
    """The win that was told last in that time, ends included."""
    last = session.scalar(select(Win).where(Win.person_id == person_id).order_by(Win.id.desc()).limit(1))
    return last if last is not None and since <= last.told_at <= until else None


def latest_wins(session: Session, person_id: uuid.UUID, limit: int) -> Sequence[Win]:
    """The wins that were told last, latest first."""
    return session.scalars(select(Win).where(Win.person_id == person_id).order_by(Win.id.desc()).limit(limit)).all()


def wins_to_search(
    session: Session, person_id: uuid.UUID, span: Span | None, domain: str | None, limit: int
) -> Sequence[Row[uuid.UUID, str, str]]:
    """Id, phrase and domain of the latest wins, latest first; of these days, both included."""
    chosen = select(Win.id, Win.phrase, Win.domain).where(*_of(person_id, span))
    latest = chosen.order_by(Win.day.desc(), Win.happened_at.desc(), Win.id.desc()).limit(limit)
    return [row for row in session.execute(latest) if domain is None or row.domain == domain]


def count_wins(session: Session, person_id: uuid.UUID, span: Span | None, domain: str | None) -> int:
    """How many wins there are, in all or of these days or of one domain."""
    chosen = select(func.count()).select_from(Win).where(*_of(person_id, span))
    return session.scalar(chosen if domain is None else chosen.where(Win.domain == domain)) or 0


def domains_by_day(session: Session, person_id: uuid.UUID, first: date, last: date) -> dict[date, list[str]]:
    """The domains of the wins of each of these days, both included, in the order in which they happened."""
    rows = session.execute(
        select(Win.day, Win.domain).where(*_of(person_id, (first, last))).order_by(Win.day, Win.happened_at, Win.id)
    )
    found: dict[date, list[str]] = {}
    for day, domain in rows:
        found.setdefault(day, []).append(domain)
    return found


def _of(person_id: uuid.UUID, span: Span | None) -> list[ColumnElement[bool]]:
    days = [] if span is None else [Win.day >= span[0], Win.day <= span[1]]
    return [Win.person_id == person_id, *days]
