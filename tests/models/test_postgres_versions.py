"""The same journal on every PostgreSQL that can be had here: 15 (Debian's), 16 and 18."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import QueuePool, text

from models.database import Database, DatabaseLimits
from models.tables import Base
from small_wins.core import Core
from tests.small_wins.past.test_deletion import rows
from tests.small_wins.talk import Talk

LINES = (
    "i made my bed and drank a glass of water",
    "what's one small thing i can do",
    "i'll water the plants at nine tomorrow",
    "what did i do today",
    "what helps me most",
    "undo that",
)


@pytest.fixture
def on_postgres(open_core: Callable[..., Core], each_postgres: str) -> Core:
    return open_core(database=each_postgres)


def test_the_migrations_make_exactly_the_tables_of_the_code(on_postgres: Core) -> None:
    with on_postgres.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_conversation_is_kept_told_and_deleted(on_postgres: Core) -> None:
    talk = Talk(on_postgres)
    assert [line for line in LINES if talk.say(line).failed] == []
    assert talk.kept() == ["made my bed", "drank a glass of water"]
    talk.say("delete everything")
    assert talk.say("yes").speech == "It's all deleted."
    assert set(rows(on_postgres).values()) == {0}


def test_several_at_once_on_pooled_connections_lose_nothing(on_postgres: Core) -> None:
    lines = [f"i read page {number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda line: Talk(on_postgres, "local:several").say(line), lines))
    assert not any(reply.failed for reply in replies)
    assert sorted(Talk(on_postgres, "local:several").kept()) == sorted(line.removeprefix("i ") for line in lines)
    pool_ = on_postgres.database.engine.pool
    assert isinstance(pool_, QueuePool)
    assert pool_.checkedout() == 0


def test_a_connection_that_the_server_has_closed_costs_no_turn(on_postgres: Core) -> None:
    talk = Talk(on_postgres, "local:closed")
    talk.say("i made my bed")
    other = Database(on_postgres.database.url)
    with other.engine.begin() as connection:
        closed = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        assert len(closed.all()) > 0
    other.close()
    assert not talk.say("i fed the cat").failed
    assert talk.kept() == ["made my bed", "fed the cat"]


def test_a_turn_that_waits_too_long_for_another_says_so(on_postgres: Core, open_core: Callable[..., Core]) -> None:
    talk = Talk(on_postgres, "local:waiting")
    talk.say("i made my bed")
    hurried = Database(on_postgres.database.url, DatabaseLimits(busy_timeout_seconds=0.1))
    with on_postgres.database.writing() as holding:
        holding.execute(text("SELECT * FROM people FOR UPDATE"))
        core = Core(on_postgres.settings, on_postgres.clock, hurried)
        reply = Talk(core, "local:waiting").say("i fed the cat")
    hurried.close()
    assert reply.failed
    assert "busy" in reply.speech
    assert talk.kept() == ["made my bed"]
