"""Sentence templates (hassil's notation) written out as sentences, the plainest first."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hassil import Alternative, Expression, Group, ListReference, Permutation, RuleReference, Sentence, TextChunk

MOST_COMBINED = 120
"""A template stands for every wording with at most one change, and for at most so many with several changes."""


class Wording(NamedTuple):
    """One way to say a template. Wordings sort plainest first."""

    changes: int
    """How many choices are not the first one, and optional parts there; 0 for the plainest."""

    steps: int
    """How far down their lists those choices stand."""

    text: str
    """The sentence; a list stays a slot in braces."""


PLAINEST = Wording(0, 0, "")


def expand(template: Sentence, rules: Mapping[str, Sentence]) -> list[Wording]:
    """The wordings of a template, plainest first. Raises KeyError for an unknown rule, ValueError for a permutation."""
    return Expander(rules).expand(template)


@dataclass(frozen=True)
class Expander:
    """Writes out the templates of one language."""

    rules: Mapping[str, Sentence]
    values: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Lists that are written out too, by name; any other list stays a slot."""

    _of_rules: dict[str, list[Wording]] = field(default_factory=dict)

    def expand(self, template: Sentence) -> list[Wording]:
        """As the function `expand`."""
        wordings: dict[str, Wording] = {}
        for wording in self._expand(template.expression):
            text = tidy(wording.text)
            if text and not _stutters(text):
                wordings.setdefault(text, wording._replace(text=text))
        return sorted(wordings.values())

    def _expand(self, expression: Expression) -> list[Wording]:
        match expression:
            case TextChunk():
                return [PLAINEST._replace(text=expression.text)]
            case ListReference():
                texts = self.values.get(expression.list_name, [f"{{{expression.slot_name}}}"])
                return _in_order([PLAINEST._replace(text=str(text))] for text in texts)
            case RuleReference():
                return self._rule(expression.rule_name)
            case Alternative():
                items = expression.items
                if expression.is_optional:  # hassil puts the empty choice last; leaving it out is the plainest
                    items = [items[-1], *items[:-1]]
                return _in_order(self._expand(item) for item in items)
            case Permutation():
                raise ValueError("a template for Alexa can't hold a permutation")
            case Group():
                return self._sequence(expression.items)
            case _:
                raise ValueError(f"a template for Alexa can't hold {type(expression).__name__}")

    def _rule(self, name: str) -> list[Wording]:
        if name not in self._of_rules:
            self._of_rules[name] = self._expand(self.rules[name].expression)
        return self._of_rules[name]

    def _sequence(self, items: Iterable[Expression]) -> list[Wording]:
        built = [PLAINEST]
        for item in items:
            parts = self._expand(item)
            built = [_join(built[0], parts[0])] if len(built) == len(parts) == 1 else _plainest(_pairs(built, parts))
        return built


def tidy(text: str) -> str:
    """Single spaces, none before an ending in apostrophes: " how 's  it" -> "how's it"."""
    return " ".join(text.split()).replace(" '", "'")


def _stutters(text: str) -> bool:
    """Whether a word stands twice in a row ('small small'), which free combination makes and nobody says."""
    return re.search(r"(?<![^\s])(\S+) \1(?!\S)", text) is not None


def _join(before: Wording, part: Wording) -> Wording:
    return Wording(before.changes + part.changes, before.steps + part.steps, before.text + part.text)


def _in_order(choices: Iterable[list[Wording]]) -> list[Wording]:
    """The wordings of several choices: any but the first is a change."""
    return _plainest(
        Wording(wording.changes + (place > 0 and not wording.changes), wording.steps + place, wording.text)
        for place, wordings in enumerate(choices)
        for wording in wordings
    )


def _pairs(built: Sequence[Wording], parts: Sequence[Wording]) -> Iterator[Wording]:
    """The plainest pairs of two sorted rows: the n-th of one can only stand beside the first few of the other."""
    for place, before in enumerate(built):
        others = max(1, MOST_COMBINED // (place + 1)) if place else len(parts)
        for part in parts[:others]:
            yield _join(before, part)


def _plainest(wordings: Iterable[Wording]) -> list[Wording]:
    one_change: list[Wording] = []
    several: list[Wording] = []
    for wording in wordings:
        (one_change if wording.changes <= 1 else several).append(wording)
    return [*sorted(one_change), *heapq.nsmallest(MOST_COMBINED, several)]
