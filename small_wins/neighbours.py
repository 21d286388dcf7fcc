"""A step that lies next to what was done: it could follow, and need not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interaction_model.steps import Rung, Step
from models.tables import Win
from small_wins import days, record, steps
from small_wins.journal import Journal
from small_wins.wordlists import listed

CUE_COUNTS = 2
"""A word of a step's cue says more of what it follows than one of the tasks that it is a piece of."""
SAME_ACT = 0.5
"""A step that shares more of its words with what was done is that act, not a neighbour."""
_PARTS_BEGIN = ((5, "morning"), (12, "afternoon"), (18, "evening"), (22, "night"))
_LIMITS = ("seated", "quiet", "in_bed", "indoors")


def neighbour(journal: Journal, kept: Sequence[Win]) -> Rung | None:
    """The easy step that lies nearest to the last of these wins; that it was offered is kept. None where none does."""
    done = set(record.roots(journal, kept[-1].phrase))
    fitting = [step for step in journal.language.steps if fits(journal, step) and not _is_done(journal, step, done)]
    near = [(_nearness(journal, step, done), step) for step in fitting]
    best = max((nearness for nearness, _ in near), default=0)
    if best:
        return steps.offer(journal, next(step for nearness, step in near if nearness == best))
    domain = kept[-1].domain
    of_domain = [step for step in fitting if step.domain == domain and domain in listed(journal, "wins", "opens_doors")]
    return steps.offer(journal, of_domain[journal.today.toordinal() % len(of_domain)]) if of_domain else None


def fits(journal: Journal, step: Step) -> bool:
    """Whether a step takes little, and suits the hour and what limits the person today."""
    limits = days.limits(journal)
    if step.energy > 1 or step.equipment or not {"any", _part_of_day(journal.now, journal)} & step.times:
        return False
    return all(getattr(step, limit) for limit in _LIMITS if limits.get(limit))


def _part_of_day(moment: datetime, journal: Journal) -> str:
    hour = moment.astimezone(journal.zone).hour
    return next((part for begins, part in reversed(_PARTS_BEGIN) if hour >= begins), "night")


def _nearness(journal: Journal, step: Step, done: set[str]) -> int:
    tasks = {journal.language.grammar.base(task) for task in step.tasks}
    return CUE_COUNTS * len(done & set(record.roots(journal, step.cue))) + len(done & tasks)


def _is_done(journal: Journal, step: Step, done: set[str]) -> bool:
    acts = (set(record.roots(journal, rung.act)) for rung in step.chain)
    return any(act and len(act & done) > SAME_ACT * len(act) for act in acts)
