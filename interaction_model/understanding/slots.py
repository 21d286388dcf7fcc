"""The details of what is meant, found by the words of `<language>/slots.yaml` where no sentence of ours named them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from hassil import parse_sentence

from interaction_model.understanding.grammar import Grammar
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.templates import Rules, compile_template

SAID = "<said>"
"""In place of a value: the words of the text that stand where a template has {slot}, or {rule:slot}."""

MINUTES = "<minutes>"
"""In place of all values: the length of time that the grammar finds, in minutes."""

MOST_WORDS = 60
"""Of a longer text only the first words are searched."""

_TAKEN = re.compile(r"\{(?:(\w+):)?(\w+)\}")
_BARE = re.compile(r"\{\w+\}")
_PIECES = re.compile(r"(\{[\w:]+\})")
_ANY = "words"
_GAPS = {_ANY: r"(?:\S+ )+?", "brief": r"(?:\S+ ){1,4}?", "start": r"\A"}
"""What `<words>`, `<brief>` and `<start>` stand for, besides the gaps of all templates."""


@dataclass(frozen=True)
class Finder:
    """One way to say one detail; its pattern is compiled when a text first has the words that it needs."""

    value: str
    """What the detail is then, or SAID."""

    source: str
    needs: tuple[frozenset[str], ...]
    """Sets of words; a text that lacks all words of any one set can't match."""

    @classmethod
    def from_template(cls, value: str, template: str, rules: Rules) -> Finder:
        """A template matches anywhere; a bare {slot} at an end of it reaches to that end of the text.

        Raises KeyError for an unknown rule, hassil's ParseError for a {slot} in brackets.
        """
        source = ""
        needs: set[frozenset[str]] = set()
        pieces = [piece.strip() for piece in _PIECES.split(template) if piece.strip()]
        for piece in pieces:
            slot = _TAKEN.fullmatch(piece)
            part = compile_template(f"<{slot[1] or _ANY}>" if slot else piece, rules)
            source += f"(?P<{slot[2]}>{part.source})" if slot else part.source
            needs |= set(part.needs)
        start, end = (bool(_BARE.fullmatch(piece)) for piece in (pieces[0], pieces[-1]))
        in_order = sorted(needs, key=lambda words: (len(words), sorted(words)))
        return cls(value, r"\A" * start + source + r"\Z" * end, tuple(in_order))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def find(self, line: Line) -> re.Match[str] | None:
        """Where the text says it, if it does."""
        return None if any(map(line.words.isdisjoint, self.needs)) else self.pattern.search(line.text)


@dataclass(frozen=True)
class Line:
    """A text as it is searched, which still knows how its words were written."""

    written: tuple[str, ...]
    plain: tuple[tuple[str, int], ...]
    """Each plain word, and the place of the written word that it comes from: "i'll" is two words from one place."""

    contractions: Contractions

    @classmethod
    def of(cls, text: str, contractions: Contractions) -> Line:
        written = re.sub(r"[^\w\s'\N{RIGHT SINGLE QUOTATION MARK}-]", " ", text).split()[:MOST_WORDS]
        plain = ((word, place) for place, said in enumerate(written) for word in contractions.plain(said).split())
        return cls(tuple(written), tuple(plain), contractions)

    @cached_property
    def text(self) -> str:
        return "".join(f"{word} " for word, _ in self.plain)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.plain)

    def said(self, start: int, end: int) -> str:
        """What stands between two places of `text`, as it was written; the half of a short form is written out."""
        first, last = (self.text[:place].count(" ") for place in (start, end))
        return " ".join(self._spell(first, last))

    def _spell(self, first: int, last: int) -> Iterator[str]:
        for place, group in groupby(self.plain[first:last], key=lambda word: word[1]):
            words = [word for word, _ in group]
            whole = self.contractions.plain(self.written[place]).split() == words
            yield self.written[place] if whole else " ".join(words)


@dataclass(frozen=True)
class Slots:
    """The finders of each slot of each intent."""

    contractions: Contractions
    nothing: frozenset[str]
    """Words that are no detail when they stand alone, such as 'it'."""

    finders: Mapping[str, Mapping[str, tuple[Finder, ...] | str]]
    """MINUTES in place of finders, where the grammar finds the value."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any], contractions: Contractions) -> Slots:
        """Build them from the form of `<language>/slots.yaml`: intent, slot, value, templates."""
        parsed = Rules.parse(data.get("expansion_rules", {}))
        optional = {gap: parse_sentence(f"[{gap}]") for gap in _GAPS}
        rules = Rules({**parsed.sentences, **optional}, {**parsed.gaps, **_GAPS})
        finders = {
            intent: {slot: _finders(values, rules) for slot, values in slots.items()}
            for intent, slots in data.get("intents", {}).items()
        }
        return cls(contractions, frozenset(data.get("nothing", ())), finders)

    def find(self, intent: str, text: str, grammar: Grammar) -> dict[str, str]:
        """The details that a text names. Of several values of a slot, the one that the most words say."""
        line = Line.of(text, self.contractions)
        found: dict[str, str] = {}
        for slot, finders in self.finders.get(intent, {}).items():
            if slot in found:
                continue
            if isinstance(finders, str):
                minutes = grammar.find_minutes(text)
                found |= {} if minutes is None else {slot: str(minutes)}
                continue
            matches = [(match, finder.value) for finder in finders if (match := finder.find(line))]
            given = [(match[0].count(" "), -match.start(), value) for match, value in matches if value != SAID]
            if given:
                found[slot] = max(given, key=lambda way: way[:2])[2]
            else:
                found = self._said(line, matches) | found
        return found

    def _said(self, line: Line, matches: Sequence[tuple[re.Match[str], str]]) -> dict[str, str]:
        """What the first template took that took more than nothing. One without a {slot} says that there is none."""
        for match, _ in matches:
            if not match.groupdict():
                break
            taken = {slot: line.said(*match.span(slot)) for slot in match.groupdict()}
            if told := {slot: words for slot, words in taken.items() if words and words.lower() not in self.nothing}:
                return told
        return {}


def _finders(values: Mapping[str, Sequence[str]] | str, rules: Rules) -> tuple[Finder, ...] | str:
    if isinstance(values, str):
        return values
    return tuple(Finder.from_template(value, text, rules) for value, texts in values.items() for text in texts)
