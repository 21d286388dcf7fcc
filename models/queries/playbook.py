"""What works for a person: what they put on the list, what was offered, what was done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.readings import kept
from models.tables import PlaybookEntry, Win

_ENTRIES = (
    select(PlaybookEntry)
    .where(PlaybookEntry.person_id == bindparam("person_id"))
    .order_by(PlaybookEntry.id.desc())
    .limit(bindparam("most"))
)
_DONE = (
    select(Win.phrase, Win.domain, Win.step, Win.feeling_after, Win.told_at)
    .where(Win.person_id == bindparam("person_id"))
    .order_by(Win.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a playbook needs to know of one win."""

    phrase: str
    domain: str
    step: str | None
    feeling: str | None
    told_at: datetime


def playbook_entries(session: Session, person_id: uuid.UUID, most: int) -> Sequence[PlaybookEntry]:
    """The latest entries of a playbook, newest first."""

    def read() -> Sequence[PlaybookEntry]:
        return session.scalars(_ENTRIES, {"person_id": person_id, "most": most}).all()

    return kept(session, PlaybookEntry, (person_id, most), read)


def latest_done(session: Session, person_id: uuid.UUID, most: int) -> list[Done]:
    """The wins that were told last, newest first; without their utterances."""
    return [Done(*row) for row in session.execute(_DONE, {"person_id": person_id, "most": most})]
