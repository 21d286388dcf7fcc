"""The basics of a day: water, food, rest and movement, each with a small step that is within reach now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interaction_model.steps import Rung
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.suggestions import limits, steps
from small_wins.themes.wordlists import section


def suggest_basic(journal: Journal, basic: str) -> Rung | None:
    """The first step of a basic that fits their energy and their limits; None where none does, or it has none."""
    basics: Mapping[str, Sequence[str]] = section(journal, "basics").get("steps", {})
    meant = [step for step_id in basics.get(basic, ()) if (step := journal.language.steps.find(step_id))]
    fitting = limits.possible(journal, meant)
    return steps.offer(journal, fitting[0], rung=1 if days.energy(journal) == 1 else 0) if fitting else None
