"""A step that lies next to what was done: it could follow, and need not."""

from __future__ import annotations

from collections.abc import Sequence

from interaction_model.steps import Rung, Step
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.suggestions import choice, limits, step_words, steps
from small_wins.themes.wordlists import listed

CUE_COUNTS = 2
"""A word of a step's cue says more of what it follows than one of the tasks that it is a piece of."""


def neighbour(journal: Journal, kept: Sequence[Win]) -> Rung | None:
    """The easy step that lies nearest to the last of these wins; that it was offered is kept. None where none does."""
    done = set(record.roots(journal, kept[-1].phrase))
    if kept[-1].domain not in listed(journal, "wins", "opens_doors"):
        return None  # a chore that is done leads to another chore: that is not what a door opens to
    fitting = [step for step in _within_reach(journal) if not step_words.is_done(journal.language, step, done)]
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
    words = step_words.words_of(journal.language, step.id)
    return CUE_COUNTS * len(done & words.cue) + len(done & words.tasks)
