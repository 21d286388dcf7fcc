"""Sentence templates (hassil's notation) as patterns that match anywhere in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hassil import Alternative, Expression, Group, Permutation, RuleReference, Sentence, TextChunk, parse_sentence

FEW, NEAR, END, IDIOM = "few", "near", "end", "idiom"
CANCELLED = "\N{MIDDLE DOT} "
"""What stands in a text for the words that a guard took out of it."""
MOST_NEEDS = 2
"""Of what a template needs, so many sets are looked at before its pattern is tried; more take longer to load."""
_FEW_WORDS = r"(?:\S+ ){0,3}"


@dataclass(frozen=True)
class Template:
    """One template, compiled the first time that a text has the words it needs."""

    source: str
    """The regular expression, over words that are each followed by one space."""

    needs: tuple[frozenset[str], ...]
    """Sets of words; a text that lacks all words of any one set can't match."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)


@dataclass(frozen=True)
class NeedsIndex:
    """Of many templates, those that a text may match, found by its words."""

    needs: tuple[tuple[frozenset[str], ...], ...]
    """What each template needs, the smallest set first."""

    by_word: Mapping[str, tuple[int, ...]]
    """Places of the templates by each word of their smallest set; under '' of those that need none."""

    @classmethod
    def of(cls, needs: Iterable[tuple[frozenset[str], ...]]) -> NeedsIndex:
        listed = tuple(needs)
        by_word: dict[str, list[int]] = {}
        for place, sets in enumerate(listed):
            for word in sets[0] if sets else ("",):
                by_word.setdefault(word, []).append(place)
        return cls(listed, {word: tuple(places) for word, places in by_word.items()})

    def candidates(self, words: Collection[str]) -> list[int]:
        """The places of the templates that could match, in order."""
        present = frozenset((*words, ""))
        places = {place for word in present for place in self.by_word.get(word, ())}
        return sorted(place for place in places if not any(map(present.isdisjoint, self.needs[place])))


@dataclass(frozen=True)
class Rules:
    """What `<name>` stands for in templates."""

    sentences: Mapping[str, Sentence]
    gaps: Mapping[str, str]
    """Always there: `<few>`, up to three words; `<near>`, up to three that begin no new thought; `<end>`, the end of
    the text; `<idiom>`, what a guard has cancelled."""

    @classmethod
    def parse(cls, rules: Mapping[str, str], breaks: Iterable[str] = ()) -> Rules:
        """Rules by name; `breaks` are the words that `<near>` does not reach across."""
        broken = "|".join(re.escape(word) for word in breaks)
        near = rf"(?:(?!(?:{broken}) )\S+ ){{0,3}}" if broken else _FEW_WORDS
        optional = {gap: parse_sentence(f"[{gap}]") for gap in (FEW, NEAR, END, IDIOM)}
        parsed = {name: parse_sentence(text) for name, text in rules.items()}
        return cls({**parsed, **optional}, {FEW: _FEW_WORDS, NEAR: near, END: r"\Z", IDIOM: CANCELLED})


def compile_template(text: str, rules: Rules) -> Template:
    """Compile `text`. Raises KeyError for an unknown rule and ValueError for what a pattern can't hold."""
    sentence = parse_sentence(text)
    needs = sentence.get_required_clauses(dict(rules.sentences))
    return Template(r"(?<!\S)" + _pattern(sentence.expression, rules), tuple(sorted(needs, key=len))[:MOST_NEEDS])


def _pattern(expression: Expression, rules: Rules) -> str:
    match expression:
        case TextChunk():
            return "".join(re.escape(word) + " " for word in expression.text.split())
        case Alternative():
            return "(?:" + "|".join(_pattern(item, rules) for item in expression.items) + ")"
        case Permutation():
            raise ValueError("a template that is searched for can't hold a permutation")
        case Group():
            return "".join(_pattern(item, rules) for item in expression.items)
        case RuleReference():
            name = expression.rule_name
            return rules.gaps.get(name) or _pattern(rules.sentences[name].expression, rules)
        case _:
            raise ValueError(f"a template that is searched for can't hold {type(expression).__name__}")
