"""Small steps: what was offered, what works, what matters, what is planned."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Copied, Undoable, person_key


class Suggestion(Base, Copied):
    """A small step that was offered."""

    __tablename__ = "suggestions"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    step: Mapped[str] = mapped_column(String(64))
    """The step's id in the catalogue."""
    rung: Mapped[int] = mapped_column(default=0)
    """How far down its chain: 0 is the step itself."""
    outcome: Mapped[str | None] = mapped_column(String(16))
    """'done', 'smaller', 'different', 'never', 'no'; None: nothing was said."""


class PlaybookEntry(Base, Undoable, Copied):
    """A step, of the catalogue or the person's own, that works for them or is never to be offered."""

    __tablename__ = "playbook"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    step: Mapped[str | None] = mapped_column(String(64))
    """The step's id in the catalogue; None for one of their own."""
    phrase: Mapped[str | None]
    """One of their own, as they tell of it: 'fed the cat'."""
    domain: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    """'works' or 'never'; 'heavy': one of the sequence for heavy days alone; 'off': taken off the list, or never wanted
    on it, so that it is not brought up again."""
    heavy: Mapped[int | None]
    """Its place in the sequence for heavy days, from 1."""


class PersonalValue(Base, Undoable, Copied):
    """What matters to a person."""

    __tablename__ = "personal_values"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]
    """In their words: 'my dog'."""
    serves: Mapped[str | None] = mapped_column(String(16))
    """The value of the catalogue that it comes nearest to."""


class Reward(Base, Undoable, Copied):
    """A small reward of a person's own."""

    __tablename__ = "rewards"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]


class Trigger(Base, Undoable, Copied):
    """When a person says that they usually dip."""

    __tablename__ = "triggers"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]
    """'after lunch'"""


class PlanItem(Base, Undoable, Copied):
    """One small thing of a weekly plan."""

    __tablename__ = "plan_items"
    __table_args__ = (Index("ix_plan_items_person_id_day", "person_id", "day"),)

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date]
    domain: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    """What completes 'you could': 'text one friend'."""
    step: Mapped[str | None] = mapped_column(String(64))
