"""Amazon's own intents, launches and the ends of sessions: each as a signed request, in and out of a session."""

from __future__ import annotations

import pytest

from tests.skill.posting import Skill
from tests.skill.talking import Alexa

ONE_SHOTS = [
    ("i made my bed", "You made your bed."),
    ("what's one small thing i can do", "That's the whole thing."),
    ("what did i do today", "kept for today"),
    ("what did i do this week", "kept for this week"),
    ("undo that", "nothing from the last half hour"),
    ("what are my plans", "no plan open"),
]
CLOSING = ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"]
LOCALES = {"en-US": "9 8 8", "en-CA": "9 8 8", "en-GB": "1 1 6, 1 2 3", "en-AU": "1 3, 1 1, 1 4", "en-IN": "1 4 4 1 6"}


@pytest.fixture
def alexa(skill: Skill) -> Alexa:
    return Alexa(skill)


def test_a_first_launch_says_what_this_is_and_a_later_one_does_not(alexa: Alexa) -> None:
    first = alexa.launch()
    alexa.intent("AMAZON.StopIntent", minutes=1)
    again = alexa.launch()
    assert first.open
    assert again.open
    assert first.speech != again.speech
    assert len(again.speech) < len(first.speech)
    assert first.reprompt == again.reprompt == "Anything counts, a sip of water too."


@pytest.mark.parametrize("opened", [True, False])
def test_help_says_what_can_be_said_and_waits(alexa: Alexa, opened: bool) -> None:
    if opened:
        alexa.launch()
    answer = alexa.intent("AMAZON.HelpIntent")
    assert answer.speech.startswith("Tell me something you did")
    assert answer.open
    assert answer.reprompt


@pytest.mark.parametrize("name", CLOSING)
@pytest.mark.parametrize("opened", [True, False])
def test_stop_cancel_and_home_close(alexa: Alexa, name: str, opened: bool) -> None:
    if opened:
        alexa.launch()
    answer = alexa.intent(name)
    assert (answer.speech, answer.open) == ("Okay. I'm here when you want me.", False)


@pytest.mark.parametrize("name", CLOSING)
def test_they_leave_an_open_question_without_doing_it(alexa: Alexa, name: str) -> None:
    alexa.say("i made my bed")
    alexa.say("delete everything")
    assert not alexa.intent(name).open
    assert "bed" in alexa.say("what did i do today").speech


def test_fallback_offers_an_example_once_then_lets_go(alexa: Alexa) -> None:
    first = alexa.intent("AMAZON.FallbackIntent")
    assert first.open
    assert "like: I drank some water" in first.speech
    second = alexa.intent("AMAZON.FallbackIntent")
    assert not second.open
    assert second.speech != first.speech


def test_yes_and_no_without_a_question_end_at_once(alexa: Alexa) -> None:
    for name in ("AMAZON.YesIntent", "AMAZON.NoIntent"):
        answer = alexa.intent(name)
        assert answer.speech
        assert not answer.open


def test_yes_and_no_answer_what_was_asked(alexa: Alexa) -> None:
    alexa.say("i made my bed")
    alexa.say("delete everything")
    assert "bed" in alexa.skill.everything_kept()
    alexa.intent("AMAZON.NoIntent")
    assert len(alexa.skill.rows("*", "wins")) == 1
    alexa.say("delete everything")
    alexa.intent("AMAZON.YesIntent")
    assert alexa.skill.rows("*", "wins") == []


def test_repeat_says_it_again_with_its_question(alexa: Alexa) -> None:
    launched = alexa.launch()
    answer = alexa.intent("AMAZON.RepeatIntent")
    assert (answer.speech, answer.open, answer.reprompt) == (launched.speech, True, launched.reprompt)


def test_repeat_after_a_crisis_quotes_nothing(alexa: Alexa) -> None:
    alexa.say("i want to die")
    answer = alexa.intent("AMAZON.RepeatIntent")
    assert "die" not in answer.speech
    assert answer.open


@pytest.mark.parametrize(("line", "part"), ONE_SHOTS)
def test_what_is_asked_in_one_breath_is_answered_and_ends(alexa: Alexa, line: str, part: str) -> None:
    answer = alexa.say(line)
    assert part in answer.speech
    assert not answer.open


def test_half_a_sentence_is_not_met_with_silence(alexa: Alexa) -> None:
    answer = alexa.say("i made the")
    assert answer.open
    assert answer.speech


@pytest.mark.parametrize(("locale", "line"), LOCALES.items())
def test_every_locale_names_the_lines_of_its_own_country(alexa: Alexa, locale: str, line: str) -> None:
    alexa.locale = locale
    answer = alexa.say("i want to die")
    assert line in answer.speech
    assert answer.ssml.startswith('<speak><prosody rate="90%">')
    assert '<break time="500ms"/>' in answer.ssml
    assert answer.open
    assert answer.reprompt == "I'm still here. Would you like the number again?"


def test_a_breath_lasts_as_long_as_it_is_said(alexa: Alexa) -> None:
    answer = alexa.say("help me breathe")
    if answer.open and "<break" not in answer.ssml:
        answer = alexa.say("yes")
    assert answer.ssml.count('<break time="4000ms"/>') >= 2
    assert answer.ssml.count('<break time="6000ms"/>') >= 2


def test_a_plan_is_asked_for_what_it_lacks(alexa: Alexa) -> None:
    answer = alexa.say("i want to make a plan")
    assert answer.open
    assert answer.reprompt
