from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interaction_model.request import Request
from interaction_model.understanding.screen import Screening
from small_wins.conversation import Conversation
from small_wins.core import Core
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


@pytest.mark.parametrize("level", ["crisis", "concern"])
def test_what_a_model_alone_has_found_is_answered(core: Core, monkeypatch: pytest.MonkeyPatch, level: Any) -> None:
    found = Screening(level, "", "")
    monkeypatch.setattr(type(core.language("en-US").screen), "read_all", lambda *_: found)
    talk = Talk(core)
    for _ in range(3):
        reply = talk.say("la la la")
        assert (reply.safety, reply.open, reply.screen) == (level, True, "")
        assert "9 8 8" in reply.speech
    assert talk.kept() == []


def test_a_platforms_own_crisis_intent_needs_no_words(talk: Talk) -> None:
    reply = talk.send(Request("alexa:abc", "alexa", "r", intent="crisis"))
    assert (reply.safety, reply.open) == ("crisis", True)
    assert "9 8 8" in reply.speech


def test_a_crisis_is_answered_anew_each_time_and_not_from_what_is_stored(talk: Talk) -> None:
    assert talk.say("i made my bed", request_id="same").safety == "none"
    assert talk.say("i want to die", request_id="same").safety == "crisis"
    assert talk.say("i made my bed", request_id="same").intent == "log_win"


def test_a_crisis_is_answered_when_the_database_is_not_there(open_core: Callable[..., Core], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    core = open_core(database=f"sqlite:///{tmp_path / 'file' / 'journal.db'}")
    assert "9 8 8" in Talk(core).say("i want to die").speech


def database_holds(core: Core, *words: str) -> bool:
    """Whether any word stands anywhere in the files of the journal."""
    folder = core.settings.data_dir
    stored = b"".join(path.read_bytes() for path in folder.glob("*")) if folder.exists() else b""
    return any(word.encode() in stored for word in words)
