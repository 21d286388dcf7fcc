"""Trusted people, and what is on its way to them."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class TrustedPerson(Base, Undoable, Copied):
    """Somebody to whom something may be sent, each time on a yes."""

    __tablename__ = "trusted_people"
    bookkeeping = frozenset({"checked_in_on"})

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(64))
    """As the person calls them: 'my brother', 'Dev'."""
    address: Mapped[str | None]
    """An Apprise URL: a secret, never exported, logged or read out. None: not given yet."""
    check_in: Mapped[str | None] = mapped_column(String(16))
    """'daily', 'weekdays', 'mon' to 'sun': when to offer a check-in."""
    checked_in_on: Mapped[date | None]
    """The person's own day on which it was offered last."""


class Message(Base, Copied):
    """The outbox. A message is 'sending' before it is handed over; found so after a crash it is never sent again."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_next_try_at", "state", "next_try_at"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    trusted_id: Mapped[uuid.UUID]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    """'waiting', 'sending', 'sent', 'unsure' (asked about), 'failed' or 'cancelled'."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    """When to try (again); None: not any more."""
    sent_at: Mapped[datetime | None]
