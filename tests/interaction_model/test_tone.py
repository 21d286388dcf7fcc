"""The rules that every sentence of ours keeps."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from interaction_model.language import load_language

ENGLISH = load_language("en-US")
BANNED = [
    "!",
    "should",
    "amazing",
    "awesome",
    "incredible",
    "superstar",
    "proud",
    "streak",
    "score",
    "well done",
    "great job",
]
BELITTLING = re.compile(r"\b(just|only|at least|finally)\b", re.I)
THREE_SENTENCES = {"ambiguous"}


def everything_said() -> Iterator[tuple[str, str]]:
    for key, text in ENGLISH.replies.items():
        for variant in [text] if isinstance(text, str) else text:
            yield key, variant
    for group, texts in ENGLISH.safety_replies.items():
        for key, text in (texts if isinstance(texts, dict) else {group: texts}).items():
            yield key, text
    for step in ENGLISH.steps:
        yield step["id"], step["text"]


@pytest.mark.parametrize(("key", "text"), list(everything_said()))
def test_every_sentence_keeps_the_tone(key: str, text: str) -> None:
    assert not [word for word in BANNED if re.search(rf"{re.escape(word)}(?!\w)", text.lower())]
    sentences = [part for part in re.split(r"[.?](?:\s|$)", text) if part.strip()]
    assert len(sentences) <= (3 if key in THREE_SENTENCES else 2)


@pytest.mark.parametrize("key", ["acknowledgements", "kept", "acts", "acts_on_day", "acts_with_feeling", "undone"])
def test_an_echo_or_acknowledgement_never_belittles(key: str) -> None:
    assert not BELITTLING.search(str(ENGLISH.replies[key]))


def test_there_are_at_least_twelve_acknowledgements_and_all_differ() -> None:
    acknowledgements = ENGLISH.replies["acknowledgements"]
    assert len(set(acknowledgements)) == len(acknowledgements) >= 12


def test_every_placeholder_of_a_safety_reply_is_one_that_is_filled() -> None:
    known = {"line", "number", "emergency", "abuse_line", "assault_line", "child_line"}
    for _, text in everything_said():
        if text in str(ENGLISH.safety_replies):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= known


def test_every_category_of_the_screen_has_its_reply() -> None:
    for screening, _ in ENGLISH.screen.phrases:
        assert screening.reply in ENGLISH.safety_replies[screening.level]


def test_every_help_line_says_what_it_is_and_whether_anyone_checked_it() -> None:
    for region, lines in ENGLISH.regions.items():
        assert len(region) == 2
        assert {"human", "emergency"} <= lines.keys()
        for line in lines.values():
            assert line.keys() == {"number", "channel", "hours", "language", "source", "verified_on"}
            assert re.fullmatch(r"[\d-]+", line["number"])
            assert line["channel"] in ENGLISH.safety_replies["channels"]


def test_every_reply_that_the_code_asks_for_is_there() -> None:
    root = Path(__file__).parent.parent.parent
    rooms = ("small_wins", "skill", "local_voice", "small_wins_cli")
    code = "\n".join(path.read_text(encoding="utf-8") for room in rooms for path in (root / room).rglob("*.py"))
    asked = set(re.findall(r'\b(?:say|say_in_turn|sentence|ask)\((?:[a-z_.]+, )?"([a-z_]+)"', code))
    assert len(asked) > 10
    assert asked <= ENGLISH.replies.keys() | ENGLISH.safety_replies.keys()
