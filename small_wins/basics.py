"""The basics of a day: water, food, rest and movement, each with a small step that is within reach now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interaction_model.steps import Rung, Step
from models import queries
from small_wins import days, steps
from small_wins.journal import Journal
from small_wins.wordlists import section

MOST_ENERGY = 3


def suggest_basic(journal: Journal, basic: str) -> Rung | None:
    """The first step of a basic that fits their energy and their limits; None where none does, or it has none."""
    basics: Mapping[str, Sequence[str]] = section(journal, "basics").get("steps", {})
    energy, limits = days.energy(journal) or MOST_ENERGY, days.limits(journal)
    never = queries.never_steps(journal.session, journal.person.person_id)
    for step_id in basics.get(basic, ()):
        step = journal.language.steps.find(step_id)
        if step and step_id not in never and step.energy <= energy and _fits(step, limits):
            return steps.offer(journal, step, rung=1 if energy == 1 else 0)
    return None


def _fits(step: Step, limits: Mapping[str, object]) -> bool:
    """A step that leaves the bed does for nobody who stays in it, and so on."""
    return all(getattr(step, limit) for limit in ("seated", "in_bed", "quiet", "indoors") if limits.get(limit))
