"""Small steps: one at a time, and not the same one soon again."""

from __future__ import annotations

from models import queries
from models.ids import new_id
from models.tables import Suggestion
from small_wins.journal import Journal


def suggest_step(journal: Journal) -> str:
    """The text of the next small step; that it was offered is kept."""
    steps = journal.language.steps
    offered = queries.count_suggestions(journal.session, journal.person.person_id)
    step = steps[offered % len(steps)]
    journal.session.add(
        Suggestion(person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, step=step["id"])
    )
    return str(step["text"])
