"""What a conversation leaves behind: what undo puts back, replies for repeated requests, open conversations."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, person_key

TAKEN_BACK = "taken_back"
"""The kind of a change that puts back what was taken back."""


class Change(Base):
    """What a turn changed, so that it can be taken back; or what was taken back, so that it can be put back."""

    __tablename__ = "changes"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(32))
    """The intent of the turn, or TAKEN_BACK."""
    detail: Mapped[dict[str, Any]]
    """What to do to undo it: the form of models/changes.py."""


class Turn(Base):
    """A turn that was answered, kept for ten minutes so that a repeated request gets the same reply."""

    __tablename__ = "turns"

    person_id: Mapped[uuid.UUID] = person_key()
    request_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]
    reply: Mapped[dict[str, Any]]


class OpenConversation(Base):
    """The conversation of a door whose every turn is a process of its own; swept like turns."""

    __tablename__ = "conversations"

    person_id: Mapped[uuid.UUID] = person_key()
    door: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]
    state: Mapped[str]
    """What `Conversation.to_json` wrote."""
