"""Whom and where the words of a win name, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interaction_model.understanding.grammar import Grammar
from interaction_model.understanding.moods import Moods, split_words


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a place."""

    key: str
    """The same for all ways of naming it."""
    said: str
    """As it can be said back, still in the first person: 'my sister', 'the garden', 'Anna'."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What one phrase names and is about."""

    left_out: bool
    roots: tuple[str, ...]
    people: tuple[Named, ...]
    places: tuple[Named, ...]


@dataclass(frozen=True)
class Mentions:
    """Reads phrases with the word lists of one language: sections `patterns` and `feelings` of its words."""

    grammar: Grammar
    lists: Mapping[str, frozenset[str]]
    weekdays: Mapping[str, int]
    """'sunday' -> 6"""
    moods: Moods
    _bases: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_data(cls, words: Mapping[str, Any], grammar: Grammar) -> Mentions:
        """Build it from the words of a language."""
        data = words["patterns"]
        lists = {name: frozenset(words) for name, words in data.items() if name != "weekdays"}
        lists["known"] = lists["kin"] | lists["others"]
        lists["known_words"] = frozenset(word for known in lists["known"] for word in known.split())
        weekdays = {word: day for day, names in enumerate(data["weekdays"]) for word in names}
        return cls(grammar, lists, weekdays, Moods.from_data(words["feelings"]))

    def roots(self, phrase: str) -> tuple[str, ...]:
        """The words that a phrase is about, in their base form: 'walked to the shops' -> walk, shop."""
        words = split_words(phrase.lower())
        return self._roots(words, [self.base(word) for word in words])

    def of(self, phrase: str) -> Mentioned:
        """All that a phrase tells, its words taken apart once: hundreds are read for one question."""
        written = split_words(phrase)
        words = [word.lower() for word in written]
        bases = [self.base(word) for word in words]
        left_out = self._is_left_out(words, bases)
        return Mentioned(left_out, self._roots(words, bases), self._people(words, written), self._places(words))

    def base(self, word: str) -> str:
        """The base form of one word."""
        if (base := self._bases.get(word)) is None:
            base = self._bases[word] = self.grammar.base(word)
        return base

    def is_left_out(self, text: str) -> bool:
        """Whether it is about what no pattern is looked for in: medicine, drink, weight."""
        words = split_words(text.lower())
        return self._is_left_out(words, [self.base(word) for word in words])

    def people(self, phrase: str) -> tuple[Named, ...]:
        """Whom a phrase names: 'rang my sister and texted Maya' -> my sister, Maya."""
        written = split_words(phrase)
        return self._people([word.lower() for word in written], written)

    def places(self, phrase: str) -> tuple[Named, ...]:
        """Where a phrase says that it was: 'sat in the garden' -> the garden."""
        return self._places(split_words(phrase.lower()))

    def weekday(self, text: str) -> int | None:
        """The first weekday that a text names, 0 for Monday."""
        return next((self.weekdays[word] for word in split_words(text.lower()) if word in self.weekdays), None)

    def _roots(self, words: Sequence[str], bases: Sequence[str]) -> tuple[str, ...]:
        empty = self.lists["empty"]
        both = zip(words, bases, strict=True)
        return tuple(dict.fromkeys([base for word, base in both if word not in empty and base not in empty]))

    def _is_left_out(self, words: Sequence[str], bases: Sequence[str]) -> bool:
        left_out = self.lists["left_out"]
        return not (left_out.isdisjoint(words) and left_out.isdisjoint(bases))

    def _people(self, words: Sequence[str], written: Sequence[str]) -> tuple[Named, ...]:
        found = [one for place in range(len(words)) for one in self._person(words, written, place)]
        return tuple({one.key: one for one in found}.values()) if found else ()

    def _places(self, words: Sequence[str]) -> tuple[Named, ...]:
        at = self.lists["at"]
        found = [one for place in range(1, len(words)) if words[place - 1] in at for one in self._place(words, place)]
        return tuple({one.key: one for one in found}.values()) if found else ()

    def _person(self, words: Sequence[str], written: Sequence[str], place: int) -> Iterator[Named]:
        word, before = words[place], words[place - 1] if place else ""
        if word in self.lists["known_words"]:
            for said in (" ".join(words[place : place + 2]), word):
                if said in self.lists["known"]:
                    yield self._known(said, before)
                    return
        if place and word not in self.lists["not_names"] and self._takes_a_name(words, place):
            named = written[place][:1].isupper() or word in self.lists["names"]
            if named or self.base(before) in self.lists["contacts"]:
                yield Named(word, word.capitalize())

    def _known(self, word: str, before: str) -> Named:
        if before in self.lists["own"] or before in self.lists["some"]:
            return Named(word, f"{before} {word}")
        return Named(word, f"my {word}" if word in self.lists["kin"] else word)

    def _takes_a_name(self, words: Sequence[str], place: int) -> bool:
        before = words[place - 1]
        if before in self.lists["with"] or self.base(before) in self.lists["contacts"]:
            return True
        return place > 1 and f"{self.base(words[place - 2])} {before}" in self.lists["contacts_to"]

    def _place(self, words: Sequence[str], place: int) -> Iterator[Named]:
        start = place + (words[place] in self.lists["some"] or words[place] in self.lists["own"])
        for end in range(start + 1, min(start + 4, len(words) + 1)):
            last = words[end - 1]
            two = " ".join(words[end - 2 : end]) if end - start > 1 else ""
            for name in (two, last):
                if name in self.lists["places"]:
                    yield self._where(words[place], name)
                    return
            if last in self.lists["at"] or last in self.lists["with"]:
                return
        last = words[start] if start < len(words) else ""
        ends = f"{words[place - 1]} {words[place]}" in self.lists["to_place"] and start + 1 == len(words)
        if ends and last not in self.lists["not_places"] and last not in self.lists["others"]:
            yield self._where(words[place], last)

    def _where(self, before: str, name: str) -> Named:
        determined = before in self.lists["some"] or before in self.lists["own"]
        return Named(name, f"{before} {name}" if determined else name)
