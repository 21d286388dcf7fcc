"""Text as it is spoken: what a voice would read wrongly, put as people say it, and in pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\+?\d.*")
_SINGLE_DIGITS = re.compile(r"(?<![\d.:/])\d(?:,? \d)+(?!\d|[.:/]\d)")
"""What is given digit by digit: '1 1 6, 1 2 3'."""

_FEWEST_DIGITS = 3
_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_CLAUSE = re.compile(r"(?<=[,;:])\s+(?!\d)")
"""Where a long sentence may be taken apart; not in a number."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?![a-z])|\n")


class End(Enum):
    """What ends with a piece of text; a longer silence follows on a longer one."""

    CLAUSE = auto()
    SENTENCE = auto()
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class SpokenText:
    """What a language says otherwise than it is written."""

    numbers: tuple[re.Pattern[str], ...] = ()
    """Numbers that are said digit by digit, with what is written before them."""

    instead: tuple[tuple[re.Pattern[str], str], ...] = ()
    """In this order: what is written, and what is said."""

    @classmethod
    def from_words(cls, words: Mapping[str, Any]) -> SpokenText:
        """From words/spoken.yaml; a language need not have one."""
        return cls(
            tuple(map(re.compile, words.get("spoken_digit_by_digit", ()))),
            tuple((re.compile(written), said) for written, said in words.get("spoken_instead", ())),
        )

    def of(self, text: str) -> str:
        """The text as it is to be read out. Digits come one by one, so slowly that they can be written down."""
        for pattern in self.numbers:
            text = pattern.sub(_in_digits, text)
        text = _SINGLE_DIGITS.sub(_slowly, text)
        for pattern, said in self.instead:
            text = pattern.sub(said, text)
        return text


def pieces(text: str, longest: int) -> list[tuple[str, End]]:
    """The sentences of a text, or the clauses of one with more than `longest` characters, each with what ends there."""
    found: list[tuple[str, End]] = []
    for paragraph in _PARAGRAPH.split(text):
        for sentence in filter(str.strip, _SENTENCE.split(paragraph)):
            *clauses, last = _clauses(sentence, longest)
            found += [*((clause, End.CLAUSE) for clause in clauses), (last, End.SENTENCE)]
        if found:
            found[-1] = (found[-1][0], End.PARAGRAPH)
    return found


def _clauses(sentence: str, longest: int) -> list[str]:
    """As few as there can be of at most that length, where its commas allow it."""
    clauses = [""]
    for clause in [sentence] if len(sentence) <= longest else _CLAUSE.split(sentence):
        joined = f"{clauses[-1]} {clause}".strip()
        if not clauses[-1] or len(joined) <= longest:
            clauses[-1] = joined
        else:
            clauses.append(clause)
    return clauses


def _in_digits(found: re.Match[str]) -> str:
    """'rang 116 123' -> 'rang 1 1 6, 1 2 3'."""
    number = _NUMBER.search(found[0])
    if number is None:
        return found[0]
    return found[0][: number.start()] + ", ".join(" ".join(group) for group in _DIGITS.findall(number[0]))


def _slowly(found: re.Match[str]) -> str:
    """'1 1 6, 1 2 3' -> '1, 1, 6; 1, 2, 3': a pause after each digit, a longer one after a group."""
    groups = found[0].split(", ")
    if len(found[0].replace(" ", "").replace(",", "")) < _FEWEST_DIGITS:
        return found[0]
    return "; ".join(group.replace(" ", ", ") for group in groups)
