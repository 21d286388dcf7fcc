"""What all tables stand on. Every row of a journal is keyed by its person first, so that people can be spread over
many machines.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, TypeDecorator, Uuid
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


class Undoable:
    """A table whose rows "undo" puts back as they were."""

    bookkeeping: ClassVar[frozenset[str]] = frozenset()
    """Columns that nobody means by "undo"."""


def person_key() -> Mapped[uuid.UUID]:
    """The first half of the key of every row of a journal."""
    return mapped_column(ForeignKey("people.person_id", ondelete="CASCADE"), primary_key=True)


class Copied:
    """A table whose rows are copied when two journals become one.

    Not so: who they are and how they are joined; reminders, which another service sounds once and which are handed on;
    what a conversation leaves behind for some minutes.
    """

    paired_from: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """The person from whose journal the row was copied; None: it was told in this one."""
