"""Conversations at random, over everything that people say, through two doors of one journal: what always holds.

SMALL_WINS_WALKS=10000 walks longer than the suite does. What fails tells the whole conversation.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from interaction_model.request import Request
from models import queries
from models.tables import Base, Message, Win
from small_wins.conversation import CONFIRMATIONS, Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.settings import PersonDefaults, Settings
from small_wins.themes import days
from small_wins.themes.intentions import upcoming
from small_wins.themes.others import people
from tests.conftest import NOON
from tests.interaction_model.test_tone import BANNED, PERSON_PRAISE
from tests.models.test_changes import rows
from tests.small_wins.walk_lines import ANSWERS, ONLY_WINS, PEOPLE, by_alexa, by_label, labels, pool, typed

WALKS = int(os.environ.get("SMALL_WINS_WALKS", "0"))
IN_THE_SUITE = 25
STEPS = 20
DOORS = ("typed", "alexa")
PASSES = (1, 5, 29, 31, 119, 121, 600, 1440, 4320, 43200)
"""Minutes, around those after which something is forgotten."""
TAKES_BACK = frozenset({"undo", "edit", "privacy_delete"})
"""Intents by which wins go."""
TAKES_WORDS = frozenset({"ending_life", "share_words", "check_in", "message_words", "note_words", "right_words"})
"""Open questions after which a win that is told is words for something else, or too little of an answer."""
ONE_THING = "reflect_one_thing"
"""After it, one of today's wins may be named again."""
YES = re.compile(
    r"\b(yes|yeah|yep|yup|aye|sure|ok|okay|alright|all right|go on|go ahead|go for it|do|please|right|correct|good"
    r"|(?:share|send) (?:it|that)"
    r"|i (?:do|would|am|have|suppose|guess|think)|great|fine|lovely|grand|haan|ji|let's|definitely|absolutely|bilkul)\b"
)
"""What a plain yes has in it that no reader has labelled."""
_numbers = itertools.count()

DOOR = st.sampled_from(DOORS)
LINE = st.sampled_from(sorted(pool())).flatmap(lambda meaning: st.sampled_from(pool()[meaning]))


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
        self.sent, self.here = 0, True

    @initialize(reachable=st.integers(0, len(PEOPLE)))
    def begin(self, reachable: int) -> None:
        Walk.now = NOON
        with self.core.database.writing() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
            person = queries.add_person(session, "local:me", NOON)
            session.flush()
            journal = Journal(session, person, NOON, self.core.language("en-US"), self.core.settings.person)
            for name in PEOPLE[:reachable]:
                people.add(journal, name, "json://127.0.0.1:9/nobody")
            session.commit()
        self.told.append(f"   ({reachable} people)")

    @rule(minutes=st.sampled_from(PASSES))
    def time_passes(self, minutes: int) -> None:
        Walk.now += timedelta(minutes=minutes)
        self.told.append(f"   ({minutes} minutes)")

    @rule(line=LINE, door=DOOR)
    def says(self, line: str, door: str) -> None:
        self.say(line, door)

    @precondition(lambda self: any(talk.question for talk in self.conversations.values()))
    @rule(expects=st.sampled_from(sorted(ANSWERS)), place=st.integers(0, 99), own=st.booleans())
    def answers(self, expects: str, place: int, own: bool) -> None:
        """What is open is answered: in the form that is awaited, or in another one."""
        door = next(door for door in DOORS if self.conversations[door].question)
        lines = ANSWERS[(self.awaited if own else None) or expects]
        self.say(lines[place % len(lines)], door)

    @rule(opening=st.sampled_from(("delete everything", "tell sam i made soup")), line=LINE, door=DOOR)
    def answers_before_it_is_done(self, opening: str, line: str, door: str) -> None:
        """What can't be taken back waits for a yes, and for nothing like one."""
        self.say(opening, door)
        self.say(line, door)

    @rule(label=st.sampled_from(labels()), win=LINE, feeling=LINE)
    def means(self, label: str, win: str, feeling: str) -> None:
        """An intent alone, as a platform names it; a win with its words in slots."""
        slots = {"win": win, "feeling": feeling} if label == "log_win" else {}
        self.heard += slots.values()
        self.send(by_label(label, self.number(), slots), f"<{label} {slots or ''}>")

    @rule(line=st.sampled_from(sorted(ONLY_WINS)), door=DOOR)
    def reports(self, line: str, door: str) -> None:
        """No win is lost that is told plainly, whatever was asked before."""
        before, asked = self.wins(), self.conversations[door]
        reply = self.say(line, door)
        if asked.question in TAKES_WORDS or (asked.question == ONE_THING and self.wins() == before):
            return
        self.hold(len(self.wins() - before) == 1, "a win that was told plainly is not kept")
        self.hold(ONLY_WINS[line] in [win.what for win in reply.wins], "a win is kept as something else")

    @rule(line=LINE, door=DOOR)
    def says_and_takes_back(self, line: str, door: str) -> None:
        """What a turn has changed is as it was before, once it is undone."""
        self.let_time_move_on()
        before, asked = self.snapshot(), self.conversations[door]
        reply = self.say(line, door)
        can_be_undone = reply.safety == "none" and reply.intent not in TAKES_BACK and not asked.in_care(self.now)
        if not before or not can_be_undone or asked.question in CONFIRMATIONS or self.snapshot() == before:
            return
        self.say("undo that", door)
        self.hold(self.snapshot() == before, "undo did not put back what the turn before had changed")

    def say(self, line: str, door: str) -> Reply:
        self.heard.append(line)
        return self.send((typed if door == "typed" else by_alexa)(line, self.number()), line)

    def send(self, request: Request, line: str) -> Reply:
        Walk.now += timedelta(seconds=20)
        before = self.conversations[request.door]
        self.told.append(f"{self.now:%a %H:%M} {request.door}: {line}")
        reply = converse(request, before, self.core)
        self.told.append(f"          {reply.intent}: {reply.speech} [{reply.conversation.question or ''}]")
        self.conversations[request.door] = reply.conversation
        self.awaited = reply.expects
        self.hold(not reply.failed, "it failed")
        self.check_form(reply)
        if reply.safety == "none":
            self.check_tone(reply)
        self.check_wins(reply, before)
        self.check_yes(line, before)
        return reply

    def check_form(self, reply: Reply) -> None:
        sentences = [part for part in re.split(r"[.?!](?:\s|$)", reply.speech) if part.strip()]
        self.hold(len(sentences) <= (2 if reply.safety == "none" else 3), "more than two sentences")
        self.hold(reply.speech.count("?") <= 1, "more than one question")
        self.hold(not reply.open or bool(reply.reprompt), "open, and nothing to say to a silence")
        self.hold(Conversation.from_json(reply.conversation.to_json()) == reply.conversation, "no door can carry it")
        if reply.safety == "none" and self.energy() == 1 and reply.intent != "repeat":
            self.hold("?" not in f"{reply.speech} {reply.reprompt}", "a question on energy one")
        for action in reply.actions:
            said = str(action.get("speech", ""))
            self.hold(len(re.findall(r"[.?!](?=\s|$)", said)) <= 2, "more than two sentences of what is due")

    def check_tone(self, reply: Reply) -> None:
        """In what they said themselves, people use any word."""
        grammar = self.core.language("en-US").grammar
        said_back = [grammar.second_person(line) for line in self.heard]
        ours, theirs = reply.speech.lower(), " ".join(self.heard + said_back).lower()
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

    def check_yes(self, line: str, before: Conversation) -> None:
        """Nothing is sent or deleted but on the yes to the question before it."""
        with self.core.database.reading() as session:
            sent = session.scalar(select(func.count()).select_from(Message)) or 0
            here = queries.find_person(session, "local:me") is not None
        if sent > self.sent or (self.here and not here):
            self.hold(before.question in CONFIRMATIONS, "it was sent or deleted without a question before")
            self.hold(line in pool()["yes"] or bool(YES.search(line.lower())), "it was sent or deleted without a yes")
        self.sent, self.here = sent, here

    def number(self) -> str:
        return f"walk-{next(_numbers)}"

    def wins(self) -> set[str]:
        with self.core.database.reading() as session:
            return {str(number) for number in session.scalars(select(Win.id))}

    def energy(self) -> int | None:
        with self.core.database.reading() as session:
            person = queries.find_person(session, "local:me")
            if person is None:
                return None
            language = self.core.language("en-US")
            return days.energy(Journal(session, person, self.now, language, self.core.settings.person))

    def let_time_move_on(self) -> None:
        """Plans whose time has gone by get their next one: no change of the turn that comes now."""
        Walk.now += timedelta(seconds=20)
        with self.core.database.writing() as session:
            if person := queries.find_person(session, "local:me"):
                upcoming.move_on(
                    Journal(session, person, self.now, self.core.language("en-US"), self.core.settings.person)
                )
            session.commit()
        Walk.now -= timedelta(seconds=20)

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
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
