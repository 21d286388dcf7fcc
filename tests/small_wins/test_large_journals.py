"""A turn costs no more in a large journal: every query goes by an index, and none is asked again and again.

`benchmarks/scale` measures it with a million wins; here the database is asked how it would go about it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from models import queries
from models.ids import new_id
from models.tables import Feeling, Suggestion, Win
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk

DAYS, A_DAY = 40, 12
TURNS = ("i drank a glass of water", "what did i do today", "what's one small thing i can do", "what helps me most")
MOST_OF_ONE = 3
"""So often one statement may come in a turn: what is written in between has to be read anew."""


@pytest.fixture
def long_talk(core: Core) -> Talk:
    """A talk with somebody who told of several hundred wins."""
    with core.database.writing() as session:
        person_id = queries.add_person(session, "local:me", NOON).person_id
        for number in range(DAYS * A_DAY):
            at = NOON - timedelta(days=1) * (DAYS * A_DAY - number) / A_DAY
            session.add(
                win := Win(
                    person_id=person_id, id=new_id(at), said="i fed the cat", phrase="fed the cat", domain="home",
                    happened_at=at, day=at.date(), told_at=at, door="typed",
                )
            )  # fmt: skip
            session.add(
                Feeling(
                    person_id=person_id, id=new_id(at), at=at, day=at.date(), moment="after", word="calm", win_id=win.id
                )
            )
            session.add(Suggestion(person_id=person_id, id=new_id(at), at=at, step="water"))
        session.commit()
    return Talk(core)


def asked_in(talk: Talk, said: str) -> list[tuple[str, Any]]:
    """The statements of one turn, with what fills them."""
    statements: list[tuple[str, Any]] = []
    engine = talk.core.database.engine

    def note(_c: object, _u: object, statement: str, filled: Any, *_rest: object) -> None:
        statements.append((statement, filled))

    event.listen(engine, "before_cursor_execute", note)
    try:
        reply = talk.say(said)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert not reply.failed
    return statements


@pytest.mark.parametrize("said", TURNS)
def test_every_query_of_a_turn_goes_by_an_index(long_talk: Talk, said: str) -> None:
    statements = [one for one in asked_in(long_talk, said) if one[0].split()[0] in {"SELECT", "UPDATE", "DELETE"}]
    assert statements
    with long_talk.core.database.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("a small table is rightly read whole by PostgreSQL; the benchmark measures it there")
        plans = {
            statement: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", filled)]
            for statement, filled in statements
        }
    whole = ("SCAN ", "USE TEMP B-TREE FOR ORDER BY")
    of_one = ("SCAN CONSTANT ROW", "SCAN (subquery", "SCAN anon_1", "SCAN (join")
    for statement, plan in plans.items():
        assert not [step for step in plan if step.startswith(whole) and not step.startswith(of_one)], statement


@pytest.mark.parametrize("said", TURNS)
def test_no_statement_comes_again_and_again_in_a_turn(long_talk: Talk, said: str) -> None:
    counted = Counter(statement for statement, _ in asked_in(long_talk, said))
    assert {statement: times for statement, times in counted.items() if times > MOST_OF_ONE} == {}
