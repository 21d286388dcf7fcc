"""On energy one nothing is asked, whatever was asked before it was told."""

from __future__ import annotations

import pytest

from small_wins.core import Core
from tests.small_wins.dialogues import ON_AN_EMPTY_JOURNAL, OPEN
from tests.small_wins.talk import Talk

ANSWERS = (
    "yes",
    "no",
    "skip",
    "done",
    "later",
    "smaller",
    "the first one",
    "i brushed my teeth",
    "water the plants",
    "after breakfast",
    "at nine tomorrow",
    "on sundays",
    "calm",
    "sam",
    "something for the garden",
)


@pytest.mark.parametrize("dialogue", OPEN)
def test_no_answer_to_an_open_question_leads_to_another(shared_core: Core, dialogue: str) -> None:
    talk = Talk(shared_core, person="local:new") if dialogue in ON_AN_EMPTY_JOURNAL else Talk(shared_core)
    talk.say("my energy is three")
    for line in OPEN[dialogue]:
        talk.say(line)
    assert talk.conversation.question == dialogue
    asked = talk.conversation
    for answer in ANSWERS:
        Talk(shared_core, person=talk.person).say("my energy is one")
        talk.conversation = asked
        reply = talk.say(answer)
        assert "?" not in f"{reply.speech} {reply.reprompt}", (answer, reply.speech, reply.reprompt)
