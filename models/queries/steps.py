"""What was offered."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Suggestion


def last_suggestion(session: Session, person_id: uuid.UUID, since: datetime, until: datetime) -> Suggestion | None:
    """The latest step that was offered in that time, ends included."""
    return session.scalar(
        select(Suggestion)
        .where(Suggestion.person_id == person_id, Suggestion.at >= since, Suggestion.at <= until)
        .order_by(Suggestion.id.desc())
        .limit(1)
    )
