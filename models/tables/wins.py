"""What a person did, and how it felt."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Win(Base, Undoable, Copied):
    """One act that a person kept."""

    __tablename__ = "wins"
    __table_args__ = (Index("ix_wins_person_id_day", "person_id", "day"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    said: Mapped[str]
    """The whole utterance, as it was heard."""
    phrase: Mapped[str]
    """The act in their own words, past tense, without its subject."""
    domain: Mapped[str] = mapped_column(String(16))
    happened_at: Mapped[datetime]
    day: Mapped[date]
    """The person's own day on which it happened."""
    told_at: Mapped[datetime]
    feeling_before: Mapped[str | None]
    feeling_during: Mapped[str | None]
    feeling_after: Mapped[str | None]
    door: Mapped[str] = mapped_column(String(16))
    step: Mapped[str | None] = mapped_column(String(64))
    """The step of the catalogue that it was, if it was one."""
    commitment_id: Mapped[uuid.UUID | None]


class Feeling(Base, Undoable, Copied):
    """How it felt: a word, a number, or both."""

    __tablename__ = "feelings"
    __table_args__ = (Index("ix_feelings_person_id_day", "person_id", "day"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date]
    """The person's own day."""
    moment: Mapped[str] = mapped_column(String(8))
    """'now', or 'before', 'during', 'after' a win."""
    word: Mapped[str | None]
    """In their words."""
    score: Mapped[int | None]
    """1 to 5."""
    win_id: Mapped[uuid.UUID | None]
