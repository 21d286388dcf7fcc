"""What is said back: in the second person, joined, and with numbers in words."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PERSON = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "i've": "you've",
    "i'd": "you'd", "i'll": "you'll",
    "us": "you", "our": "your", "ours": "yours",
}  # fmt: skip

_AGREES = {r"\byou was\b": "you were", r"\byou am\b": "you are", r"\bam you\b": "are you"}
"""The verb goes with its subject; the "am" of a time of day has none."""

_FELT = re.compile(r"(?P<whose>it|that|i) (?:felt|feels?)\b")
_CLAUSE = frozenset(
    ["i", "it", "that", "what", "which", "how", "my", "feel", "feels", "feeling", "felt", "was", "is", "are", "were"]
)
"""A feeling with one of these is a clause of its own."""


def second_person(phrase: str) -> str:
    """'brushed my teeth' -> 'brushed your teeth'."""
    said = " ".join(_PERSON.get(word.lower(), word) for word in phrase.split())
    for ours, theirs in _AGREES.items():
        said = re.sub(ours, theirs, said)
    return said


def join(phrases: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def number(count: int) -> str:
    """In words up to twelve."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def felt(feeling: str, of_people: Container[str]) -> str | None:
    """'it felt good', 'good' -> 'it felt good'; 'a bit prouder' -> 'you felt a bit prouder'; 'what i needed' -> None.

    `of_people`: feelings that people have, and acts have not.
    """
    words = feeling.lower().split()
    if begins := _FELT.match(" ".join(words)):
        words = words[2:]
    if not words or _CLAUSE.intersection(words):
        return None
    own = any(word in of_people or word.endswith("ed") for word in words)
    subject = "you" if (begins["whose"] == "i" if begins else own) else "it"
    return f"{subject} felt {' '.join(words)}"
