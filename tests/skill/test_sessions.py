"""What is left of a conversation when Alexa's session is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.skill.posting import Skill
from tests.skill.signing import envelope
from tests.skill.talking import Alexa


@pytest.fixture
def alexa(skill: Skill) -> Alexa:
    return Alexa(skill)


def fall_silent(alexa: Alexa) -> None:
    """Nobody answers: Alexa ends the session."""
    ended = {
        "type": "SessionEndedRequest",
        "reason": "EXCEEDED_MAX_REPROMPTS",
        "timestamp": alexa.last["request"]["timestamp"],
    }
    alexa.skill.post(envelope(ended, alexa.attributes))
    alexa.attributes = {}


def test_what_was_said_in_the_last_session_is_said_again(alexa: Alexa) -> None:
    kept = alexa.say("i fed the cat")
    assert not kept.open
    assert alexa.intent("AMAZON.RepeatIntent", minutes=1).speech == kept.speech


def test_after_ten_minutes_it_is_forgotten(alexa: Alexa) -> None:
    kept = alexa.say("i fed the cat")
    assert alexa.intent("AMAZON.RepeatIntent", minutes=11).speech != kept.speech


def test_another_account_hears_nothing_of_it(alexa: Alexa) -> None:
    kept = alexa.say("i fed the cat")
    alexa.user = "amzn1.ask.account.ANOTHER"
    assert alexa.intent("AMAZON.RepeatIntent").speech != kept.speech


def test_a_question_ends_with_its_session(alexa: Alexa, skill: Skill) -> None:
    alexa.say("i fed the cat")
    assert alexa.say("delete everything").open
    fall_silent(alexa)
    alexa.intent("AMAZON.YesIntent")
    assert [phrase for (phrase,) in skill.rows("phrase", "wins")] == ["fed the cat"]


def test_care_goes_on_in_the_next_session(alexa: Alexa) -> None:
    alexa.say("i fed the cat")
    assert "988" in alexa.say("i want to die").speech.replace(" ", "")
    fall_silent(alexa)
    assert alexa.launch().speech == "I'm still here. Would you like the number again?"
    fall_silent(alexa)
    alexa.skill.now += timedelta(minutes=11)
    assert alexa.launch().speech == "Hello again. What's one thing you did?"
