"""Whether two texts tell of the same thing, by the words in them that matter."""

from __future__ import annotations

import re

from small_wins.journal import Journal
from small_wins.themes.wordlists import section

_WHOLE, _LONG = 3, 6
"""A word of so many letters may be the beginning of another form of it; of a longer one the last letter may differ."""
_PLURAL = 1


def content(journal: Journal, text: str) -> frozenset[str]:
    """The words of a text that name things and acts."""
    return frozenset(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())) - _small_words(journal)


def told_of(journal: Journal, text: str) -> frozenset[str]:
    """The same words in their base forms: of 'rang my mum' and of 'ring my mum' they are the same."""
    return frozenset(map(journal.language.grammar.base, content(journal, text))) - _small_words(journal)


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: 'stretch' and 'stretching', 'breathe' and 'breathing'."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) <= _WHOLE:
        return long.startswith(short) and len(long) - len(short) <= _PLURAL < len(short)
    stem = short[:-1] if len(short) >= _LONG else short
    return long.startswith(stem)


def _small_words(journal: Journal) -> frozenset[str]:
    return frozenset(str(section(journal, "commitments").get("small_words", "")).split())
