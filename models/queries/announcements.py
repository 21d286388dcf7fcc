"""What was announced lately, or is to come again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from models.readings import kept
from models.tables import Announcement

AT_A_TIME = 50
"""More than is announced to one person in a day or two."""


_SINCE = (
    select(Announcement)
    .where(
        Announcement.person_id == bindparam("person_id"),
        or_(Announcement.said_at >= bindparam("since"), Announcement.again_at >= bindparam("since")),
    )
    .order_by(Announcement.said_at.desc(), Announcement.id.desc())
    .limit(AT_A_TIME)
)


def announcements_since(session: Session, person_id: uuid.UUID, since: datetime) -> Sequence[Announcement]:
    """What was said since then, and what is to come again since then, the latest said first."""

    def read() -> Sequence[Announcement]:
        return session.scalars(_SINCE, {"person_id": person_id, "since": since}).all()

    return kept(session, Announcement, (person_id, since), read)


def sweep_announcements(session: Session, person_id: uuid.UUID, before: datetime) -> None:
    """Forget what was said before, unless it is still to come again."""
    session.execute(
        delete(Announcement).where(
            Announcement.person_id == person_id,
            Announcement.said_at < before,
            or_(Announcement.again_at.is_(None), Announcement.again_at < before),
        )
    )
