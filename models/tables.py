"""The tables. Every row of a journal is keyed by its person first, so that people can be spread over many machines."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database. SQLite would hand it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        datetime: Instant(),
        uuid.UUID: Uuid(),
        dict[str, Any]: JSON(),
    }


class Person(Base):
    """One person, and what they chose for themselves (None: the machine's default)."""

    __tablename__ = "people"

    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    time_zone: Mapped[str | None] = mapped_column(String(64))
    """IANA name."""
    region: Mapped[str | None] = mapped_column(String(2))
    """ISO 3166 country of the help lines."""
    day_ends_at_hour: Mapped[int | None]
    acknowledged: Mapped[int] = mapped_column(default=0)
    """How many acknowledgements this person has heard; the next one is chosen by it."""


class Identity(Base):
    """Directory: by what hash a door knows a person. Looked up before the person is known."""

    __tablename__ = "identities"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]


def _person_key() -> Mapped[uuid.UUID]:
    return mapped_column(ForeignKey("people.person_id", ondelete="CASCADE"), primary_key=True)


class Win(Base):
    """One act that a person kept."""

    __tablename__ = "wins"
    __table_args__ = (Index("ix_wins_person_id_day", "person_id", "day"),)

    person_id: Mapped[uuid.UUID] = _person_key()
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


class Change(Base):
    """What a turn changed, so that it can be taken back."""

    __tablename__ = "changes"

    person_id: Mapped[uuid.UUID] = _person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    """'log': wins were kept."""
    detail: Mapped[dict[str, Any]]
    """For 'log': {'wins': [ids]}."""


class Suggestion(Base):
    """A small step that was offered."""

    __tablename__ = "suggestions"

    person_id: Mapped[uuid.UUID] = _person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    step: Mapped[str] = mapped_column(String(64))
    """The step's id in the catalogue."""


class Turn(Base):
    """A turn that was answered, kept for ten minutes so that a repeated request gets the same reply."""

    __tablename__ = "turns"

    person_id: Mapped[uuid.UUID] = _person_key()
    request_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]
    reply: Mapped[dict[str, Any]]


class OpenConversation(Base):
    """The conversation of a door whose every turn is a process of its own; swept like turns."""

    __tablename__ = "conversations"

    person_id: Mapped[uuid.UUID] = _person_key()
    door: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]
    state: Mapped[str]
    """What `Conversation.to_json` wrote."""
