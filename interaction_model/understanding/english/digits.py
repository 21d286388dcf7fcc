"""Digits that are said one by one: 'four eight double two' -> '4822'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SAID = {
    **{word: str(value) for value, word in enumerate((*_ONES, *_TEENS))},
    **{word: str(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **dict.fromkeys(("oh", "o", "nought", "naught", "nil"), "0"),
}
_SOUNDS_LIKE = {"for": "4", "fore": "4", "to": "2", "too": "2", "won": "1", "ate": "8"}
"""What an ear hears in place of a digit: counted among digits alone."""
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_BETWEEN = re.compile(r"[\s,.;:!?\-\u2013]+")


def find_digits(text: str, count: int, *, awaited: bool = False) -> tuple[str, str]:
    """The longest row of digits in a text, and the text without it; what only sounds like one counts up to `count`.

    A row of nothing but such words ("for") is one only where digits are `awaited`.
    """
    words = [word for word in _BETWEEN.split(text) if word]
    said = [word.lower() for word in words]
    rows = [
        list(row) for is_row, row in groupby(range(len(said)), key=lambda at: _value(said[at]) is not None) if is_row
    ]
    best: Sequence[int] = max(rows, key=lambda row: sum(said[at] not in _SOUNDS_LIKE for at in row), default=())
    while best and len(_joined(said, best)) > count and said[best[0]] in _SOUNDS_LIKE:
        best = best[1:]
    while best and len(_joined(said, best)) > count and said[best[-1]] in _SOUNDS_LIKE:
        best = best[:-1]
    if not awaited and all(said[at] in _SOUNDS_LIKE or said[at] in _TIMES for at in best):
        return "", text
    return _joined(said, best), " ".join(word for at, word in enumerate(words) if at not in best)


def _value(word: str) -> str | None:
    if word.isdecimal() and word.isascii():
        return word
    return _SAID.get(word) or _SOUNDS_LIKE.get(word) or ("" if word in _TIMES else None)


def _joined(said: Sequence[str], row: Sequence[int]) -> str:
    return "".join(_spelled([said[at] for at in row]))


def _spelled(words: Sequence[str]) -> Iterator[str]:
    """'forty' and 'eight' are one number, and so are 'double' and what comes after it."""
    pairs = iter(zip(words, [*words[1:], ""], strict=True))
    for word, after in pairs:
        following = _value(after) or ""
        if word in _TIMES and len(following) == 1:
            yield following * _TIMES[word]
            next(pairs)
        elif word in _TENS and after in _ONES[1:]:
            yield (_value(word) or "")[0] + following
            next(pairs)
        else:
            yield _value(word) or ""
