"""What the understanding and the replies need to know of a language's grammar: one file a language implements it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Act:
    """One act that a person named."""

    what: str
    """The act in their own words: past tense, without its subject, 'my' kept."""

    day_offset: int | None = None
    """0 for today, -1 for yesterday or last night; None when it was not said."""

    feeling: str | None = None
    """How it felt afterwards, in their words."""


class Grammar(Protocol):
    """The grammar of one language."""

    def trim(self, text: str) -> str:
        """The text without fillers at its ends, punctuation and doubled spaces; letter case stays."""
        ...

    def find_day(self, text: str) -> tuple[str, int | None]:
        """The text without a leading or trailing day, and that day's offset (None when none is named)."""
        ...

    def find_acts(self, text: str, *, infinitive: bool = False) -> tuple[Act, ...]:
        """The acts in what follows the subject ('drank water and made my bed'); empty when it tells of none.

        `infinitive`: the text may begin with a bare verb ('get out of bed'), which is then put in the past tense.
        """
        ...

    def begins_with_act(self, text: str) -> bool:
        """Whether a sentence without a subject surely tells of an act ('had breakfast')."""
        ...

    def second_person(self, phrase: str) -> str:
        """The phrase said back to the person: 'brushed my teeth' -> 'brushed your teeth'."""
        ...

    def join(self, phrases: Sequence[str]) -> str:
        """'a', 'a and b', 'a, b and c'."""
        ...

    def number(self, count: int) -> str:
        """The number as it is said, in words where people use words."""
        ...
