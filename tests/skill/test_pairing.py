"""Pairing through Alexa and at the machine itself, with the one secret that both doors of a server read."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest

from small_wins.core import Core
from tests.skill.posting import Skill
from tests.skill.talking import Alexa
from tests.small_wins.personal.test_pairing import Door, code_in


@pytest.fixture
def here(skill: Skill) -> Door:
    """The microphone's or the typed door of the same server: the same settings, and nothing handed over."""
    return Door(Core.open(skill.settings, lambda: skill.now))


def test_the_secret_is_one_for_both_doors(skill: Skill, here: Door) -> None:
    alexa = Alexa(skill)
    alexa.say("i made my bed")
    told = alexa.say("pair my journal")
    assert not told.open
    code = re.search(r"\d \d \d, \d \d \d", told.ssml)
    assert code
    here.say(f"my code is {code[0]}")
    assert here.say("yes").speech.startswith("It's one journal now.")
    assert here.kept() == ["made my bed"]


@pytest.mark.parametrize(
    ("carrier", "words"),
    [
        ("AnythingIntent", {"WORDS": "{spelled}"}),
        ("AnythingIntent", {"WORDS": "{code}"}),
        ("SayIntent", {"my_WORDS": "code is {code}"}),
        ("SayIntent", {"it__s_WORDS": "{spaced}"}),
        ("SayIntent", {"the_WORDS": "code is {spelled}"}),
    ],
)
def test_a_code_arrives_in_any_slot_in_words_or_figures(
    skill: Skill, here: Door, carrier: str, words: dict[str, str]
) -> None:
    code = code_in(here.say("pair my journal"))
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    forms = {"code": code, "spaced": " ".join(code), "spelled": " ".join(names[int(digit)] for digit in code)}
    answer = Alexa(skill).intent(carrier, {slot: said.format(**forms) for slot, said in words.items()})
    assert answer.open
    assert answer.speech.startswith("Both become one journal")


def test_nothing_of_a_code_is_in_a_log_a_session_or_a_row(
    skill: Skill, here: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    alexa = Alexa(skill, screen=True)
    told = alexa.say("pair my journal")
    alexa.attributes = told.attributes
    code = code_in(here.say("pair my journal"))
    asked = alexa.say(f"my code is {code}")
    own = re.sub(r"\D", "", str(re.search(r"(\d \d \d), (\d \d \d)", told.ssml)))[-6:]
    everything: Any = [caplog.text, skill.everything_kept(), json.dumps([told.attributes, asked.attributes])]
    for secret in (code, own):
        assert not re.search(r"\D{0,2}".join(secret), str(everything))
    (screen,) = [str(directive) for directive in told.directives]
    assert re.search(r"\D{0,2}".join(own), screen)


def test_a_repeated_request_for_a_code_leaves_one_that_works(skill: Skill, here: Door) -> None:
    alexa = Alexa(skill)
    first = alexa.say("pair my journal").speech
    again = alexa.again().speech
    assert first != again
    code = re.search(r"\d \d \d, \d \d \d", again)
    assert code
    assert here.say(f"my code is {code[0]}").speech.startswith("Both become one journal")


def test_a_repeated_yes_joins_once(skill: Skill, here: Door) -> None:
    alexa = Alexa(skill)
    alexa.say(f"my code is {code_in(here.say('pair my journal'))}")
    assert alexa.say("yes").speech == alexa.again().speech
    assert len(skill.rows("id", "pairings")) == 1


def test_the_voice_that_said_a_code_is_who_is_asked(skill: Skill, here: Door) -> None:
    ana, ben = (Alexa(skill, voice=f"amzn1.ask.person.{name}") for name in ("ANA", "BEN"))
    ana.say("i made my bed")
    ben.say("i fed the cat")
    ana.say(f"my code is {code_in(here.say('pair my journal'))}")
    ana.voice = ben.voice
    ana.say("yes")
    assert here.kept() == []
