"""The rules that every sentence of ours keeps."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interaction_model.language import load_language
from tests.interaction_model.asked_replies import asked_in, asked_replies

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
NOT_SAID = re.compile(r"  |\.\.|,,|[{}]| [.,]|\b(?:i|i'm|i've|my|me|myself)\b")
"""What no sentence about the person holds."""
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
PAGE_TEXTS = [*texts_in("", dict(ENGLISH.page))]


def kept(act: str) -> str:
    """An act of our data as it is said back."""
    return f"{ENGLISH.say('acts', acts=ENGLISH.grammar.second_person(act))}."


def said_of_steps() -> Iterator[str]:
    """Each step in every way in which it is said: offered, with its cue, planned, kept, rewarded."""
    for step in ENGLISH.steps:
        yield ENGLISH.say("reward_line", reward=step.reward)
        for rung in step.chain:
            yield rung.text
            yield kept(rung.act)
            yield ENGLISH.say("steps_with_cue", cue=step.cue, do=rung.do, reward=step.reward)
            yield ENGLISH.say("steps_could", do=rung.do)
            yield f"{ENGLISH.say('commitments_plan', cue=step.cue, action=rung.do)}."


def said_of_exercises() -> Iterator[str]:
    for exercise in ENGLISH.exercises:
        yield exercise.speech
        yield kept(exercise.act)
        yield from (piece for piece, _ in exercise.pieces)


def said_of_words() -> Iterator[str]:
    """What stands among the words that are listened for, and is said: offers, countries, values, a length of time."""
    words, second = ENGLISH.understanding.words, ENGLISH.grammar.second_person
    plans = words["commitments"]
    for offer in plans["offers"].values():
        for action in (offer["action"], offer["at"]):
            yield f"{ENGLISH.say('commitments_plan', cue=second(offer['cue']), action=second(action))}."
    yield f"{ENGLISH.say('commitments_plan', cue=second(plans['travels']), action='stretch')}."
    yield ENGLISH.say("steps_could", do=plans["two_minutes"].format(action="write"))
    yield kept(plans["did"].format(action="the bins"))
    for names in words["settings"]["regions"].values():
        yield ENGLISH.say("setup_region_kept", region=names[0])
    for noun in (*words["values"]["nouns"].values(), words["ladder"]["minute_and_a_half"]):
        yield f"{noun[:1].upper()}{noun[1:]}."


@pytest.mark.parametrize(("key", "text"), [*REPLY_TEXTS, *SAFETY_TEXTS, *PAGE_TEXTS])
def test_every_sentence_keeps_the_tone(key: str, text: str) -> None:
    said = text.lower()
    assert not [word for word in BANNED if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)]
    assert not PERSON_PRAISE.search(said)
    sentences = [part for part in re.split(r"[.?](?:\s|$)", text) if part.strip()]
    assert len(sentences) <= (3 if key in THREE_SENTENCES else 2)


@pytest.mark.parametrize("said", [said_of_steps, said_of_exercises, said_of_words])
def test_what_is_said_of_data_keeps_the_tone_and_speaks_of_the_person(said: Callable[[], Iterator[str]]) -> None:
    for text in said():
        test_every_sentence_keeps_the_tone("", text)
        assert text[0].isupper(), text
        assert not NOT_SAID.search(text), text


def test_what_is_said_of_steps_exercises_and_words_is_found() -> None:
    said = [*said_of_steps(), *said_of_exercises(), *said_of_words()]
    assert len(said) > 10 * len(ENGLISH.steps)
    assert {
        "You unclenched your jaw.",
        "When your alarm rings, put both feet on the floor.",
    } - set(said) == set()


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


KNOWN = ENGLISH.replies.keys() | SAFETY.keys()


def test_every_reply_that_the_code_asks_for_is_there() -> None:
    asked = dict(asked_replies(Path(__file__).parent.parent.parent))
    assert len(asked) > 500
    assert {key: place for key, place in asked.items() if key not in KNOWN} == {}


@pytest.mark.parametrize(
    "code",
    [
        'turn.say("is_missing")',
        'turn.text("kept" if kept else "is_missing", acts=acts)',
        'turn.ask("launch", FIRST_WIN, "text", "is_missing")',
        'turn.ask("launch", FIRST_WIN, "text", "launch_again", instead="is_missing")',
        'turn.leave_open(reply, TELL, "yes_no", "is_missing")',
        'ask(turn, CHOICE, CHOICE, "text", instead="is_missing")',
        'CHOICE, OTHER = "is_missing", "kept"\nask(turn, CHOICE, CHOICE, "text")',
        'key = "is_missing" if low else "kept"\nturn.say(key)',
        '{"no": says("is_missing")}',
    ],
)
def test_a_reply_that_is_asked_for_and_missing_is_found(code: str) -> None:
    assert {key for key, _ in asked_in(code)} - KNOWN == {"is_missing"}


@pytest.mark.parametrize("code", ['says(turn, "keeps")', 'mentions(turn, "let_it_go")', 'language.words.get("text")'])
def test_the_name_of_a_list_of_words_is_no_reply(code: str) -> None:
    assert not list(asked_in(code))
