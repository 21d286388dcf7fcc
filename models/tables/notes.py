"""What a person leaves to be heard again."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Note(Base, Undoable, Copied):
    """A note to the future self, a hopeful line, an observation, a message from a trusted person."""

    __tablename__ = "notes"
    bookkeeping = frozenset({"played_at"})

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    """'future', 'hopeful', 'observation' or 'message'."""
    text: Mapped[str]
    trusted_id: Mapped[uuid.UUID | None]
    """Whose message it is."""
    played_at: Mapped[datetime | None]
