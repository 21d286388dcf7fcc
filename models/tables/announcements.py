"""What was said unasked because it was due, so that it is not said twice and can be answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Announcement(Base, Undoable, Copied):
    """One thing that came due and was said. It outlives a restart, and any door may be answered through another."""

    __tablename__ = "announcements"
    bookkeeping = frozenset({"said_at", "times", "heard"})
    __table_args__ = (Index("ix_announcements_person_id_said_at", "person_id", "said_at"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """'commitment', 'ask', 'recap' or 'check_in'."""
    about: Mapped[uuid.UUID | None]
    """The commitment, or the trusted person."""
    due_at: Mapped[datetime]
    """When it was due first."""
    said_at: Mapped[datetime]
    """When it was said last."""
    times: Mapped[int]
    """How often it was said."""
    heard: Mapped[bool]
    """Whether the person has said anything since."""
    again_at: Mapped[datetime | None]
    """When it comes again, because they said 'later'."""
    closed_at: Mapped[datetime | None]
    """When they let it go."""
