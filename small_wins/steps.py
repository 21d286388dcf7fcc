"""Small steps: one at a time, and not the same one soon again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interaction_model.steps import Rung, Step
from interaction_model.understanding.meaning import Win
from models import queries
from models.ids import new_id
from models.tables import Suggestion
from small_wins.journal import Journal

SUGGESTION_REACHES = timedelta(hours=2)
"""How long 'done' and 'smaller' still mean the last step."""
_EVER = datetime.min.replace(tzinfo=UTC)


def suggest_step(journal: Journal) -> Rung:
    """The next small step; that it was offered is kept."""
    steps = list(journal.language.steps)
    last = queries.last_suggestion(journal.session, journal.person.person_id, _EVER, journal.now)
    names = [step.id for step in steps]
    step = steps[(names.index(last.step) + 1) % len(steps)] if last and last.step in names else steps[0]
    return offer(journal, step)


def suggest_smaller(journal: Journal) -> Rung | None:
    """The last step made smaller, at the end of its chain the smallest again; None where none was offered lately."""
    last = last_offer(journal)
    step = journal.language.steps.find(last.step) if last else None
    if last is None or step is None:
        return None
    last.outcome = "smaller"
    return offer(journal, step, min(last.rung + 1, len(step.chain) - 1))


def last_offer(journal: Journal) -> Suggestion | None:
    """The latest step that is still meant by 'done' and 'smaller'."""
    since = journal.now - SUGGESTION_REACHES
    return queries.last_suggestion(journal.session, journal.person.person_id, since, journal.now)


def as_win(journal: Journal, offer: Suggestion) -> Win | None:
    """The step that was offered, as the person would tell of it; None where it is no longer in the catalogue."""
    step = journal.language.steps.find(offer.step)
    return Win(step.chain[offer.rung].act, step.domain) if step else None


def offer(journal: Journal, step: Step, rung: int = 0) -> Rung:
    """Keep that a step was offered, at this rung of its chain."""
    suggestion = Suggestion(
        person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, step=step.id, rung=rung
    )
    journal.session.add(suggestion)
    return step.chain[rung]
