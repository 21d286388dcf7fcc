"""Digits that are said one by one, and the code that they make."""

from __future__ import annotations

import pytest

from interaction_model.language import load_language
from interaction_model.understanding.codes import DIGITS, read_code
from tests.interaction_model.english_grammar import grammar


@pytest.mark.parametrize(
    ("text", "digits", "rest"),
    [
        ("four eight double two", "4822", ""),
        ("my code is 48-29-13, please", "482913", "my code is please"),
        ("oh nine triple seven", "09777", ""),
        ("forty eight twenty nine thirteen", "482913", ""),
        ("forty, ten", "4010", ""),
        ("for eight too nine won three", "482913", ""),
        ("to four eight two nine one three", "482913", "to"),
        ("four eight two nine one three for you", "482913", "for you"),
        ("i want to go", "", "i want to go"),
        ("double or nothing", "", "double or nothing"),
        ("", "", ""),
        ("seven", "7", ""),
    ],
)
def test_the_digits_of_a_text(text: str, digits: str, rest: str) -> None:
    assert grammar().find_digits(text, DIGITS) == (digits, rest)


def test_a_word_that_only_sounds_like_a_digit_is_one_where_digits_are_awaited() -> None:
    assert grammar().find_digits("for", DIGITS) == ("", "for")
    assert grammar().find_digits("for", DIGITS, awaited=True) == ("4", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("four eight two nine one three", "482913"),
        ("the code is four eight two", "482"),
        ("four eight two", None),
        ("one two three four five six", None),
        ("six six six six six six", None),
        ("nine eight seven six five four", None),
        ("my door code is 482913", None),
        ("i walked 482913 steps", None),
        ("call 0800 111", None),
        ("my code", None),
    ],
)
def test_what_is_a_code(text: str, code: str | None) -> None:
    understanding = load_language("en-US").understanding
    words = understanding.words["pairing"]
    assert read_code(text, understanding.grammar, understanding.contractions, words) == code
