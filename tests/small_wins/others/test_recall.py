"""A message called back: while it waits it stays here, and once it has left that is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.tables import Message
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.others.test_people import on_their_way, trust
from tests.small_wins.talk import Talk

CALLED_BACK = "It was still here, and stays here."


@pytest.fixture
def talk(core: Core) -> Talk:
    """A yes was said to a message a moment ago; every turn takes ten seconds."""
    trust(core, "Priya")
    turns: Iterator[int] = iter(range(10_000))
    talk = Talk(replace(core, clock=lambda: NOON + timedelta(seconds=next(turns))))
    for line in ("i fed the cat", "tell priya i had a bath", "yes"):
        talk.say(line)
    return talk


def becomes(core: Core, state: str) -> None:
    with core.database.writing() as session:
        session.execute(update(Message).values(state=state))
        session.commit()


@pytest.mark.parametrize(
    "line",
    ["undo that", "don't send it", "cancel that message", "no don't send that", "oh no wait don't send it",
     "i didn't mean to send that", "unsend it", "take that message back", "scrap that", "stop the message",
     "no", "actually no", "cancel", "no wait stop", "whoa no call it back"],
)  # fmt: skip
def test_what_still_waits_stays_here(talk: Talk, line: str) -> None:
    assert on_their_way(talk.core) == ["I had a bath."]
    assert talk.say(line).speech == CALLED_BACK
    with talk.core.database.reading() as session:
        assert session.scalars(select(Message.state)).all() == ["cancelled"]
    assert talk.kept() == ["fed the cat"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("sending", "It's going out to Priya right now. I can't call it back."),
        ("sent", "It has gone to Priya already. I can't call it back."),
        ("unsure", "I'm not sure it went out to Priya."),
    ],
)
def test_what_has_left_is_told_as_it_is(talk: Talk, state: str, said: str) -> None:
    becomes(talk.core, state)
    assert talk.say("don't send it").speech == said
    assert talk.say("what did i do today").intent == "recap_today"
    assert talk.say("undo that").speech == said
    assert talk.kept() == ["fed the cat"]


def test_undo_reaches_what_was_before_the_message_when_it_is_said_again(talk: Talk) -> None:
    becomes(talk.core, "sent")
    talk.say("undo that")
    assert talk.say("undo that").speech == "Taken back: fed the cat."


def test_a_change_after_the_message_is_undone_and_the_message_goes(talk: Talk) -> None:
    talk.say("i made soup")
    assert talk.say("undo that").speech == "Taken back: made soup."
    assert on_their_way(talk.core) == ["I had a bath."]


@pytest.mark.parametrize("line", ["no", "cancel"])
def test_a_no_to_something_else_calls_nothing_back(talk: Talk, line: str) -> None:
    talk.say("i made soup")
    talk.say(line)
    assert on_their_way(talk.core) == ["I had a bath."]


def test_without_a_message_there_is_nothing_to_call_back_and_sharing_stays_on(core: Core) -> None:
    trust(core, "Priya")
    talk = Talk(core)
    assert talk.say("don't send it").speech == "Nothing is on its way to anyone. Nothing goes without your yes."
    assert "Say yes" in talk.say("tell priya i had a bath").speech
