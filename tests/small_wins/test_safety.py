from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from interaction_model.request import Request
from small_wins.conversation import Conversation
from small_wins.core import Core
from small_wins.safety import spoken_number
from tests.conftest import NOON
from tests.small_wins.talk import Talk

CRISES = ["i want to die", "I want to kill myself.", "my win is that i want to die", "log that i want to end my life"]


@pytest.mark.parametrize("text", CRISES)
@pytest.mark.parametrize("question", [None, "first_win", "number_again", "ending_life"])
def test_a_crisis_gets_a_human_line_in_every_state_and_is_not_kept(core: Core, text: str, question: str | None) -> None:
    talk = Talk(core, conversation=Conversation(question=question, last_speech="Hello."))
    reply = talk.say(text)
    assert (reply.intent, reply.safety, reply.open, reply.wins) == ("crisis", "crisis", True, ())
    assert "9 8 8" in reply.speech
    assert reply.reprompt
    assert reply.screen == ""
    assert talk.kept() == []
    assert not database_holds(core, "die", "kill", "end my life")


@pytest.mark.parametrize(
    "slots", [{"win": "want to die"}, {"win": "made my bed", "feeling": "i want to die"}, {"win": "can't go on"}]
)
def test_a_crisis_inside_a_slot_is_found(talk: Talk, slots: dict[str, str]) -> None:
    reply = talk.send(Request("alexa:abc", "alexa", "r", intent="log_win", slots=slots))
    assert reply.safety == "crisis"
    assert talk.kept() == []


def test_a_crisis_in_any_hypothesis_counts(talk: Talk) -> None:
    assert talk.say("i want to dry", "i want to die").safety == "crisis"


def test_a_crisis_beside_a_win_is_answered_and_the_win_is_not_held(talk: Talk) -> None:
    assert talk.say("i made my bed and i want to die").safety == "crisis"
    assert talk.kept() == []


def test_an_idiom_cancels_its_own_words_only(talk: Talk) -> None:
    assert talk.say("that walk nearly killed me").safety == "none"
    assert talk.say("that walk nearly killed me and i want to die").safety == "crisis"


def test_a_screen_that_breaks_counts_as_a_crisis(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(core.language("en-US").screen), "read_all", break_)
    assert Talk(core).say("i made my bed").safety == "crisis"


def test_a_crisis_is_answered_when_the_database_is_not_there(open_core: Callable[..., Core], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    core = open_core(database=f"sqlite:///{tmp_path / 'file' / 'journal.db'}")
    assert "9 8 8" in Talk(core).say("i want to die").speech


def test_a_second_crisis_turn_is_shorter(talk: Talk) -> None:
    first, second = talk.say("i want to die").speech, talk.say("i want to kill myself").speech
    assert len(second) < len(first)
    assert "9 8 8" in second


def test_the_number_is_said_again_on_yes_and_left_at_rest_on_no(talk: Talk) -> None:
    talk.say("i want to die")
    assert talk.say("yes").speech.count("9 8 8") == 2
    declined = talk.say("no")
    assert "9 8 8" in declined.speech
    assert not declined.open


def test_the_question_of_an_ambiguous_line_leads_to_a_line_unless_it_is_denied(core: Core) -> None:
    for answer, safety in (("yes", "crisis"), ("purple monkey", "crisis"), ("no", "concern")):
        talk = Talk(core)
        assert talk.say("i can't do this anymore").safety == "concern"
        reply = talk.say(answer)
        assert reply.safety == safety
        assert "9 8 8" in reply.speech


def test_care_mode_keeps_wins_without_any_warmer_word(talk: Talk) -> None:
    talk.say("i want to die")
    talk.say("no")
    assert talk.say("i drank some water").speech == "You drank some water. It's kept."
    assert talk.kept() == ["drank some water"]


def test_stop_in_care_mode_names_the_line_once_more(talk: Talk) -> None:
    talk.say("i want to die")
    reply = talk.say("stop")
    assert "9 8 8" in reply.speech
    assert not reply.open


def test_repeat_in_care_mode_says_the_number_and_no_disclosure(talk: Talk) -> None:
    talk.say("i want to die")
    assert "9 8 8" in talk.say("say that again").speech
    assert "die" not in talk.conversation.to_json()


def test_care_mode_lasts_ten_quiet_minutes(open_core: Callable[..., Core]) -> None:
    talk = Talk(open_core())
    talk.say("i want to die")
    talk.core = open_core(NOON + timedelta(minutes=11))
    assert "9 8 8" not in talk.say("stop").speech


@pytest.mark.parametrize(
    ("locale", "region", "number"),
    [
        ("en-US", "", "9 8 8"),
        ("en-GB", "", "1 1 6, 1 2 3"),
        ("en-AU", "", "1 3, 1 1, 1 4"),
        ("en-IN", "", "1 4 4 1 6"),
        ("en-CA", "", "9 8 8"),
        ("en-US", "IE", "1 1 6, 1 2 3"),
        ("en", "", "local emergency number"),
        ("en-ZZ", "", "local emergency number"),
    ],
)
def test_each_region_has_its_own_line(open_core: Callable[..., Core], locale: str, region: str, number: str) -> None:
    core = open_core()
    core = replace(core, settings=core.settings.model_copy(update={"region": region}))
    assert number in Talk(core, locale=locale).say("i want to die").speech


def test_digits_are_spoken_singly() -> None:
    assert spoken_number("1-800-799") == "1, 8 0 0, 7 9 9"


def database_holds(core: Core, *words: str) -> bool:
    """Whether any word stands anywhere in the files of the journal."""
    folder = core.settings.data_dir
    stored = b"".join(path.read_bytes() for path in folder.glob("*")) if folder.exists() else b""
    return any(word.encode() in stored for word in words)
