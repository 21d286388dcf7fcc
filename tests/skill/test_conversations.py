"""What is said through Alexa, through the real core, to a real database."""

import hmac
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest

from tests.skill.posting import Answer, Skill
from tests.skill.signing import NOW, USER_ID, as_body, envelope, intent, launch, signed

WATER = {"win": "i drank a glass of water"}


def after(answer: Answer, said: dict[str, Any]) -> dict[str, Any]:
    """The same envelope as the next turn of the session."""
    said["session"] |= {"new": False, "attributes": answer.attributes}
    return said


def test_a_launch_greets_and_stays_open(skill: Skill) -> None:
    answer = skill.post(launch())
    assert answer.speech.startswith("Hello")
    assert answer.open
    assert answer.envelope["response"]["reprompt"]["outputSpeech"]["ssml"].startswith("<speak>")
    assert skill.rows("*", "wins") == []


def test_a_win_is_kept_and_said_back(skill: Skill) -> None:
    answer = skill.post(intent("LogWinIntent", WATER))
    assert "You drank a glass of water." in answer.speech
    assert not answer.open
    [(phrase, said, door, told_at)] = skill.rows("phrase, said, door, told_at", "wins")
    assert (phrase, said, door) == ("drank a glass of water", "i drank a glass of water", "alexa")
    assert told_at.startswith(NOW.strftime("%Y-%m-%d %H:%M"))


def test_a_repeated_request_gets_the_same_answer_and_is_kept_once(skill: Skill) -> None:
    request = intent("LogWinIntent", WATER)
    first, second = skill.post(request), skill.post(request)
    assert first == second
    assert len(skill.rows("*", "wins")) == 1


def test_another_request_is_another_win(skill: Skill) -> None:
    first, second = skill.post(intent("LogWinIntent", WATER)), skill.post(intent("LogWinIntent", WATER))
    assert first.speech != second.speech
    assert len(skill.rows("*", "wins")) == 2


def test_people_are_told_apart_and_known_again(skill: Skill) -> None:
    mine, theirs = intent("LogWinIntent", WATER), intent("LogWinIntent", {"win": "i made my bed"})
    theirs["context"]["System"]["user"] = theirs["session"]["user"] = {"userId": "amzn1.ask.account.ANOTHER"}
    skill.post(mine)
    skill.post(theirs)
    recap = skill.post(intent("RecapTodayIntent"))
    assert "water" in recap.speech
    assert "bed" not in recap.speech


def test_the_user_id_is_kept_only_as_a_keyed_hash(skill: Skill) -> None:
    skill.post(intent("LogWinIntent", WATER))
    assert USER_ID not in skill.everything_kept()
    key = skill.settings.id_key_file.read_text().strip().encode()
    person = "alexa:" + hmac.new(key, USER_ID.encode(), sha256).hexdigest()
    assert skill.rows("key", "identities") == [(sha256(person.encode()).hexdigest(),)]


def test_the_session_carries_the_conversation(skill: Skill) -> None:
    greeting = skill.post(launch())
    repeated = skill.post(after(greeting, intent("AMAZON.RepeatIntent")))
    assert repeated.speech == greeting.speech
    assert repeated.open
    assert skill.post(intent("AMAZON.RepeatIntent")).speech != greeting.speech


@pytest.mark.parametrize("attributes", [{"conversation": 7}, {"conversation": "{"}, {"other": "x"}])
def test_attributes_that_are_not_ours_read_as_a_new_conversation(skill: Skill, attributes: dict[str, Any]) -> None:
    greeting = skill.post(envelope({"type": "LaunchRequest"}, attributes))
    assert greeting.open
    assert list(greeting.attributes) == ["conversation", "speaker"]


@pytest.mark.parametrize("name", ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"])
def test_stopping_closes(skill: Skill, name: str) -> None:
    answer = skill.post(after(skill.post(launch()), intent(name)))
    assert answer.speech
    assert not answer.open


@pytest.mark.parametrize("name", ["AMAZON.FallbackIntent", "AnIntentOfTheFuture", "AMAZON.SomethingNewIntent"])
def test_an_unknown_intent_gets_the_gentle_line(skill: Skill, name: str) -> None:
    assert skill.post(intent(name)).speech == skill.post(intent("AMAZON.FallbackIntent")).speech


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "en-CA", "en-AU", "en-IN", None])
def test_every_locale_is_answered(skill: Skill, locale: str | None) -> None:
    assert "You drank a glass of water." in skill.post(intent("LogWinIntent", WATER, locale=locale)).speech


def test_the_locale_reaches_the_core(skill: Skill) -> None:
    said = {"win": "i want to die"}
    assert "9 8 8" in skill.post(intent("LogWinIntent", said)).speech
    assert "1 1 6" in skill.post(intent("LogWinIntent", said, locale="en-GB")).speech


@pytest.mark.parametrize(
    ("name", "slots"),
    [
        ("LogWinIntent", {"win": "i want to die"}),
        ("RecapTodayIntent", {"anything": "i want to die"}),
        ("LogWinIntent", {"win": "i drank some water", "feeling": "i want to die"}),
        ("CrisisIntent", {}),
    ],
)
def test_a_crisis_is_answered_slowly_and_nothing_is_kept(skill: Skill, name: str, slots: dict[str, str | None]) -> None:
    skill.post(launch())
    before = skill.everything_kept()
    answer = skill.post(intent(name, slots))
    assert answer.ssml.startswith('<speak><prosody rate="90%">')
    assert "9 8 8" in answer.speech
    assert answer.open
    assert "card" not in answer.envelope["response"]
    assert "die" not in str(answer.envelope)
    assert skill.everything_kept() == before


def test_a_crisis_is_answered_when_the_database_is_broken(skill: Skill) -> None:
    skill.settings.data_dir.mkdir()
    skill.database.write_bytes(b"not a database" * 1000)
    assert "9 8 8" in skill.post(intent("LogWinIntent", {"win": "i want to die"})).speech
    broken = skill.post(intent("LogWinIntent", WATER))
    assert broken.speech
    assert "drank" not in broken.speech


def test_a_win_never_stands_on_a_card(skill: Skill) -> None:
    response = skill.post(intent("LogWinIntent", WATER)).envelope["response"]
    assert set(response) == {"outputSpeech", "shouldEndSession"}


@pytest.mark.parametrize("win", ["bought salt & pepper <b>", "read </speak><audio src='x'/>", "sang \x00\x1b\ud800 la"])
def test_what_was_said_cannot_break_the_speech(skill: Skill, win: str) -> None:
    answer = skill.post(intent("LogWinIntent", {"win": win}))
    assert ET.fromstring(answer.ssml).tag == "speak"  # noqa: S314
    assert len(ET.fromstring(answer.ssml)) == 0  # noqa: S314


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_slot_is_no_win(skill: Skill, value: str | None) -> None:
    answer = skill.post(intent("LogWinIntent", {"win": value}))
    assert answer.speech == skill.post(intent("AMAZON.FallbackIntent")).speech
    assert skill.rows("*", "wins") == []


def test_several_who_speak_at_once_on_a_new_database_are_all_kept(skill: Skill) -> None:
    app = skill.client.application
    wins = [f"i read page {number}" for number in range(8)]

    def tell(win: str) -> int:
        body = as_body(intent("LogWinIntent", {"win": win}))
        return app.test_client().post("/alexa", data=body, headers=signed(body, skill.authority.leaf_key)).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tell, wins)) == [200] * 8
    assert sorted(said for (said,) in skill.rows("said", "wins")) == wins


def test_a_reply_without_words_is_silence(skill: Skill) -> None:
    answer = skill.post(launch())
    for _ in range(3):
        answer = skill.post(after(answer, intent("AMAZON.FallbackIntent")))
    assert answer.envelope["response"] == {"shouldEndSession": True}


@pytest.mark.parametrize(
    ("slot", "words", "part"),
    [
        ("i_want_WORDS", "to die", "9 8 8"),
        ("i_can__t_WORDS", "breathe", "9 1 1"),
        ("my_WORDS", "husband hits me", "isn't your fault"),
        ("i_can__t_WORDS", "go on", "9 8 8"),
    ],
)
def test_a_cry_for_help_behind_a_carrier_is_heard_as_the_sentence_it_was(
    skill: Skill, slot: str, words: str, part: str
) -> None:
    answer = skill.post(intent("SayIntent", {slot: words}))
    assert part in answer.speech
    assert answer.open
    assert not skill.database.exists() or skill.rows("count(*)", "wins") == [(0,)]


def test_what_is_no_win_behind_a_carrier_is_not_kept(skill: Skill) -> None:
    skill.post(intent("SayIntent", {"sometimes_i_WORDS": "just sit", "it_WORDS": "rained"}))
    assert skill.rows("phrase", "wins") == []
    skill.post(intent("LogWinIntent", {"win": "made my bed"}))
    assert skill.rows("phrase", "wins") == [("made my bed",)]
