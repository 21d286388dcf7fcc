"""What greetings and the basics of a day ask of a journal."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Change, Suggestion, Win

MOST_ENTRIES = 500
"""Of a playbook: nobody bans more steps than there are."""


def count_days_with_wins(session: Session, person_id: uuid.UUID, first: date, last: date) -> int:
    """On how many of these days, both included, a win happened."""
    days = select(func.count(Win.day.distinct())).where(Win.person_id == person_id, Win.day >= first, Win.day <= last)
    return session.scalar(days) or 0


def last_heard_at(session: Session, person_id: uuid.UUID) -> datetime | None:
    """When a turn last changed something or offered a step; None where none ever did."""
    tables = (Change, Suggestion)
    latest = [
        session.scalar(select(table.at).where(table.person_id == person_id).order_by(table.id.desc()).limit(1))
        for table in tables
    ]
    told = select(Win.told_at).where(Win.person_id == person_id).order_by(Win.id.desc()).limit(1)
    return max((at for at in (*latest, session.scalar(told)) if at is not None), default=None)
