"""Who may look at the page that a server shows: codes that were told, and the visits that came of them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class PageCode(Base):
    """Directory: a code told by a speaker, to be typed into the page. Looked up before its person is known."""

    __tablename__ = "page_codes"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The keyed hash of the code; the code itself is kept nowhere."""
    person_id: Mapped[uuid.UUID]
    known_as: Mapped[str] = mapped_column(String(128))
    """As whom the door knew who asked for it."""
    locale: Mapped[str] = mapped_column(String(35))
    """In which language and country that was."""
    until: Mapped[datetime]
    tries_left: Mapped[int | None]
    """How many more codes anybody may try while it waits; 0: over, and nobody's; None: it is too long to guess."""


class PageVisit(Base):
    """Directory: a browser that was let in. Looked up by its cookie."""

    __tablename__ = "page_visits"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The keyed hash of the cookie."""
    person_id: Mapped[uuid.UUID]
    known_as: Mapped[str] = mapped_column(String(128))
    """It is over once this name leads to somebody else."""
    locale: Mapped[str] = mapped_column(String(35))
    until: Mapped[datetime]
    """When it is over, unless somebody looks before; a look moves it up to seven days behind the start at most."""
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it remembers from one view to the next: the form of journal_page/visits.py."""
