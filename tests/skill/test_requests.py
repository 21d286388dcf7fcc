"""What Alexa makes of a line, and what we make of that: nothing that is said may be lost on the way."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from hypothesis import given
from hypothesis import strategies as st

from interaction_model.alexa.build import MODELS, PACKAGE
from interaction_model.alexa.carriers import WORDS, heard_through, openings, sample_of, slot_of, stand_ins
from interaction_model.alexa.names import label_of
from interaction_model.request import Request
from interaction_model.understanding.meaning import Meaning
from skill.requests import Speaker, request_of
from small_wins.contexts import CONTEXTS
from small_wins.core import Core
from small_wins.interpret import interpret, screen
from tests.interaction_model.alexa_ear import AlexaEar
from tests.skill.signing import as_body, intent

ROOT = Path(__file__).parents[2]
UTTERANCES = (ROOT / "tests/interaction_model/examples", ROOT / "training/understanding/en")
MODEL = json.loads((PACKAGE / MODELS / "en-US.json").read_text(encoding="utf-8"))
EAR = AlexaEar(MODEL)
SAMPLES = {entry["name"]: entry["samples"] for entry in MODEL["interactionModel"]["languageModel"]["intents"]}
ELSEWHERE = {"CrisisIntent", "AMAZON.CancelIntent"}
"""Their lines are ours to choose; the others are those of our sentences."""
PLAIN = sorted(
    (name, line) for name, lines in SAMPLES.items() for line in lines if name not in ELSEWHERE and "{" not in line
)
SEED = 7


def rows(kind: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in (folder / f"{kind}.tsv" for folder in UTTERANCES):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return found


def through_alexa(line: str) -> Request:
    """The request that the door makes of what Alexa makes of a line."""
    name, slots = EAR.hear(line)
    envelope = DefaultSerializer().deserialize(as_body(intent(name, slots)).decode(), RequestEnvelope)
    handler_input = HandlerInput(request_envelope=envelope)
    return request_of(handler_input, Speaker("alexa:me", "alexa:me"))


def what_it_is(meaning: Meaning) -> tuple[str, dict[str, str], str]:
    return meaning.intent, dict(meaning.slots), meaning.screening.level


def typed(line: str) -> Request:
    return Request("local:me", "typed", "1", hypotheses=(line,))


@pytest.mark.parametrize("kind", ["intents", "wins", "negatives", "crisis"])
def test_what_people_say_arrives_in_words_or_as_what_it_means(core: Core, kind: str) -> None:
    lost = []
    for row in rows(kind):
        line, context = row["utterance"], row.get("context", "any")
        request = through_alexa(line)
        if request.hypotheses != (line,):
            meaning = interpret(request, core, context)
            expected = interpret(typed(line), core, context)
            if what_it_is(meaning) != what_it_is(expected):
                lost.append((line, meaning.intent, expected.intent))
    assert rows(kind)
    assert lost == []


def test_every_cry_for_help_is_screened_as_if_it_were_typed(core: Core) -> None:
    cries = [row["utterance"] for row in rows("crisis") if row["label"] == "crisis"]
    levels = {line: screen(typed(line), core).level for line in cries}
    assert {line: screen(through_alexa(line), core).level for line in cries} == levels
    assert "crisis" in levels.values()


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_sample_means_in_every_context_what_it_would_mean_in_words(core: Core, context: str) -> None:
    wrong = []
    for name, line in random.Random(SEED).sample(PLAIN, 250):  # noqa: S311
        meaning, told = interpret(typed(line), core, context), interpret(through_alexa(line), core, context)
        if what_it_is(meaning) != what_it_is(told):
            wrong.append((name, line, meaning.intent, meaning.slots, meaning.screening.level))
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("what's one small thing i can do", "suggest"),
        ("what did i do today", "recap_today"),
        ("undo that", "undo"),
        ("help", "help"),
        ("say that again", "repeat"),
        ("never mind", "stop"),
        ("stop", "stop"),
    ],
)
def test_what_people_say_most_has_an_intent(line: str, label: str) -> None:
    assert label_of(EAR.hear(line)[0]) == label


@pytest.mark.parametrize("line", ["yes", "no", "slower"])
def test_an_intent_that_would_say_too_little_arrives_as_the_line_that_it_stands_for(line: str) -> None:
    request = through_alexa(line)
    assert EAR.hear(line)[0] in stand_ins()
    assert (request.intent, request.hypotheses) == (None, (line,))


@pytest.mark.parametrize(
    "line",
    [
        "i drank a glass of water",
        "i managed to get out of bed",
        "i can't do it",
        "i feel a bit better now",
        "never suggest running again",
        "after lunch i'll walk round the block",
        "no monday",
        "louder",
        "purple monkey dishwasher",
    ],
)
def test_what_has_words_of_its_own_arrives_with_them(line: str) -> None:
    request = through_alexa(line)
    assert (request.intent, request.hypotheses, request.slots) == (None, (line,), {})


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("i want to die", "suicide"),
        ("i just want it over i want to kill myself", "suicide"),
        ("i don't want to be alive any longer i want to end it all", "suicide"),
        ("i can't breathe", "medical"),
        ("call an ambulance", "medical"),
        ("i took all my pills", "imminent"),
        ("i tried to kill myself", "imminent"),
        ("my husband hits me", "abuse"),
        ("my friend wants to kill herself", "third_party"),
        ("i was raped", "assault"),
    ],
)
def test_a_cry_for_help_gets_its_own_reply(core: Core, line: str, reply: str) -> None:
    assert screen(through_alexa(line), core).reply == reply


@pytest.mark.parametrize("words", ["want to die", "didn't eat and i want to kill myself", "can't go on"])
@pytest.mark.parametrize("slot", ["win", "feeling", "unheard_of"])
def test_a_cry_for_help_in_any_slot_is_heard(core: Core, slot: str, words: str) -> None:
    request = Request("alexa:me", "alexa", "1", intent="log_win", slots={slot: words})
    assert screen(request, core).level == "crisis"


@pytest.mark.parametrize(
    "line", ["i want to sleep", "i'm dying for a coffee", "i killed it at work", "i cut my nails", "my phone died"]
)
def test_plain_talk_is_no_crisis(core: Core, line: str) -> None:
    assert screen(through_alexa(line), core).level == "none"


def test_every_carrier_of_the_model_spells_its_sentence() -> None:
    for name, lines in SAMPLES.items():
        for sample in (line for line in lines if "{" in line):
            opening, slot, rest = sample.replace("}", "{").split("{")
            assert heard_through(name, {slot: "my own words"}) == (f"{opening}my own words{rest}",)
    assert {sample_of(carrier) for carrier in openings()} <= {line for lines in SAMPLES.values() for line in lines}


def test_an_intent_of_its_own_is_left_as_it_is() -> None:
    assert heard_through("LogWinIntent", {"win": "made my bed"}) == ()
    assert heard_through("UndoIntent", {}) == ()


@given(st.lists(st.from_regex(r"[a-z]{1,8}('[a-z]{1,3})?", fullmatch=True), min_size=1, max_size=12).map(" ".join))
def test_any_words_come_through_unharmed(line: str) -> None:
    name, slots = EAR.hear(line)
    assert heard_through(name, slots) in {(line,), ()}
    assert slots or line in EAR.whole
    assert heard_through("SayIntent", {slot_of(f"well {WORDS} then"): line}) == (f"well {line} then",)
