"""The sentences people may say: templates in hassil's notation, matched against a whole text.

hassil reads the notation; the matching is ours, since its own takes 10 ms a text with this many sentences and prefers
fewer wildcards to more literal text, so that a bare 'i {win}' would swallow commitments and cries for help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import hassil
from hassil import Alternative, Expression, Group, ListReference, RuleReference, TextChunk, parse_sentence

from interaction_model.understanding.templates import MOST_NEEDS, NeedsIndex

MOST_CHARACTERS = 400
"""Longer texts are stories, not sentences of ours; the grammar reads those."""
_WILDCARD = r"(?<!\S)(\S(?:.*?\S)?)(?!\S)"
_SPACE = " ?"
"""A space of a template may be missing, since optional parts around it may be."""


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """One template that fits a whole text."""

    intent: str
    """The label of the intent."""

    literal: int
    """Characters of the text that the template spells out; the more, the surer."""

    slots: Mapping[str, str] = field(default_factory=dict)
    """The words that each wildcard took, and what the template says by itself ('volume': 'up')."""

    free: bool = False
    """Whether a wildcard took words of the person's own."""

    infinitive: bool = False
    """Whether the template says that its wildcard begins with a bare verb ('i managed to {win}')."""

    contexts: frozenset[str] = frozenset()
    """The contexts in which the template means this; empty: in all."""


@dataclass(frozen=True)
class SentenceTemplate:
    """One template; its pattern is compiled when a text first has the words that it needs."""

    intent: str
    source: str
    groups: tuple[tuple[str, bool], ...]
    """Slot of each group, and whether it takes any words."""
    needs: tuple[frozenset[str], ...]
    """Sets of words; a text that lacks all words of any one set can't match."""
    said: Mapping[str, str]
    """What the template says by itself."""
    infinitive: bool
    contexts: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)

    def match(self, text: str) -> SentenceMatch | None:
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        slots, wild = dict(self.said), 0
        for (slot, free), words in zip(self.groups, found.groups(), strict=True):
            if words:
                slots[slot] = f"{slots[slot]} {words}" if slot in slots else words
                wild += len(words) * free
        literal = len(text) - wild
        return SentenceMatch(self.intent, literal, slots, wild > 0, self.infinitive, self.contexts)


@dataclass(frozen=True)
class Sentences:
    """The sentences of one language."""

    templates: tuple[SentenceTemplate, ...]
    index: NeedsIndex

    @classmethod
    def from_data(cls, files: Iterable[Mapping[str, Any]]) -> Sentences:
        """Merge the parsed files of `<language>/sentences/`. Raises KeyError for an unknown rule or list."""
        merged: dict[str, Any] = {"intents": {}, "lists": {}, "expansion_rules": {}}
        for data in files:
            hassil.merge_dict(merged, data)
        notation = Notation(
            {name: parse_sentence(text) for name, text in merged["expansion_rules"].items()}, merged["lists"]
        )
        templates = tuple(notation.templates(merged["intents"]))
        return cls(templates, NeedsIndex.of(template.needs for template in templates))

    def match(self, text: str, context: str = "any") -> list[SentenceMatch]:
        """Every reading of `text` that the context allows: those for this context alone first, then the surest."""
        said = " ".join(re.sub(r"[^\w\s'-]", " ", text).split())
        if len(said) > MOST_CHARACTERS:
            return []
        words = said.lower().split()
        present = {*words, *(piece for word in words if "'" in word for piece in _pieces(word))}
        fitting = (self.templates[place] for place in self.index.candidates(present))
        found = [
            match
            for template in fitting
            if (not template.contexts or context in template.contexts) and (match := template.match(said))
        ]
        return sorted(found, key=lambda match: (not match.contexts, -match.literal, match.intent))

    def warm_up(self) -> None:
        """Compile every template now, so that the first real text need not wait."""
        for template in self.templates:
            template.match("small wins")


def _pieces(word: str) -> tuple[str, str]:
    before, _, after = word.partition("'")
    return before, f"'{after}"


@dataclass(frozen=True)
class Notation:
    """What `<name>` and `{name}` stand for."""

    rules: Mapping[str, hassil.Sentence]
    lists: Mapping[str, Any]

    def templates(self, intents: Mapping[str, Any]) -> Iterator[SentenceTemplate]:
        for intent, form in intents.items():
            for block in form["data"]:
                metadata = block.get("metadata", {})
                for text in block["sentences"]:
                    sentence = parse_sentence(text)
                    groups: list[tuple[str, bool]] = []
                    yield SentenceTemplate(
                        intent,
                        self._pattern(sentence.expression, groups) + " ?",
                        tuple(groups),
                        tuple(sorted(sentence.get_required_clauses(dict(self.rules)), key=len))[:MOST_NEEDS],
                        block.get("slots", {}),
                        bool(metadata.get("infinitive")),
                        frozenset(metadata.get("context", ())),
                    )

    def _pattern(self, expression: Expression, groups: list[tuple[str, bool]]) -> str:
        match expression:
            case TextChunk():
                return _SPACE.join(re.escape(part) for part in re.split(r" +", expression.text))
            case Alternative():
                return "(?:" + "|".join(self._pattern(item, groups) for item in expression.items) + ")"
            case ListReference():
                return self._list(expression, groups)
            case RuleReference():
                return self._pattern(self.rules[expression.rule_name].expression, groups)
            case Group():
                return "".join(self._pattern(item, groups) for item in expression.items)
            case _:
                raise ValueError(f"a sentence can't hold {type(expression).__name__}")

    def _list(self, reference: ListReference, groups: list[tuple[str, bool]]) -> str:
        form = self.lists[reference.list_name]
        wildcard = bool(form.get("wildcard"))
        groups.append((reference.slot_name, wildcard))
        if wildcard:
            return _WILDCARD
        return r"\b(" + "|".join(re.escape(str(value)) for value in form["values"]) + r")\b"
