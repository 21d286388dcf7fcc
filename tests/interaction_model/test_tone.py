"""The rules that every sentence of ours keeps."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from interaction_model.language import load_language

ENGLISH = load_language("en-US")
SAFETY = ENGLISH.safety_replies
UNKNOWN_REGION = SAFETY["unknown_region"]
BANNED = [
    "!",
    "should",
    "must",
    "amazing",
    "awesome",
    "incredible",
    "superstar",
    "fantastic",
    "brilliant",
    "proud",
    "streak",
    "score",
    "points",
    "level up",
    "well done",
    "great job",
    "good job",
    "good girl",
    "good boy",
    "keep it up",
    "you've got this",
    "bright side",
    "cheer up",
    "calm down",
    "everything happens",
    "so much to live for",
    "i understand exactly",
    "we miss you",
    "you missed",
    "dopamine",
]
PERSON_PRAISE = re.compile(r"\byou(?:'re| are) (?:so |very |really |such )*(?:a \w+|strong|brave|great|capable|good)\b")
BELITTLING = re.compile(r"\b(just|only|at least|finally)\b", re.I)
RISK = re.compile(r"\b(suicid\w*|kill\w*|die|dying|dead|harm\w*|overdos\w*|commit|attempt\w*|rape\w*|abus\w*)\b")
THREE_SENTENCES = {"ambiguous"}


def texts_in(key: str, found: object) -> Iterator[tuple[str, str]]:
    """Every text inside, with the key that it stands under."""
    if isinstance(found, str):
        yield key, found
    elif isinstance(found, dict):
        for name, inner in found.items():
            yield from texts_in(name, inner)
    elif isinstance(found, (list, tuple)):
        for inner in found:
            yield from texts_in(key, inner)


SAFETY_TEXTS = [*texts_in("", {key: found for key, found in SAFETY.items() if key != "urgent"})]
REPLY_TEXTS = [*texts_in("", dict(ENGLISH.replies))]
STEP_TEXTS = [(step.id, rung.text) for step in ENGLISH.steps for rung in step.chain]


@pytest.mark.parametrize(("key", "text"), [*REPLY_TEXTS, *SAFETY_TEXTS, *STEP_TEXTS])
def test_every_sentence_keeps_the_tone(key: str, text: str) -> None:
    said = text.lower()
    assert not [word for word in BANNED if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)]
    assert not PERSON_PRAISE.search(said)
    sentences = [part for part in re.split(r"[.?](?:\s|$)", text) if part.strip()]
    assert len(sentences) <= (3 if key in THREE_SENTENCES else 2)


@pytest.mark.parametrize(
    "said", ["You're so strong.", "You are amazing", "Well done.", "You should rest.", "Keep it up"]
)
def test_what_the_rules_of_tone_are_for_is_caught(said: str) -> None:
    with pytest.raises(AssertionError):
        test_every_sentence_keeps_the_tone("", said)


ECHOES = [(key, text) for key, text in REPLY_TEXTS if "{acts}" in text or key.startswith("acknowledgement")]


@pytest.mark.parametrize(("key", "text"), ECHOES)
def test_an_echo_or_acknowledgement_never_belittles(key: str, text: str) -> None:
    assert not BELITTLING.search(text)


def test_the_echoes_and_acknowledgements_are_found() -> None:
    keys = {key for key, _ in ECHOES}
    assert keys >= {"acknowledgements", "acknowledgement_in_care", "kept", "acts_on_day", "acts_with_feeling", "undone"}


def test_there_are_at_least_twelve_acknowledgements_and_all_differ() -> None:
    acknowledgements = ENGLISH.replies["acknowledgements"]
    assert len(set(acknowledgements)) == len(acknowledgements) >= 12


@pytest.mark.parametrize(("key", "text"), SAFETY_TEXTS)
def test_a_reply_to_a_disclosure_does_not_say_it_aloud(key: str, text: str) -> None:
    named_by_its_placeholder = re.sub(r"\{\w+\}", "", text.lower())
    assert not RISK.search(named_by_its_placeholder)
    assert not re.search(r"\d", text), "a number stands in regions.yaml"


def test_every_placeholder_of_a_safety_reply_is_one_that_is_filled() -> None:
    known = {"line", "number", "emergency", "police", "abuse_line", "assault_line", "child_line"}
    for _, text in SAFETY_TEXTS:
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= known


def test_a_region_without_lines_has_a_text_for_each_that_names_one() -> None:
    for key, found in SAFETY.items():
        if key not in {"channels", "unknown_region"} and "{" in str(found):
            assert key in UNKNOWN_REGION
    for key in ("crisis", "concern", "again"):
        assert UNKNOWN_REGION[key].keys() == SAFETY[key].keys()
    for key in ("number_again", "number_declined", "stop_in_care"):
        assert {"default", *SAFETY["urgent"]} <= UNKNOWN_REGION[key].keys() <= SAFETY[key].keys()
    assert "{" not in str([text for _, text in texts_in("", UNKNOWN_REGION)])


def test_every_category_of_the_screen_has_its_reply() -> None:
    for screening, _ in (*ENGLISH.screen.phrases, *ENGLISH.screen.guards):
        if screening.level != "none":
            assert screening.reply in SAFETY[screening.level]


def test_what_follows_on_a_reply_follows_on_one_that_there_is() -> None:
    replies = SAFETY["crisis"].keys() | SAFETY["concern"].keys()
    for key in ("again", "number_again", "number_declined", "stop_in_care"):
        assert "default" in SAFETY[key]
        assert SAFETY[key].keys() <= replies
    for urgent in SAFETY["urgent"]:
        assert urgent in SAFETY["crisis"]
        for key in ("again", "number_again", "number_declined", "stop_in_care"):
            assert urgent in SAFETY[key]


def test_a_shorter_reply_is_shorter_and_never_comes_twice_running() -> None:
    for texts in (SAFETY, UNKNOWN_REGION):
        for reply, variants in texts["again"].items():
            assert len(set(variants)) == len(variants) >= 2
            assert max(len(text) for text in variants) <= len(texts["crisis"][reply]) + 20


def test_every_help_line_says_what_it_is_and_whether_anyone_checked_it() -> None:
    for region, lines in ENGLISH.regions.items():
        assert re.fullmatch(r"[A-Z]{2}(-[A-Z]{1,3})?", region)
        assert {"human", "emergency"} <= lines.keys() <= {"human", "emergency", "police", "abuse", "assault", "child"}
        for line in lines.values():
            assert line.keys() == {"number", "channel", "hours", "language", "source", "verified_on"}
            assert re.fullmatch(r"\d+(-\d+)*", line["number"])
            assert line["channel"] in SAFETY["channels"]
            assert line["hours"] in {"always", None}
            assert line["source"] is None or re.match(r"https?://", line["source"])


def test_day_or_night_and_any_time_are_said_of_lines_that_are_always_open() -> None:
    for lines in ENGLISH.regions.values():
        assert lines["human"]["hours"] == lines["emergency"]["hours"] == "always"
        assert lines.get("assault", lines["human"])["hours"] == "always"
    for _, text in SAFETY_TEXTS:
        if re.search(r"any time|day or night|right now", text):
            assert "{abuse_line}" not in text
            assert "{child_line}" not in text


def test_every_reply_that_the_code_asks_for_is_there() -> None:
    root = Path(__file__).parent.parent.parent
    rooms = ("small_wins", "skill", "local_voice", "small_wins_cli")
    code = "\n".join(path.read_text(encoding="utf-8") for room in rooms for path in (root / room).rglob("*.py"))
    asked = set(re.findall(r'\b(?:says?|say_in_turn|sentence|ask|text|confirm)\((?:[a-z_.]+, )?"([a-z_]+)"', code))
    assert len(asked) > 10
    assert asked <= ENGLISH.replies.keys() | SAFETY.keys()
