"""Sentence templates (hassil's notation) written out as sentences, the plainest first."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hassil import Alternative, Expression, Group, ListReference, Permutation, RuleReference, Sentence, TextChunk

MOST_OF_A_TEMPLATE = 4000
"""A template stands for at most this many sentences; later choices of long lists fall away first."""


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """One way to say a template."""

    plainness: int
    """0 for the first of every choice and no optional part; each step down a list and each option adds one."""

    text: str
    """The sentence; a list stays a slot in braces."""


def expand(template: Sentence, rules: Mapping[str, Sentence]) -> list[Wording]:
    """The wordings of a template, plainest first. Raises KeyError for an unknown rule, ValueError for a permutation."""
    wordings = {tidy(wording.text): wording.plainness for wording in reversed(_expand(template.expression, rules))}
    return sorted(Wording(plainness, text) for text, plainness in wordings.items() if not _stutters(text))


def tidy(text: str) -> str:
    """Single spaces, none before an ending in apostrophes: " how 's  it" -> "how's it"."""
    return " ".join(text.split()).replace(" '", "'")


def _stutters(text: str) -> bool:
    """Whether a word stands twice in a row ('small small'), which free combination makes and nobody says."""
    return re.search(r"(?<![^\s])(\S+) \1(?!\S)", text) is not None


def _expand(expression: Expression, rules: Mapping[str, Sentence]) -> list[Wording]:
    match expression:
        case TextChunk():
            return [Wording(0, expression.text)]
        case ListReference():
            return [Wording(0, f"{{{expression.slot_name}}}")]
        case RuleReference():
            return _expand(rules[expression.rule_name].expression, rules)
        case Alternative():
            return _plainest(_choices(expression, rules))
        case Permutation():
            raise ValueError("a template for Alexa can't hold a permutation")
        case Group():
            return _sequence(expression.items, rules)
        case _:
            raise ValueError(f"a template for Alexa can't hold {type(expression).__name__}")


def _choices(expression: Alternative, rules: Mapping[str, Sentence]) -> Iterable[Wording]:
    items = expression.items
    if expression.is_optional:  # hassil puts the empty choice last; leaving it out is the plainest
        items = [items[-1], *items[:-1]]
    for place, item in enumerate(items):
        for wording in _expand(item, rules):
            yield Wording(wording.plainness + place, wording.text)


def _sequence(items: Iterable[Expression], rules: Mapping[str, Sentence]) -> list[Wording]:
    built = [Wording(0, "")]
    for item in items:
        parts = _expand(item, rules)
        built = _plainest(
            Wording(before.plainness + part.plainness, before.text + part.text) for before in built for part in parts
        )
    return built


def _plainest(wordings: Iterable[Wording]) -> list[Wording]:
    return heapq.nsmallest(MOST_OF_A_TEMPLATE, wordings)
