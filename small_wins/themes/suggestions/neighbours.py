"""A step that lies next to what was done: it could follow, and need not."""

from __future__ import annotations

from collections.abc import Sequence

from interaction_model.steps import Rung, Step
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.suggestions import choice, limits, steps
from small_wins.themes.wordlists import listed

CUE_COUNTS = 2
"""A word of a step's cue says more of what it follows than one of the tasks that it is a piece of."""
SAME_ACT = 0.5
"""A step that shares more of its words with what was done is that act, not a neighbour."""


def neighbour(journal: Journal, kept: Sequence[Win]) -> Rung | None:
    """The easy step that lies nearest to the last of these wins; that it was offered is kept. None where none does."""
    done = set(record.roots(journal, kept[-1].phrase))
    fitting = [step for step in _within_reach(journal) if not _is_done(journal, step, done)]
    if kept[-1].domain not in listed(journal, "wins", "opens_doors"):
        return None  # a chore that is done leads to another chore: that is not what a door opens to
    near = [(_nearness(journal, step, done), step) for step in fitting]
    best = max((nearness for nearness, _ in near), default=0)
    if best:
        return steps.offer(journal, next(step for nearness, step in near if nearness == best))
    of_domain = [step for step in fitting if step.domain == kept[-1].domain]
    return steps.offer(journal, of_domain[journal.today.toordinal() % len(of_domain)]) if of_domain else None


def _within_reach(journal: Journal) -> list[Step]:
    """The steps that take little, and suit the hour and what limits the person today."""
    parts = {"any", choice.part_of_day(journal)}
    easy = limits.possible(journal, journal.language.steps, most=1)
    return [step for step in easy if not step.equipment and parts & step.times]


def _nearness(journal: Journal, step: Step, done: set[str]) -> int:
    tasks = {journal.language.grammar.base(task) for task in step.tasks}
    return CUE_COUNTS * len(done & set(record.roots(journal, step.cue))) + len(done & tasks)


def _is_done(journal: Journal, step: Step, done: set[str]) -> bool:
    acts = (set(record.roots(journal, rung.act)) for rung in step.chain)
    return any(act and len(act & done) > SAME_ACT * len(act) for act in acts)
