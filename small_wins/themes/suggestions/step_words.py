"""The words of a small step, held against what was done."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache, partial

from interaction_model.language import Language
from interaction_model.steps import Step
from small_wins.themes.past import record

SAME_ACT = 0.5
"""A step that shares more of its words with what was done is that act."""


@dataclass(frozen=True, slots=True)
class StepWords:
    """The roots of a step's words."""

    acts: tuple[frozenset[str], ...]
    """Of each rung."""
    cue: frozenset[str]
    tasks: frozenset[str]


@cache
def words_of(language: Language, step_id: str) -> StepWords:
    """Reckoned once: every win is held against every step. Raises KeyError for no step of the catalogue."""
    step = language.steps.find(step_id)
    if step is None:
        raise KeyError(step_id)
    roots = partial(record.roots_in, language)
    return StepWords(
        tuple(frozenset(roots(rung.act)) for rung in step.chain),
        frozenset(roots(step.cue)),
        frozenset(map(language.grammar.base, step.tasks)),
    )


def is_done(language: Language, step: Step, done: Set[str]) -> bool:
    """Whether what was done, by the roots of its words, is this step at any of its sizes."""
    acts = words_of(language, step.id).acts
    return any(act and len(act & done) > SAME_ACT * len(act) for act in acts)
