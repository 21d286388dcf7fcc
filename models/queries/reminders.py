"""The reminders that another service sounds for a person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.tables import Reminder

AT_MOST = 100
"""More than anybody is reminded of."""


_ALL = select(Reminder).where(Reminder.person_id == bindparam("person_id")).order_by(Reminder.id).limit(AT_MOST)


def reminders(session: Session, person_id: uuid.UUID) -> Sequence[Reminder]:
    """All of them, the oldest first."""
    return session.scalars(_ALL, {"person_id": person_id}).all()


def find_reminder(session: Session, person_id: uuid.UUID, kind: str, about: uuid.UUID | None) -> Reminder | None:
    """The one about this."""
    found = select(Reminder).where(
        Reminder.person_id == person_id,
        Reminder.kind == kind,
        Reminder.about.is_(None) if about is None else Reminder.about == about,
    )
    return session.scalars(found.order_by(Reminder.id).limit(1)).first()
