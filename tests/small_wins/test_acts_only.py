"""A server that keeps acts alone: over every line of the journeys, nothing else is kept, asked for or spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from interaction_model.request import Request
from models.tables import DayState, Feeling, Note, Person, Trigger, Win
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.reply import Reply
from tests.journeys.test_journeys import JOURNEYS

HEALTH = re.compile(
    r"\b(depress\w*|anxi\w*|mood\w*|medic\w*|tablets?|symptom\w*|diagnos\w*|dose|therap\w*|pharmac\w*|doctor\w*|mental"
    r"|how (does|did|do) (it|you|that) feel|feelings?|low spells?|dips?)\b"
)
DISCLAIMERS = ("setup_disclaimer", "setup_low", "about_therapist")
"""What Amazon asks for, or what says that this is none of it."""


@pytest.fixture
def public(open_core: Callable[..., Core]) -> Core:
    core = open_core()
    return replace(core, settings=core.settings.model_copy(update={"skill_keeps": "acts"}))


def talk(core: Core, person: str, lines: list[str], door: str = "alexa") -> list[Reply]:
    conversation, replies = Conversation(), []
    for number, line in enumerate(lines):
        reply = converse(Request(person, door, f"{person} {number}", (line,)), conversation, core)
        conversation = reply.conversation
        replies.append(reply)
    return replies


def kept(core: Core) -> dict[str, int]:
    """How much there is that is no act."""
    told = [Win.feeling_before, Win.feeling_during, Win.feeling_after]
    able = [Person.mobility]
    with core.database.reading() as session:
        rows = {table.__tablename__: session.scalar(select(func.count()).select_from(table)) for table in TABLES}
        columns = {str(one): session.scalar(select(func.count(one))) for one in (*told, *able)}
        return {name: count for name, count in {**rows, **columns}.items() if count}


TABLES = (Feeling, Note, Trigger, DayState)


def test_over_all_journeys_nothing_is_kept_asked_for_or_spoken_of_but_acts(public: Core) -> None:
    language = public.language("en-US")
    disclaimers = [language.say(key) for key in DISCLAIMERS]
    heard: list[str] = []
    for name, journey in JOURNEYS.items():
        lines = [turn["say"] for turn in journey["turns"]]
        for line, reply in zip(lines, talk(public, name, lines), strict=True):
            if reply.safety != "none" or reply.conversation.in_care(public.clock()):
                continue
            speech = reply.speech
            for text in disclaimers:
                speech = speech.replace(text, "")
            if reply.expects == "feeling" or HEALTH.search(speech.lower()):
                heard.append(f"{name}: {line!r} -> {reply.speech!r}")
    assert heard == []
    assert kept(public) == {}


def test_the_same_journeys_keep_more_where_everything_is_kept(open_core: Callable[..., Core]) -> None:
    core = open_core()
    for name in ("wins/feelings", "steps/limits", "harddays/notes_to_me"):
        talk(core, name, [turn["say"] for turn in JOURNEYS[name]["turns"]])
    assert {"feelings", "notes", "days"} <= kept(core).keys()


def test_the_words_around_an_act_are_not_kept(public: Core) -> None:
    talk(public, "a", ["i finally opened the letter and i felt so anxious about it"])
    with public.database.reading() as session:
        assert [(win.said, win.phrase) for win in session.scalars(select(Win))] == [
            ("opened the letter", "opened the letter")
        ]


def test_of_several_acts_those_that_are_no_health_are_kept(public: Core) -> None:
    talk(public, "a", ["i took my tablets and washed the dishes"])
    with public.database.reading() as session:
        assert [win.phrase for win in session.scalars(select(Win))] == ["washed the dishes"]


def test_the_other_doors_of_such_a_server_keep_everything(public: Core) -> None:
    talk(public, "a", ["i feel calm"], door="typed")
    assert "feelings" in kept(public)


@pytest.mark.parametrize("line", ["i want to die", "i want to hurt myself"])
def test_a_crisis_is_answered_as_everywhere(public: Core, line: str) -> None:
    (reply,) = talk(public, "a", [line])
    assert reply.safety == "crisis"
    assert "9 8 8" in reply.speech
