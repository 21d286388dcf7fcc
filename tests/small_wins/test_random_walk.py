"""Conversations at random, over everything that people say, through two doors of one journal: what always holds.

SMALL_WINS_WALKS=10000 walks longer than the suite does. What fails tells the whole conversation.
"""

from __future__ import annotations

import csv
import itertools
import os
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from interaction_model.request import Request
from models import queries
from models.tables import Base, Win
from small_wins import days
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.settings import PersonDefaults, Settings
from small_wins.turn import CONFIRMATIONS
from tests.conftest import NOON
from tests.interaction_model.test_tone import BANNED, PERSON_PRAISE
from tests.models.test_changes import rows

ROWS = Path(__file__).parent.parent.parent / "training" / "understanding" / "en"
WALKS = int(os.environ.get("SMALL_WINS_WALKS", "0"))
IN_THE_SUITE = 25
STEPS = 20
DOORS = ("typed", "alexa")
ANSWERS = ("yes", "no", "skip", "stop", "nothing", "okay", "yes please", "no thanks", "maybe", "say that again", "help")
LEVELS = ("my energy is one", "my energy is two", "my energy is three", "i've got no energy at all today")
PASSES = (1, 5, 29, 31, 119, 121, 600, 1440, 4320, 43200)
"""Minutes, around those after which something is forgotten."""
TAKES_BACK = frozenset({"undo", "edit", "privacy_delete"})
"""Intents by which wins go."""
_numbers = itertools.count()


@cache
def pool() -> dict[str, tuple[str, ...]]:
    """What people say, by what it means."""
    said: dict[str, list[str]] = {"answers": list(ANSWERS), "energy": list(LEVELS), "undo": ["undo that"]}
    for name, column in (("intents", "intent"), ("wins", ""), ("negatives", "category"), ("crisis", "label")):
        with (ROWS / f"{name}.tsv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                said.setdefault(row[column] if column else "wins", []).append(row["utterance"])
    return {meaning: tuple(lines) for meaning, lines in sorted(said.items())}


LINES = st.sampled_from(sorted(pool())).flatmap(lambda meaning: st.sampled_from(pool()[meaning]))


class Walk(RuleBasedStateMachine):
    """One conversation of one person."""

    core: Core
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.heard: list[str] = []
        self.conversations = {door: Conversation() for door in DOORS}
        self.kept: set[str] = set()

    @initialize()
    def begin(self) -> None:
        Walk.now = NOON
        with self.core.database.writing() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
            queries.add_person(session, "local:me", NOON)
            session.commit()

    @rule(minutes=st.sampled_from(PASSES))
    def time_passes(self, minutes: int) -> None:
        Walk.now += timedelta(minutes=minutes)
        self.told.append(f"   ({minutes} minutes)")

    @rule(line=LINES, door=st.sampled_from(DOORS))
    def says(self, line: str, door: str) -> None:
        self.say(line, door)

    @rule(line=LINES, door=st.sampled_from(DOORS))
    def says_and_takes_back(self, line: str, door: str) -> None:
        """What a turn has changed is as it was before, once it is undone."""
        before, asked = self.snapshot(), self.conversations[door]
        reply = self.say(line, door)
        can_be_undone = reply.safety == "none" and reply.intent not in TAKES_BACK and not asked.in_care(self.now)
        if not can_be_undone or asked.question in CONFIRMATIONS or self.snapshot() == before:
            return
        self.say("undo that", door)
        self.hold(self.snapshot() == before, "undo did not put back what the turn before had changed")

    def say(self, line: str, door: str) -> Reply:
        Walk.now += timedelta(seconds=20)
        before = self.conversations[door]
        request = Request("local:me", door, f"walk-{next(_numbers)}", (line,), "en-US")
        self.told.append(f"{self.now:%a %H:%M} {door}: {line}")
        self.heard.append(line)
        reply = converse(request, before, self.core)
        self.told.append(f"          {reply.intent}: {reply.speech} [{reply.conversation.question or ''}]")
        self.conversations[door] = reply.conversation
        self.hold(not reply.failed, "it failed")
        if reply.safety == "none" and not before.in_care(self.now):
            self.check_form(reply)
            self.check_tone(reply)
        self.check_wins(reply, before)
        return reply

    def check_form(self, reply: Reply) -> None:
        self.hold(len(re.findall(r"[.?!](?=\s|$)", reply.speech)) <= 2, "more than two sentences")
        self.hold(reply.speech.count("?") <= 1, "more than one question")
        self.hold(not reply.open or bool(reply.reprompt), "open, and nothing to say to a silence")
        if self.energy() == 1 and reply.conversation.question not in CONFIRMATIONS:
            self.hold("?" not in reply.speech, "a question on energy one")
            self.hold(reply.expects is None, f"waits for {reply.expects} on energy one")

    def check_tone(self, reply: Reply) -> None:
        """In what they said themselves, people use any word."""
        ours, theirs = reply.speech.lower(), " ".join(self.heard).lower()
        for word in BANNED:
            pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
            self.hold(not re.search(pattern, ours) or bool(re.search(pattern, theirs)), f"says {word!r}")
        praise = PERSON_PRAISE.search(ours)
        self.hold(not praise or praise[0].split()[-1] in theirs, "praises the person")

    def check_wins(self, reply: Reply, before: Conversation) -> None:
        there = self.wins()
        self.hold({win.id for win in reply.wins} <= there, "says that a win is kept which is not")
        if reply.intent not in TAKES_BACK and before.question not in CONFIRMATIONS:
            self.hold(self.kept <= there, "a win is lost")
        self.kept = there

    def wins(self) -> set[str]:
        with self.core.database.reading() as session:
            return {str(number) for number in session.scalars(select(Win.id))}

    def energy(self) -> int | None:
        with self.core.database.reading() as session:
            person = queries.find_person(session, "local:me")
            assert person is not None
            language = self.core.language("en-US")
            return days.energy(Journal(session, person, self.now, language, self.core.settings.person))

    def snapshot(self) -> list[object]:
        with self.core.database.reading() as session:
            return rows(session)

    def hold(self, so: bool, what: str) -> None:
        assert so, "\n".join([what, *self.told])


@pytest.fixture
def walking(cache_dir: Path, tmp_path: Path) -> Iterator[type[Walk]]:
    own = Settings(data_dir=tmp_path, cache_dir=cache_dir, database="sqlite://", person=PersonDefaults(time_zone="UTC"))
    core = Core.open(own, lambda: Walk.now)
    with closing(core.database):
        Walk.core = core
        yield Walk


def test_whatever_is_said_in_whatever_order_these_hold(walking: type[Walk]) -> None:
    run_state_machine_as_test(
        walking,
        settings=settings(
            max_examples=WALKS or IN_THE_SUITE,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not WALKS,
            database=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
