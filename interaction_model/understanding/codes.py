"""A code that is said digit by digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interaction_model.understanding.grammar import Grammar
from interaction_model.understanding.plain import Contractions

DIGITS = 6
"""How many digits a code has."""

_IN_ORDER = "01234567890"


def read_code(
    text: str, grammar: Grammar, contractions: Contractions, words: Mapping[str, Sequence[str]]
) -> str | None:
    """The digits of a code in a text that is about nothing else; None where it is none.

    `words` may stand 'around' the digits; where one of the 'names' of a code does, there may be too few, or too many.
    """
    digits, rest = grammar.find_digits(text, DIGITS)
    names, others = words.get("names", ()), contractions.plain(rest).split()
    if not digits or not all(word in words.get("around", ()) or word in names for word in others):
        return None
    is_named = any(word in names for word in others)
    return digits if is_named or (len(digits) == DIGITS and not is_a_run(digits)) else None


def is_a_run(digits: str) -> bool:
    """Whether it is counting, up or down, or one digit over and over: no code is."""
    return digits in _IN_ORDER or digits in _IN_ORDER[::-1] or len(set(digits)) == 1
