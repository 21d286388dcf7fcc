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
from models import queries
from models.tables import Base
from small_wins.contexts import CONTEXTS
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.interpret import interpret
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.settings import PersonDefaults, Settings
from small_wins.themes.others import people
from tests.conftest import NOON
from tests.small_wins.talk import Talk

EXAMPLES = Path(__file__).parent.parent / "interaction_model" / "examples" / "crisis.tsv"
ROWS = [
    row["utterance"]
    for row in csv.DictReader(EXAMPLES.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if row["label"] == "crisis"
]
DIALOGUES: dict[str, list[str]] = {
    "nothing said": [],
    "a win": ["i drank some water"],
    "several wins": ["i brushed my teeth and made my bed", "i opened the window"],
    "a suggestion": ["what's one small thing i can do"],
    "help": ["help"],
    "undo": ["i drank some water", "undo that"],
    "a recap": ["what did i do today"],
    "not understood": ["purple monkey dishwasher"],
    "not understood thrice": ["purple monkey dishwasher"] * 3,
    "said again": ["i drank some water", "say that again"],
    "stop": ["stop"],
    "a crisis": ["i want to die"],
    "many crises": ["i want to die"] * 5,
    "an emergency": ["i just swallowed a load of pills"],
    "a concern": ["i feel hopeless"],
    "the one question": ["i can't do this anymore"],
    "no to the one question": ["i can't do this anymore", "no"],
    "the number again": ["i want to die", "yes"],
    "no number": ["i want to die", "no"],
    "a win in care mode": ["i want to die", "i drank some water"],
    "stop in care mode": ["i want to die", "stop"],
    "noise in care mode": ["i want to die", "purple monkey dishwasher", "purple monkey dishwasher"],
}
ON_AN_EMPTY_JOURNAL = {"commitments_ask_action"}
"""A step that another dialogue was offered would be the action."""
OPEN: dict[str, list[str]] = {
    "commitments_ask_cue": ["i'll sort the post"],
    "commitments_ask_action": ["remind me at nine tomorrow"],
    "commitments_remind": ["i'll water the plants at nine tomorrow"],
    "commitments_large": ["i'll clean the whole house at nine"],
    "plans_tie": ["is there a good moment for drinking more water"],
    "counter_step": ["i always dip after lunch"],
    "share_send": ["tell sam i made soup"],
    "share_words": ["i want to tell sam something"],
    "message_words": ["keep a message from sam"],
    "check_in_day": ["have a check in with sam"],
    "tell_someone": ["nobody noticed anything i did"],
    "setup_name": ["set up"],
    "setup_recap": ["set up", "skip"],
    "setup_habit": ["set up", "skip", "skip"],
    "settings_name": ["change my name"],
    "reflect_one_thing": ["let's reflect"],
    "reflect_mood": ["let's reflect", "skip"],
    "hard_day_choice": ["today is a hard day"],
    "note_words": ["leave a note for future me"],
    "heavy_set": ["set my heavy day list"],
    "heavy_step": ["for bad days, curtains and water", "start my heavy day list"],
    "what_matters": ["what matters to me"],
    "reward_own": ["i want to set a reward"],
    "basics": ["i'm foggy"],
    "breathing": ["lead me through a breathing exercise"],
    "after_exercise": ["breathe with me", "done"],
    "plan_day": ["make me a weekly plan"],
    "which_size": ["what sizes are there"],
    "keep_this": ["hung up two towels"],
    "right_words": ["that's not what i said"],
    "delete": ["delete everything"],
}
"""The lines that leave each question open."""
_numbers = itertools.count()


@pytest.fixture(scope="module")
def shared_core(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Iterator[Core]:
    """One journal for all of it, with something in it."""
    folder = tmp_path_factory.mktemp("journal")
    settings = Settings(data_dir=folder, cache_dir=cache_dir, person=PersonDefaults(time_zone="UTC"))
    core = Core.open(settings, lambda: NOON)
    Talk(core).say("i fed the cat")
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        people.add(
            Journal(session, person, NOON, core.language("en-US"), settings.person), "Sam", "json://127.0.0.1:9/no"
        )
        session.commit()
    yield core
    core.database.close()


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
