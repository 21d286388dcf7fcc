"""Which small steps somebody's words are about: a big task, something that matters, a kind that they dislike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interaction_model.steps import Step
from small_wins.journal import Journal

MOOD = "mood"
"""The task that all is about that is to feel better."""
ALIKE_FROM = 4
"""Words that share so many letters at the start, and all of the shorter one but its last letter, are one kind."""


def tasks_in(journal: Journal, said: str) -> frozenset[str]:
    """The tasks of the catalogue that a text names; their mood alone where it names nothing nearer."""
    found = frozenset(_named(journal, said, _lists(journal)["tasks"]))
    return found - {MOOD} or found


def values_in(journal: Journal, said: str) -> frozenset[str]:
    """The values of the catalogue that a text names."""
    return frozenset(_named(journal, said, _lists(journal)["values"]))


def label_in(journal: Journal, said: str, name: str, most_words: int = 6) -> str | None:
    """Which of the labelled lists of words.yaml a short answer names; None for a longer text, or none of them."""
    if len(_plain(journal, said)) > most_words:
        return None
    return next(_named(journal, said, _lists(journal)[name]), None)


def is_the_last(journal: Journal, said: str) -> bool:
    """Whether it says no more than 'that one'."""
    return " ".join(_plain(journal, said)) in _lists(journal)["that"]


def steps_of_kind(journal: Journal, said: str) -> list[Step]:
    """All steps that what somebody bans or dislikes is about."""
    steps = list(journal.language.steps)
    for what in _named(journal, said, _lists(journal)["kinds"]):
        kind: Mapping[str, Sequence[str]] = _lists(journal)["kinds"][what].get("are", {})
        return [step for step in steps if _is_of(step, kind)]
    words = [word for word in _plain(journal, said) if word not in _lists(journal)["empty"]]
    texts = {step.id: _plain(journal, step.chain[0].do) for step in steps}
    for asked in (words, words[-1:], words[:1]):
        found = [step for step in steps if asked and all(_has(texts[step.id], word) for word in asked)]
        if found:
            return found
    return []


def _is_of(step: Step, kind: Mapping[str, Sequence[str]]) -> bool:
    ids, tasks, domains = (kind.get(name, ()) for name in ("ids", "tasks", "domains"))
    return step.id in ids or step.domain in domains or bool(step.tasks & set(tasks))


def _named(journal: Journal, said: str, lists: Mapping[str, Any]) -> Iterator[str]:
    text = f" {' '.join(_plain(journal, said))} "
    for label, words in lists.items():
        phrases = words["said"] if isinstance(words, dict) else words
        if any(f" {phrase} " in text for phrase in phrases):
            yield label


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


def _lists(journal: Journal) -> Mapping[str, Any]:
    lists: Mapping[str, Any] = journal.language.understanding.words["steps"]
    return lists
