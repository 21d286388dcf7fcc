"""Forms of English words, well enough for training text: a wrong form has no pronunciation and falls away."""

from __future__ import annotations

from training.folders import TEXT, read_lines, word_list

ONES, _TENS = word_list("numbers"), word_list("tens")
_VOWELS = "aeiou"


def _irregular(form: str) -> dict[str, str]:
    return dict(line.split() for line in read_lines(TEXT / f"irregular_{form}.txt"))


_IRREGULAR_S, _IRREGULAR_ING, _IRREGULAR_PLURAL = (_irregular(form) for form in ("s", "ing", "plural"))


def number(value: int) -> str:
    """The words of a number from 0 to 999."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return _TENS[value // 10 - 1] + ("" if value % 10 == 0 else " " + ONES[value % 10])
    rest = value % 100
    return ONES[value // 100] + " hundred" + ("" if rest == 0 else " and " + number(rest))


def verb_s(base: str) -> str:
    """Third person: tidy -> tidies."""
    if base in _IRREGULAR_S:
        return _IRREGULAR_S[base]
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if _ends_in_consonant_y(base) else base + "s"


def verb_ing(base: str) -> str:
    """Present participle: make -> making."""
    if base in _IRREGULAR_ING:
        return _IRREGULAR_ING[base]
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return base[:-1] + "ing"
    return base + "ing"


def verb_ed(base: str) -> str:
    """Regular past: hug -> hugged."""
    if base.endswith("e"):
        return base + "d"
    if _ends_in_consonant_y(base):
        return base[:-1] + "ied"
    doubled = len(verb_ing(base)) == len(base) + 4
    return base + base[-1] + "ed" if doubled else base + "ed"


def plural(noun: str) -> str:
    """Plural: shelf -> shelves."""
    return _IRREGULAR_PLURAL.get(noun, verb_s(noun))


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2] not in _VOWELS
