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
        weekdays = {word: day for day, names in enumerate(data["weekdays"]) for word in names}
        return cls(grammar, lists, weekdays, Moods.from_data(words["feelings"]))

    def roots(self, phrase: str) -> tuple[str, ...]:
        """The words that a phrase is about, in their base form: 'walked to the shops' -> walk, shop."""
        empty = self.lists["empty"]
        bases = (self.base(word) for word in split_words(phrase.lower()) if word not in empty)
        return tuple(dict.fromkeys(base for base in bases if base not in empty))

    def base(self, word: str) -> str:
        """The base form of one word."""
        if word not in self._bases:
            self._bases[word] = self.grammar.base(word)
        return self._bases[word]

    def is_left_out(self, text: str) -> bool:
        """Whether it is about what no pattern is looked for in: medicine, drink, weight."""
        words = split_words(text.lower())
        return not self.lists["left_out"].isdisjoint((*words, *map(self.base, words)))

    def people(self, phrase: str) -> tuple[Named, ...]:
        """Whom a phrase names: 'rang my sister and texted Maya' -> my sister, Maya."""
        written = split_words(phrase)
        words = [word.lower() for word in written]
        found = [one for place in range(len(words)) for one in self._person(words, written, place)]
        return tuple({one.key: one for one in found}.values())

    def places(self, phrase: str) -> tuple[Named, ...]:
        """Where a phrase says that it was: 'sat in the garden' -> the garden."""
        words = split_words(phrase.lower())
        found = [one for place in range(1, len(words)) for one in self._place(words, place)]
        return tuple({one.key: one for one in found}.values())

    def weekday(self, text: str) -> int | None:
        """The first weekday that a text names, 0 for Monday."""
        return next((self.weekdays[word] for word in split_words(text.lower()) if word in self.weekdays), None)

    def _person(self, words: Sequence[str], written: Sequence[str], place: int) -> Iterator[Named]:
        word, before = words[place], words[place - 1] if place else ""
        two = " ".join(words[place : place + 2])
        for said in (two, word):
            if said in self.lists["kin"] or said in self.lists["others"]:
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
        if words[place - 1] not in self.lists["at"]:
            return
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
