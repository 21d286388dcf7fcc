"""Weekly plans."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import PlanItem


def plan_items(session: Session, person_id: uuid.UUID, first: date, last: date) -> Sequence[PlanItem]:
    """What is planned for these days, both included, in order."""
    return session.scalars(
        select(PlanItem)
        .where(PlanItem.person_id == person_id, PlanItem.day >= first, PlanItem.day <= last)
        .order_by(PlanItem.day, PlanItem.id)
    ).all()
