"""Reminders that another service sounds for us (Alexa's), each by a yes of its own."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, person_key


class Reminder(Base):
    """One that the person said yes to: what it is about says whether it is still wanted, and this row what was made."""

    __tablename__ = "reminders"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    """'plan', 'recap', or 'again': what they put off."""
    about: Mapped[uuid.UUID | None]
    """The commitment, or what was announced; None: the recap."""
    agreed_at: Mapped[datetime]
    """When they said yes."""
    token: Mapped[str | None] = mapped_column(String(255))
    """The service's own name for it; None: it was not made yet."""
    made_as: Mapped[str | None] = mapped_column(String(255))
    """The time zone and the times that it was made with."""
    starts_at: Mapped[datetime | None]
    """When it sounds first."""
    tried_at: Mapped[datetime | None]
    """When the service was asked last, while it has not answered well; None: all is settled."""
