"""Any text at all: it never raises, nobody's words reach a log, and what is answered keeps its form."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interaction_model.request import Request
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.reply import Reply
from small_wins.settings import PersonDefaults, Settings
from tests.conftest import NOON
from tests.small_wins.test_every_dialogue import OPEN

LONGEST = 10_000
MANY = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEW = settings(MANY, max_examples=25)
# All of Unicode but for halves of surrogate pairs, which no file can hold: what a door hands over is whole.
CHARACTERS = st.characters(codec="utf-8")
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Mn", "Zs"]), max_size=60),
    st.lists(
        st.sampled_from(
            [
                "i",
                "want",
                "to",
                "made",
                "my",
                "bed",
                "and",
                "not",
                "log",
                "that",
                "die",
                "{win}",
                "[",
                "(",
                "|",
                "'",
                "\0",
            ]
        )
    ).map(" ".join),
)
LONG_TEXTS = st.builds(lambda text, times: ((text or " ") * times)[:LONGEST], TEXTS, st.integers(100, LONGEST))
IDLE = st.builds(
    Conversation,
    question=st.one_of(st.none(), st.sampled_from(["first_win", "number_again suicide 1", "ending_life"]), TEXTS),
    last_speech=st.sampled_from(["", "Hello."]),
    care_until=st.sampled_from([None, "2026-11-18T12:05:00+00:00", "2026-11-18T11:00:00+00:00"]),
    not_understood=st.integers(0, 3),
    pending=TEXTS,
    pending_until=st.sampled_from([None, "2026-11-18T12:00:20+00:00", "2026-11-18T11:00:00+00:00"]),
)
CONVERSATIONS = st.one_of(IDLE, st.builds(lambda conversation, text: conversation.wait(text, NOON), IDLE, TEXTS))


@pytest.fixture(scope="module")
def shared_core(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Iterator[Core]:
    folder = tmp_path_factory.mktemp("journal")
    own = Settings(data_dir=folder, cache_dir=cache_dir, person=PersonDefaults(time_zone="UTC"))
    core = Core.open(own, lambda: NOON)
    yield core
    core.database.close()


class Listener(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[list[str]]:
    listener, root = Listener(), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        yield listener.lines
    finally:
        root.removeHandler(listener)
        root.setLevel(level)


def answer(core: Core, conversation: Conversation, *hypotheses: str, **slots: str) -> Reply:
    """What is answered, once it is seen to be whole and no word of it to be logged."""
    numbers.append(len(numbers))
    intent = "log_win" if slots else None
    request = Request("local:me", "typed", f"fuzz-{numbers[-1]}", hypotheses, "en-US", intent, slots)
    with listening() as logged:
        reply = converse(request, conversation, core)
    for text in request.texts:
        words = text.strip()
        assert len(words) < 4 or not [line for line in logged if words in line]
    assert not reply.open or reply.reprompt
    assert reply.safety == "none" or (reply.wins, reply.actions) == ((), ())
    assert Conversation.from_json(reply.conversation.to_json()) == reply.conversation
    return reply


numbers: list[int] = []


@MANY
@given(TEXTS, CONVERSATIONS)
@example("i made my bed\x00", Conversation())
def test_any_text(shared_core: Core, text: str, conversation: Conversation) -> None:
    answer(shared_core, conversation, text)


@MANY
@given(st.sampled_from(sorted(OPEN)), TEXTS)
@example("plan_day", "the same")
def test_any_text_as_an_answer(shared_core: Core, question: str, text: str) -> None:
    conversation = Conversation()
    for line in OPEN[question]:
        conversation = answer(shared_core, conversation, line).conversation
    answer(shared_core, conversation, text)


@FEW
@given(LONG_TEXTS)
@example("i want to " * 1000)
@example("i made my bed and " * 550)
@example("d i e " * 1600)
@example("'" * LONGEST)
@example("ﷺ" * LONGEST)
def test_a_text_of_ten_thousand_characters(shared_core: Core, text: str) -> None:
    answer(shared_core, Conversation(), text)


@FEW
@given(st.lists(TEXTS, max_size=5))
def test_any_number_of_hypotheses(shared_core: Core, texts: list[str]) -> None:
    answer(shared_core, Conversation(), *texts)


@FEW
@given(TEXTS, TEXTS)
def test_any_slots(shared_core: Core, win: str, feeling: str) -> None:
    answer(shared_core, Conversation(), win=win, feeling=feeling)


@FEW
@given(TEXTS, TEXTS, CONVERSATIONS)
def test_a_crisis_between_any_texts_is_one(
    shared_core: Core, before: str, after: str, conversation: Conversation
) -> None:
    reply = answer(shared_core, conversation, f"{before} . i want to die . {after}")
    # Words around it may lower it to a concern ("i do not want to die"); no words make it an everyday thing.
    assert reply.safety != "none"
    assert reply.wins == ()


@FEW
@given(st.text(CHARACTERS, max_size=200))
def test_any_conversation_that_a_door_hands_back_can_be_read(text: str) -> None:
    assert isinstance(Conversation.from_json(text), Conversation)
