"""What a person ties to a cue."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Commitment(Base, Undoable, Copied):
    """An action tied to a cue: 'when the kettle goes on, drink some water'."""

    __tablename__ = "commitments"
    __table_args__ = (Index("ix_commitments_person_id_next_at", "person_id", "next_at"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(8))
    """'open', 'done' (was meant for once) or 'let_go'."""
    action: Mapped[str]
    """A bare verb first, in their words: 'stretch for two minutes'."""
    cue: Mapped[str]
    """In their words: 'after my coffee', 'at two'."""
    reward: Mapped[str | None]
    minute: Mapped[int | None]
    """Minutes after midnight of a clock cue; None: an event, for which no reminder is faked."""
    repeats: Mapped[str] = mapped_column(String(16))
    """'once', 'daily', 'weekdays', 'mon' to 'sun'."""
    next_at: Mapped[datetime | None]
    """When a clock cue is due next."""
    remind: Mapped[bool] = mapped_column(default=False)
    """Whether the person said yes to being reminded."""
    anchor: Mapped[bool] = mapped_column(default=False)
    """The one that the recap mentions first."""
    missed: Mapped[int] = mapped_column(default=0)
    """Misses since it was done or changed last; read by nothing but the choice after three."""
    done_at: Mapped[datetime | None]
    tell: Mapped[uuid.UUID | None]
    """The trusted person whom to offer to tell when it is done."""
