"""Which small steps somebody's words are about: a big task, something that matters, a kind that they dislike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interaction_model.steps import Step
from small_wins.journal import Journal
from small_wins.themes.wordlists import is_all, labels_in, listed, says, section

MOOD = "mood"
"""The task that all is about that is to feel better."""
SHORT = 6
"""A longer text is no answer to where they are, or which size they want."""
ALIKE_FROM = 4
"""Words that share so many letters at the start, and all of the shorter one but its last letter, are one kind."""


def tasks_in(journal: Journal, said: str) -> frozenset[str]:
    """The tasks of the catalogue that a text names; their mood alone where it names nothing nearer."""
    found = frozenset(labels_in(journal, said, section(journal, "steps")["tasks"]))
    return found - {MOOD} or found


def values_in(journal: Journal, said: str) -> frozenset[str]:
    """The values of the catalogue that a text names."""
    groups = section(journal, "values")["groups"]
    return frozenset(group["serves"] for group in groups if says(journal, said, group["words"]))


def is_the_last(journal: Journal, said: str) -> bool:
    """Whether it says no more than 'that one'."""
    return is_all(journal, said, listed(journal, "steps", "that"))


def steps_of_kind(journal: Journal, said: str) -> list[Step]:
    """All steps that what somebody bans or dislikes is about."""
    steps = list(journal.language.steps)
    kinds: Mapping[str, Mapping[str, Any]] = section(journal, "steps")["kinds"]
    for what in labels_in(journal, said, {name: kind["said"] for name, kind in kinds.items()}):
        return [step for step in steps if _is_of(step, kinds[what].get("are", {}))]
    words = [word for word in _plain(journal, said) if word not in listed(journal, "steps", "empty")]
    texts = {step.id: _plain(journal, step.chain[0].do) for step in steps}
    for asked in (words, words[-1:], words[:1]):
        found = [step for step in steps if asked and all(_has(texts[step.id], word) for word in asked)]
        if found:
            return found
    return []


def _is_of(step: Step, kind: Mapping[str, Sequence[str]]) -> bool:
    ids, tasks, domains = (kind.get(name, ()) for name in ("ids", "tasks", "domains"))
    return step.id in ids or step.domain in domains or bool(step.tasks & set(tasks))


def _has(words: Sequence[str], word: str) -> bool:
    return any(_alike(other, word) for other in words)


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if one == other:
        return True
    shared = max(ALIKE_FROM, shorter - 1)
    return shorter >= ALIKE_FROM and one[:shared] == other[:shared]


def _plain(journal: Journal, said: str) -> list[str]:
    return journal.language.understanding.contractions.plain(said).split()
