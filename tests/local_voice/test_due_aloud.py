"""What is due is said by the door that waits, and not into a conversation that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from local_voice.dialogue import Dialogue
from small_wins.conversation import Conversation
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk

AT_TWO = NOON + timedelta(hours=2)


@pytest.fixture
def dialogue(core: Core) -> Dialogue:
    """A dialogue at two, with somebody who asked to be reminded at two."""
    Talk(core).say("remind me to read a page at two pm")
    return Dialogue(replace(core, clock=lambda: AT_TWO), "local:me", "microphone")


def test_what_is_due_is_said_once(dialogue: Dialogue) -> None:
    assert dialogue.due() == ["It's time for this one, if you like: read a page."]
    assert dialogue.due() == []


def test_nothing_is_said_over_an_open_question(dialogue: Dialogue) -> None:
    dialogue.conversation = Conversation(question="first_win")
    assert dialogue.due() == []
    dialogue.conversation = Conversation()
    assert len(dialogue.due()) == 1


def test_nothing_is_said_in_care_mode(dialogue: Dialogue) -> None:
    dialogue.conversation = Conversation().with_care(AT_TWO)
    assert dialogue.due() == []
