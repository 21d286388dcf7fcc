"""Notes that a person left to be heard again."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.queries.archive import LATEST_ROWS
from models.tables import Note


def latest_notes(session: Session, person_id: uuid.UUID, kinds: Collection[str]) -> Sequence[Note]:
    """The notes of these kinds among the latest, newest first."""
    latest = select(Note).where(Note.person_id == person_id).order_by(Note.id.desc()).limit(LATEST_ROWS).subquery()
    note = aliased(Note, latest)
    return session.scalars(select(note).where(note.kind.in_(kinds)).order_by(note.id.desc())).all()
