"""What was offered, and what is known of a person that the next step is chosen by: the newest rows, never all."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from models.readings import kept
from models.tables import Feeling, PersonalValue, PlaybookEntry, Suggestion, Win

LAST_FEW = 20
"""So many of the newest rows are looked at for one of a certain time: the index is by id alone."""


_SUGGESTIONS = (
    select(Suggestion)
    .where(Suggestion.person_id == bindparam("person_id"))
    .order_by(Suggestion.id.desc())
    .limit(bindparam("limit"))
)


def last_suggestion(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Suggestion | None:
    """The latest step that was offered in that time, ends included."""
    latest = latest_suggestions(session, person_id, LAST_FEW)
    return next((suggestion for suggestion in latest if since <= suggestion.at <= until), None)


def latest_suggestions(session: Session, person_id: uuid.UUID, limit: int) -> Sequence[Suggestion]:
    """What was offered last, newest first."""

    def read() -> Sequence[Suggestion]:
        return session.scalars(_SUGGESTIONS, {"person_id": person_id, "limit": limit}).all()

    return kept(session, Suggestion, (person_id, limit), read)


def latest_step_marks(session: Session, person_id: uuid.UUID, limit: int) -> Sequence[PlaybookEntry]:
    """What works and what is never to be offered, newest first."""
    return session.scalars(
        select(PlaybookEntry).where(PlaybookEntry.person_id == person_id).order_by(PlaybookEntry.id.desc()).limit(limit)
    ).all()


def latest_values(session: Session, person_id: uuid.UUID, limit: int) -> Sequence[PersonalValue]:
    """What matters to a person, newest first."""
    return session.scalars(
        select(PersonalValue).where(PersonalValue.person_id == person_id).order_by(PersonalValue.id.desc()).limit(limit)
    ).all()


def latest_acts(
    session: Session, person_id: uuid.UUID, limit: int
) -> Sequence[Row[uuid.UUID, str, str | None, str | None, datetime]]:
    """Id, phrase, step, feeling after and time of telling of the newest wins."""
    return session.execute(
        select(Win.id, Win.phrase, Win.step, Win.feeling_after, Win.told_at)
        .where(Win.person_id == person_id)
        .order_by(Win.id.desc())
        .limit(limit)
    ).all()


def latest_after_feelings(
    session: Session, person_id: uuid.UUID, limit: int
) -> Sequence[Row[uuid.UUID | None, str | None, int | None, str]]:
    """Win, word and score of how it felt after wins, among the newest feelings."""
    latest = (
        select(Feeling.win_id, Feeling.word, Feeling.score, Feeling.moment)
        .where(Feeling.person_id == person_id)
        .order_by(Feeling.id.desc())
        .limit(limit)
    )
    return [row for row in session.execute(latest) if row.moment == "after" and row.win_id is not None]


def never_steps(session: Session, person_id: uuid.UUID) -> frozenset[str]:
    """The steps of the catalogue that are never to be offered; there are no more than it has steps."""
    banned = select(PlaybookEntry.step).where(PlaybookEntry.person_id == person_id, PlaybookEntry.status == "never")
    return frozenset(step for step in session.scalars(banned) if step)
