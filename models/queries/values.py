"""What matters to a person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import PersonalValue


def personal_values(session: Session, person_id: uuid.UUID, most: int) -> Sequence[PersonalValue]:
    """What they named, oldest first."""
    return session.scalars(
        select(PersonalValue).where(PersonalValue.person_id == person_id).order_by(PersonalValue.id).limit(most)
    ).all()
