"""How two journals of one person become one, and what undoes it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, person_key


class PairingCode(Base):
    """Directory: a code told on one door, to be said on another. Looked up before its person is known."""

    __tablename__ = "pairing_codes"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The keyed hash of the code; the code itself is kept nowhere."""
    person_id: Mapped[uuid.UUID]
    """Who asked for it."""
    identity: Mapped[str] = mapped_column(String(64))
    """The key of the identity that asked for it."""
    afar: Mapped[bool]
    """Whether that was at a door of another service: then it is to be said here, else there."""
    until: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)
    """How many wrong codes anybody has said since."""
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    """The key of the identity that said it and is being asked for a yes; it is nobody else's then."""


class Pairing(Base):
    """That another journal was copied into this one."""

    __tablename__ = "pairings"

    person_id: Mapped[uuid.UUID] = person_key()
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    other_id: Mapped[uuid.UUID]
    """The person whose journal was copied."""
    whole: Mapped[bool]
    """Whether nobody is led to that journal any more; a voice that shared it with others leaves it to them."""
    afar: Mapped[bool]
    """Whether whoever was led there speaks at a door of another service."""
    settings: Mapped[dict[str, Any]]
    """What they had chosen there and not here, and holds here since."""
