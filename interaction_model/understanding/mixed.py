"""A line that holds an act and how hard it is: 'everything's awful but i ate', 'i rang them and it was hard'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interaction_model.understanding.grammar import Act, Grammar

MOST_WORDS = 12
"""A longer complaint is not said back."""


MOST_WORDS = 60
"""A longer line is a story: it has more than two sides."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """Both sides of a line."""

    acts: tuple[Act, ...]
    struggle: str
    """The other side in the person's own words: 'everything's awful', 'it was hard'."""
    before: bool
    """Whether it was said before the act."""


@dataclass(frozen=True)
class MixedLines:
    """Finds them by the words of `mixed:` in words/."""

    turns: tuple[tuple[str, ...], ...]
    """Words between the sides, longest first: 'even though', 'but'."""
    woes: frozenset[str]
    """A side without one of these is no struggle."""
    weak: frozenset[str]
    """Words that are not said back: 'just'."""
    stand_ins: frozenset[str]
    """Acts that name nothing: 'did it'."""
    links: frozenset[str]
    """What parts an act from how it was: 'showering | was | hard'."""
    woe_phrases: tuple[str, ...]
    """Nor one without one of these."""
    enough: tuple[str, ...]
    """What says that an act was all there was to give: 'was all i could'."""
    had: str
    """The verb of a thing that they had: 'a slice of toast was all i could manage'."""
    bare: frozenset[str]
    """How a side begins that has lost its subject: 'still feel awful'."""
    bare_it: frozenset[str]
    """How one begins that has lost the 'it' of its act: 'took everything i had'."""
    it: str
    """What stands for that act when it is said back: 'it'."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> MixedLines:
        turns = sorted((tuple(turn.split()) for turn in data.get("turns", ())), key=len, reverse=True)
        names = ("woes", "weak", "stand_ins", "links", "bare", "bare_it")
        sets = {name: frozenset(data.get(name, ())) for name in names}
        lists = {name: tuple(data.get(name, ())) for name in ("woe_phrases", "enough")}
        words = {name: str(data.get(name, "")) for name in ("had", "it", "subject")}
        return cls(turns=tuple(turns), **sets, **lists, **words)  # type: ignore[arg-type]

    subject: str
    """Its subject: 'i'."""

    def read(self, text: str, grammar: Grammar) -> Mixed | None:
        """Both sides of a text, or None where it has one side only."""
        if enough := self._enough(text, grammar):
            return enough
        words = text.replace(",", " ").split()
        if len(words) > MOST_WORDS:
            return None
        for left, right in self._sides(words):
            for struggle, act, before in ((left, right, True), (right, left, False)):
                if found := self._read(struggle, act, grammar, before=before):
                    return found
        return None

    def _enough(self, text: str, grammar: Grammar) -> Mixed | None:
        """'combing my hair was all i could do'."""
        lowered = text.lower()
        link = next((link for link in self.enough if f" {link}" in lowered), None)
        if link is None:
            return None
        said = grammar.trim(text[: lowered.index(f" {link}")])
        acts = grammar.find_acts(said) or grammar.find_acts(said, infinitive=True)
        return Mixed(acts or (Act(f"{self.had} {said}"),), "", before=False)

    def _sides(self, words: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
        plain = tuple(word.lower() for word in words)
        for turn in self.turns:
            if plain[: len(turn)] == turn:  # "even though it was hard i rang them"
                for at in range(len(turn) + 2, len(words)):
                    yield list(words[len(turn) : at]), list(words[at:])
            for at in range(1, len(words) - len(turn)):
                if plain[at : at + len(turn)] == turn:
                    yield list(words[:at]), list(words[at + len(turn) :])

    def _read(self, struggle: list[str], act: list[str], grammar: Grammar, *, before: bool) -> Mixed | None:
        said = " ".join(struggle)
        woe = not self.woes.isdisjoint(word.lower() for word in struggle)
        phrase = any(phrase in said.lower() for phrase in self.woe_phrases)
        if len(struggle) > MOST_WORDS or not (woe or phrase):
            return None
        if not phrase and any(one.what.split()[0] not in self.woes for one in grammar.find_acts(grammar.trim(said))):
            return None
        acts = grammar.find_acts(grammar.trim(" ".join(act)))
        stands_in = all(one.what.lower() in self.stand_ins for one in acts)
        if stands_in and (named := self._named(struggle, grammar)):
            return Mixed(named[0], self._without_weak([self.it, *named[1]]), before=False)
        if not acts and " ".join(act).lower().removeprefix("i ") in self.stand_ins:
            acts = (Act(" ".join(act).lower().removeprefix("i ")),)
        return Mixed(acts, self._without_weak(struggle), before) if acts else None

    def _named(self, struggle: Sequence[str], grammar: Grammar) -> tuple[tuple[Act, ...], Sequence[str]] | None:
        """The act that the struggle itself names, and what it says of it: 'getting dressed | was really hard'."""
        at = next((place for place, word in enumerate(struggle) if word.lower() in self.links), 0)
        acts = grammar.find_acts(" ".join(struggle[:at]), infinitive=True) if at else ()
        return (acts, struggle[at:]) if acts else None

    def _without_weak(self, words: Sequence[str]) -> str:
        told = [word for word in words if word.lower() not in self.weak]
        first = told[0].lower() if told else ""
        lost = [self.subject] * (first in self.bare) + [self.it] * (first in self.bare_it)
        return " ".join([*lost, *told])
