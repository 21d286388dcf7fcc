"""Small steps: one at a time, and not the same one soon again."""

from __future__ import annotations

from datetime import timedelta

from interaction_model.understanding.meaning import Win
from models import queries
from models.ids import new_id
from models.tables import Suggestion
from small_wins.journal import Journal

SUGGESTION_REACHES = timedelta(hours=2)
"""How long 'done' and 'smaller' still mean the last step."""
_SMALLER = ".smaller"


def suggest_step(journal: Journal) -> str:
    """The text of the next small step; that it was offered is kept."""
    steps = journal.language.steps
    offered = queries.count_suggestions(journal.session, journal.person.person_id)
    step = steps[offered % len(steps)]
    _offer(journal, step["id"])
    return str(step["text"])


def suggest_smaller(journal: Journal) -> str | None:
    """The text of the last step made smaller; None where no step was offered lately."""
    last = last_offer(journal)
    if last is None:
        return None
    name = last.step.removesuffix(_SMALLER)
    step = next((step for step in journal.language.steps if step["id"] == name), None)
    if step is None:
        return None
    _offer(journal, name + _SMALLER)
    return str(step["smaller"]["text"])


def last_offer(journal: Journal) -> Suggestion | None:
    """The latest step that is still meant by 'done' and 'smaller'."""
    since = journal.now - SUGGESTION_REACHES
    return queries.last_suggestion(journal.session, journal.person.person_id, since, journal.now)


def as_win(journal: Journal, offer: Suggestion) -> Win | None:
    """The step that was offered, as the person would tell of it; None where it is no longer in the catalogue."""
    name = offer.step.removesuffix(_SMALLER)
    step = next((step for step in journal.language.steps if step["id"] == name), None)
    if step is None:
        return None
    version = step["smaller"] if offer.step.endswith(_SMALLER) else step
    return Win(version["act"], step["domain"])


def _offer(journal: Journal, step: str) -> None:
    offer = Suggestion(person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, step=step)
    journal.session.add(offer)
