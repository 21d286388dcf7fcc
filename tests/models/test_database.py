from __future__ import annotations

import stat
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from models import queries, schema
from models.database import Database
from models.ids import new_id
from models.tables import Base, Change, Person, Win
from tests.conftest import NOON

DIRECTORY_TABLES = {"identities", "page_codes", "page_visits", "pairing_codes"}


def add_win(database: Database, person: Person, phrase: str, at: datetime = NOON) -> None:
    with database.writing() as session:
        session.add(
            Win(
                person_id=person.person_id,
                id=new_id(at),
                said=f"i {phrase}",
                phrase=phrase,
                domain="home",
                happened_at=at,
                day=at.date(),
                told_at=at,
                door="typed",
            )
        )
        session.commit()


def add_person(database: Database, name: str) -> Person:
    with database.writing() as session:
        person = queries.add_person(session, name, NOON)
        session.commit()
        return person


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        # SQLite holds texts to no length, so a wider column is not migrated there.
        typed = connection.dialect.name != "sqlite"
        context = MigrationContext.configure(connection, opts={"compare_type": typed})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_schema_that_the_code_asks_for() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    assert scripts.get_current_head() == schema.SCHEMA_VERSION


def test_every_row_but_the_directorys_is_keyed_by_its_person_first() -> None:
    for name, table in Base.metadata.tables.items():
        first = next(iter(table.primary_key.columns)).name
        assert first == ("key" if name in DIRECTORY_TABLES else "person_id")


def test_instants_come_back_aware_and_in_utc(database: Database) -> None:
    person = add_person(database, "local:me")
    at = datetime(2026, 11, 18, 22, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    add_win(database, person, "made my bed", at)
    with database.reading() as session:
        (win,) = queries.all_wins(session, person.person_id)
    assert win.happened_at == at
    assert win.happened_at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    person = add_person(database, "local:me")
    with pytest.raises(Exception, match="time zone"):
        add_win(database, person, "made my bed", datetime(2026, 11, 18))  # noqa: DTZ001


def test_a_row_of_nobody_is_refused(database: Database) -> None:
    nobody = Person(person_id=uuid.uuid4(), created_at=NOON)
    with pytest.raises(IntegrityError):
        add_win(database, nobody, "made my bed")


def test_a_session_that_is_not_told_to_commit_rolls_back(database: Database) -> None:
    with database.writing() as session:
        queries.add_person(session, "local:me", NOON)
    with database.reading() as session:
        assert queries.find_person(session, "local:me") is None


def test_wins_are_found_by_day_and_in_their_order(database: Database) -> None:
    person, other = add_person(database, "local:me"), add_person(database, "local:other")
    for days, phrase in ((0, "made toast"), (-1, "rang gran"), (-9, "slept")):
        add_win(database, person, phrase, NOON + timedelta(days=days))
    add_win(database, other, "swam")
    with database.reading() as session:
        found = queries.wins_between(session, person.person_id, date(2026, 11, 17), date(2026, 11, 18))
    assert [win.phrase for win in found] == ["rang gran", "made toast"]


def test_the_last_change_is_the_last_one_made_in_the_same_instant(database: Database) -> None:
    person = add_person(database, "local:me")
    for number in range(50):
        with database.writing() as session:
            change = Change(
                person_id=person.person_id, id=new_id(NOON), at=NOON, kind="log", detail={"wins": [str(number)]}
            )
            session.add(change)
            session.commit()
    with database.reading() as session:
        last = queries.last_change(session, person.person_id, NOON)
    assert last is not None
    assert last.detail == {"wins": ["49"]}


def test_writers_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    person = add_person(database, "local:me")

    def count_up(_: int) -> None:
        with database.writing() as session:
            found = queries.find_person(session, "local:me")
            assert found is not None
            found.acknowledged += 1
            session.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_up, range(80)))
    with database.reading() as session:
        row = session.get(Person, person.person_id)
        assert row is not None
        assert row.acknowledged == 80


def test_two_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        engines = list(threads.map(lambda database: database.engine, databases))
    assert {tuple(sorted(inspect(engine).get_table_names())) for engine in engines} == {
        tuple(sorted([*Base.metadata.tables, "alembic_version"]))
    }
    for database in databases:
        database.close()


def test_a_database_of_a_newer_version_is_left_alone(database: Database, database_url: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerSchemaError):
        _ = Database(database_url).engine


class TestSqlite:
    @pytest.fixture
    def database_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'folder' / 'journal.db'}"

    def test_every_pooled_connection_is_durable_and_checks_its_keys(self, database: Database) -> None:
        connections = [database.engine.connect() for _ in range(5)]
        for connection in connections:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            assert pragmas == ["wal", 2, 1, 5000]
        for connection in connections:
            connection.close()

    def test_only_its_owner_can_read_the_journal(self, database: Database) -> None:
        add_person(database, "local:me")
        assert database.path is not None
        files = [database.path, *database.path.parent.glob("journal.db-*")]
        assert len(files) == 3
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert stat.S_IMODE(database.path.parent.stat().st_mode) == 0o700
