"""What is said back: in the second person, joined, and with numbers in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PERSON = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "i've": "you've",
    "i'd": "you'd", "i'll": "you'll", "am": "are",
    "us": "you", "our": "your", "ours": "yours",
}  # fmt: skip

_CLAUSE = frozenset(
    ["i", "it", "that", "what", "which", "how", "my", "feel", "feels", "feeling", "felt", "was", "is", "are", "were"]
)
"""A feeling with one of these is a clause of its own."""


def second_person(phrase: str) -> str:
    """'brushed my teeth' -> 'brushed your teeth'."""
    said = " ".join(_PERSON.get(word.lower(), word) for word in phrase.split())
    return re.sub(r"\byou was\b", "you were", said)


def join(phrases: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def number(count: int) -> str:
    """In words up to twelve."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def felt(feeling: str) -> str | None:
    """'it felt good' -> 'good', 'relieved' -> 'relieved', 'what i needed' -> None."""
    words = feeling.lower().split()
    if words[:2] in (["it", "felt"], ["it", "feels"], ["that", "felt"], ["i", "felt"], ["i", "feel"]):
        words = words[2:]
    return None if not words or _CLAUSE.intersection(words) else " ".join(words)
