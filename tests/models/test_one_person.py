"""Every statement of a turn is about one person, whatever the turn is about."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import and_, delete, exists, insert, or_, select, update

from interaction_model.request import Request
from models.ids import new_id
from models.tables import Feeling, Identity, Message, Win
from small_wins.core import Core
from tests.conftest import NOON
from tests.one_person import inspecting, people_named
from tests.small_wins.others.test_people import trust
from tests.small_wins.past.test_deletion import fill
from tests.small_wins.talk import Talk

ROWS = Path(__file__).parents[2] / "training" / "understanding" / "en" / "intents.tsv"
LINES_OF_EACH = 2
ANSWERS_TO_ANNOUNCEMENTS = {"later", "not_today"}
"""Nothing was announced here; the journeys in which something was are inspected as well."""
ME = new_id(NOON)
MINE = Win.person_id == ME


@pytest.mark.parametrize(
    "statement",
    [
        select(Win).where(MINE),
        select(Win.said).where(MINE, or_(Win.domain == "home", Win.domain == "body")).limit(1),
        select(Win).join(Feeling, Feeling.person_id == Win.person_id).where(MINE),
        select(Win).where(MINE, exists().where(Feeling.person_id == Win.person_id)),
        update(Win).where(MINE).values(domain="home"),
        delete(Win).where(and_(MINE, Win.domain == "home")),
        select(Identity.person_id).where(Identity.key == "somebody"),
    ],
    ids=str,
)
def test_a_statement_about_one_person_is_told(statement: Any) -> None:
    compiled = statement.compile()
    assert people_named(compiled, compiled.params) in ({ME}, set())


@pytest.mark.parametrize(
    "statement",
    [
        select(Win),
        select(Win).where(Win.domain == "home"),
        select(Win).where(or_(MINE, Win.domain == "home")),
        select(Win).where(Win.person_id != ME),
        select(Win).where(Win.person_id.in_([ME])),
        select(Win, Feeling).where(MINE),
        select(Win).where(MINE, exists().where(Feeling.word == "low")),
        select(Win).where(Win.domain.in_(select(Feeling.word))),
        update(Win).values(domain="home"),
        delete(Win).where(Win.domain == "home"),
        select(Message.id).where(Message.state == "waiting"),
    ],
    ids=str,
)
def test_a_statement_about_anybody_is_told(statement: Any) -> None:
    compiled = statement.compile()
    assert people_named(compiled, compiled.params) is None


def test_the_rows_of_an_insertion_are_its_persons() -> None:
    compiled = insert(Feeling).values(person_id=ME, id=new_id(NOON), moment="now").compile()
    assert people_named(compiled, compiled.params) == {ME}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """Intent -> what people say that means it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(ROWS.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        found[row["intent"].partition("/")[0]].append(row["utterance"])
    return found


def test_every_statement_of_every_intent_is_about_the_person_who_spoke(
    open_core: Callable[..., Core], rows: dict[str, list[str]]
) -> None:
    core = open_core()
    fill(core, "local:other")
    trust(core, "Sam")
    talk, reached = Talk(core), set()
    for intent, lines in rows.items():
        said = [Request(talk.person, "typed", line, (line,)) for line in lines[:LINES_OF_EACH]]
        for request in (*said, Request(talk.person, "alexa", intent, intent=intent)):
            with inspecting(core.database.engine) as found:
                reached.add(talk.send(request).intent)
            assert found.of_many == [], request
            assert len(found.people) == (1 if found.count else 0), request
    assert rows.keys() - reached <= ANSWERS_TO_ANNOUNCEMENTS
