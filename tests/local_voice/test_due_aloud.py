"""What is due is said by the door that waits, and not into a conversation that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from local_voice.dialogue import Dialogue
from small_wins.conversation import Conversation
from small_wins.core import Core
from tests.conftest import NOON
from tests.local_voice.room import Room
from tests.small_wins.talk import Talk

AT_TWO = NOON + timedelta(hours=2)


@pytest.fixture
def dialogue(core: Core) -> Dialogue:
    """A dialogue at two, with somebody who asked to be reminded at two."""
    Talk(core).say("remind me to read a page at two pm")
    return Dialogue(replace(core, clock=lambda: AT_TWO), "local:me", "microphone")


def said(dialogue: Dialogue) -> str | None:
    """What is due, once it has been begun."""
    item = dialogue.due()
    if item:
        dialogue.announced(item)
    return item and item.text


def test_what_is_due_is_said_once(dialogue: Dialogue) -> None:
    assert said(dialogue) == "It's time for this one, if you like: read a page."
    assert said(dialogue) is None


def test_what_was_not_begun_is_still_due(dialogue: Dialogue) -> None:
    assert dialogue.due() is not None
    assert dialogue.due() is not None


def test_nothing_is_said_over_an_open_question(dialogue: Dialogue) -> None:
    dialogue.conversation = Conversation(question="first_win")
    assert said(dialogue) is None
    dialogue.conversation = Conversation()
    assert said(dialogue) is not None


def test_nothing_is_said_in_care_mode(dialogue: Dialogue) -> None:
    dialogue.conversation = Conversation().with_care(AT_TWO)
    assert said(dialogue) is None


def test_a_waiting_door_says_it_and_hears_the_answer(core: Core, room: Callable[..., Room]) -> None:
    Talk(core).say("remind me to read a page at two pm")
    there = room(replace(core, clock=lambda: AT_TWO))
    there.be_silent(16)
    assert there.shown.said[1:] == ["It's time for this one, if you like: read a page."]
    there.say("not today")
    there.be_silent(1)
    assert there.heard == ["not today"]
    assert there.shown.turns[0].reply.intent == "not_today"
