"""Which way a feeling goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Mood = Literal["lifted", "low"]
_MOST_WORDS = 24
"""Of a longer text only the first words are looked at."""
_NOT_REACHES = 3
"""A 'not' turns a feeling that follows within so many words."""


@dataclass(frozen=True)
class Moods:
    """Reads feelings with the words of one language: section `feelings` of its words."""

    moods: Mapping[str, Mood]
    nots: frozenset[str]
    stand_in: Mapping[Mood, str]
    """The word that stands for a mood that was told as a number."""

    @classmethod
    def from_data(cls, data: Mapping[str, Sequence[str]]) -> Moods:
        """Build it from section `feelings`."""
        names: tuple[Mood, Mood] = ("lifted", "low")
        return cls(
            {word: mood for mood in names for word in data[mood]},
            frozenset(data["nots"]),
            {mood: data[mood][0] for mood in names},
        )

    def read(self, feeling: str) -> tuple[Mood, str] | None:
        """Which way it goes, and the word that says so: 'a bit lighter' -> lifted, lighter."""
        words = split_words(feeling.lower())
        for place, word in enumerate(words):
            if mood := self.moods.get(word):
                if not self.nots.isdisjoint(words[max(0, place - _NOT_REACHES) : place]):
                    # "not bad" is no lift; "not great" is a low.
                    return ("low", self.stand_in["low"]) if mood == "lifted" else None
                return mood, word
        return None


def split_words(phrase: str) -> list[str]:
    """The first words of a text, without the punctuation around them."""
    words = phrase.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()[:_MOST_WORDS]
    return [word.strip(",.;:!?") for word in words]
