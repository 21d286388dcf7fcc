"""What may be a win is asked about, and the answer is heard for what it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.tables import OpenConversation, Turn
from small_wins.core import Core
from tests.small_wins.talk import Talk

DOUBTFUL = "hung up two towels"


@pytest.mark.parametrize("answer", ["yes", "yeah please", "keep it", "yes keep that one"])
def test_a_yes_keeps_it(talk: Talk, answer: str) -> None:
    assert talk.say(DOUBTFUL).speech == "Shall I keep that one?"
    assert talk.kept() == []
    talk.say(answer)
    assert talk.kept() == [DOUBTFUL]


@pytest.mark.parametrize("answer", ["no", "no thanks", "don't keep it", "let it go"])
def test_a_no_lets_it_go(talk: Talk, answer: str) -> None:
    talk.say(DOUBTFUL)
    assert talk.say(answer).speech == "All right, I let it go."
    assert talk.kept() == []


def test_something_else_drops_the_question(talk: Talk) -> None:
    talk.say(DOUBTFUL)
    talk.say("i made my bed")
    talk.say("yes")
    assert talk.kept() == ["made my bed"]


def test_words_that_wait_are_not_stored_with_the_reply(core: Core, talk: Talk) -> None:
    for line in (DOUBTFUL, "i took all of the"):
        talk.say(line)
    with core.database.reading() as session:
        stored = [*session.scalars(select(Turn.reply)), *session.scalars(select(OpenConversation.state))]
    assert not any("towels" in str(row) or "took" in str(row) for row in stored)


def test_on_energy_one_it_is_no_question_and_still_not_lost(talk: Talk) -> None:
    talk.say("my energy is one")
    assert talk.say(DOUBTFUL).speech == "A yes keeps it, and a no lets it go."
    talk.say("yes")
    assert talk.kept() == [DOUBTFUL]


def test_what_only_may_be_a_yes_keeps_nothing(talk: Talk) -> None:
    talk.say(DOUBTFUL)
    talk.say("go for a walk")
    assert talk.kept() == []
