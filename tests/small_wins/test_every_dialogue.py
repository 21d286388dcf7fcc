"""Every crisis row of the examples, in every form, in every dialogue that can be open: answered, never kept."""

from __future__ import annotations

import csv
import itertools
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interaction_model.request import Request
from models.tables import Base
from small_wins.contexts import CONTEXTS
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.interpret import interpret
from small_wins.reply import Reply
from tests.conftest import NOON
from tests.small_wins.dialogues import DIALOGUES, ON_AN_EMPTY_JOURNAL, OPEN
from tests.small_wins.talk import Talk

EXAMPLES = Path(__file__).parent.parent / "interaction_model" / "examples" / "crisis.tsv"
ROWS = [
    row["utterance"]
    for row in csv.DictReader(EXAMPLES.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if row["label"] == "crisis"
]
_numbers = itertools.count()


def forms_of(row: str, person: str = "local:me") -> Iterator[Request]:
    """The row as it was heard, second in the list, as a slot with and without its subject, and behind a carrier."""

    def request(door: str, *hypotheses: str, **slots: str) -> Request:
        intent = "log_win" if slots else None
        return Request(person, door, f"every-{next(_numbers)}", hypotheses, "en-US", intent, slots)

    yield request("typed", row)
    yield request("microphone", "the weather was fine", row)
    yield request("typed", f"log that {row}")
    yield request("alexa", win=row)
    yield request("alexa", win=row.removeprefix("i "))
    yield request("alexa", win="made my bed", feeling=row)


def stored(core: Core) -> str:
    """Every row of every table, as text."""
    with core.database.reading() as session:
        tables = {table.name: session.execute(table.select()).all() for table in Base.metadata.sorted_tables}
    return "\n".join(f"{name} {sorted(map(str, rows))}" for name, rows in tables.items())


def phrases(text: str) -> set[str]:
    """Any three words in a row."""
    words = re.findall(r"[\w']+", text.lower())
    return {" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)}


def assert_answered_and_left_alone(reply: Reply, said: str) -> None:
    assert (reply.safety, reply.intent, reply.open) == ("crisis", "crisis", True)
    assert re.search(r"9 8 8|9 1 1|\d, \d", reply.speech)
    assert reply.reprompt
    assert (reply.wins, reply.actions, reply.screen) == ((), (), "")
    assert reply.conversation.last_speech == ""
    assert reply.conversation.in_care(NOON)
    told = f"{reply.speech} {reply.reprompt} {json.dumps(json.loads(reply.conversation.to_json()))}"
    assert not phrases(said) & phrases(told)
    assert reply.conversation.about == {}


@pytest.mark.parametrize("dialogue", [*DIALOGUES, *OPEN])
def test_a_crisis_in_an_open_dialogue(shared_core: Core, dialogue: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    talk = Talk(shared_core, person="local:new") if dialogue in ON_AN_EMPTY_JOURNAL else Talk(shared_core)
    for line in DIALOGUES.get(dialogue) or OPEN.get(dialogue, []):
        talk.say(line)
    assert dialogue in DIALOGUES or talk.conversation.question == dialogue
    before = stored(shared_core)
    caplog.clear()
    for row in ROWS:
        for request in forms_of(row):
            reply = converse(request, talk.conversation, shared_core)
            assert_answered_and_left_alone(reply, row)
    assert stored(shared_core) == before
    logged = phrases(caplog.text)
    assert not [row for row in ROWS if phrases(row) & logged]


@pytest.mark.parametrize(
    "question", [None, "first_win", "ending_life", "number_again", "keep_this", "some_other_question"]
)
@pytest.mark.parametrize("in_care", [True, False])
def test_a_crisis_after_any_question(shared_core: Core, question: str | None, in_care: bool) -> None:
    before = stored(shared_core)
    conversation = Conversation(question=question, last_speech="Hello.", not_understood=2)
    conversation = conversation.with_care(NOON) if in_care else conversation
    waiting = conversation.wait("i made my bed", NOON)
    for row in ROWS:
        for place, request in enumerate(forms_of(row)):
            reply = converse(request, waiting if place % 2 else conversation, shared_core)
            assert_answered_and_left_alone(reply, row)
            assert reply.conversation.waiting(NOON) == ""
    assert stored(shared_core) == before


def test_a_crisis_that_a_pause_has_cut_in_two(shared_core: Core) -> None:
    before = stored(shared_core)
    for row in ROWS:
        words = row.split()
        for place in range(1, len(words)):
            half, rest = " ".join(words[:place]), " ".join(words[place:])
            conversation = Conversation().wait(half, NOON)
            request = Request("local:me", "microphone", f"half-{next(_numbers)}", (rest,))
            assert_answered_and_left_alone(converse(request, conversation, shared_core), row)
    assert stored(shared_core) == before


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_crisis_is_one_in_every_context(shared_core: Core, context: str) -> None:
    for row in ROWS:
        for request in forms_of(row):
            meaning = interpret(request, shared_core, context)
            assert (meaning.intent, meaning.screening.level, meaning.wins, meaning.text) == ("crisis", "crisis", (), "")


def test_a_crisis_of_a_stranger_makes_no_journal(shared_core: Core) -> None:
    before = stored(shared_core)
    for row in ROWS:
        for request in forms_of(row, "alexa:someone"):
            assert converse(request, Conversation(), shared_core).safety == "crisis"
    assert stored(shared_core) == before
    assert "fed the cat" in before
