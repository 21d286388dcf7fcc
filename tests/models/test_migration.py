from __future__ import annotations

import shutil
import sqlite3
import stat
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Uuid, bindparam, inspect, select, text

from models import schema
from models.database import Database
from models.tables import Announcement, Commitment, Person, Win
from tests.models.test_database import add_person, add_win

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade():
    with op.batch_alter_table("wins") as wins:
        wins.add_column(sa.Column("colour", sa.String()))
    op.execute("UPDATE wins SET colour = 'green'")
    {last}
"""


def add_revision(folder: Path, monkeypatch: pytest.MonkeyPatch, last: str = "") -> None:
    """As if the next version of this program had one more migration."""
    migrations = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_colour.py").write_text(NEXT.format(last=last, before=schema.SCHEMA_VERSION))
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "9999")


@pytest.fixture
def filled(database: Database) -> Database:
    add_win(database, add_person(database, "local:me"), "made my bed")
    database.close()
    return database


def test_an_older_journal_is_migrated_at_its_first_use(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(tmp_path, monkeypatch)
    with filled.engine.connect() as connection:
        assert connection.execute(text("SELECT phrase, colour FROM wins")).all() == [("made my bed", "green")]


def test_a_migration_that_fails_changes_nothing(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision(tmp_path, monkeypatch, last='op.execute("SELECT * FROM no_such_table")')
    with pytest.raises(Exception, match="no_such_table"):
        _ = filled.engine
    monkeypatch.undo()
    assert "colour" not in {column["name"] for column in inspect(filled.engine).get_columns("wins")}
    with filled.engine.connect() as connection:
        assert connection.execute(text("SELECT phrase FROM wins")).scalars().all() == ["made my bed"]


def test_sqlite_is_backed_up_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite:///{tmp_path / 'journal.db'}")
    add_win(database, add_person(database, "local:me"), "made my bed")
    database.close()
    before = schema.SCHEMA_VERSION
    add_revision(tmp_path, monkeypatch)
    _ = database.engine
    database.close()
    copy = tmp_path / "journal.db.before-9999"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT phrase FROM wins").fetchall() == [("made my bed",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]


def test_a_journal_of_the_first_version_loses_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    person, win = uuid.uuid4(), uuid.uuid4()
    with monkeypatch.context() as first:
        first.setattr(schema, "SCHEMA_VERSION", "0001")
        with database.engine.begin() as connection:
            uuids = [bindparam("person", type_=Uuid()), bindparam("win", type_=Uuid())]
            values = {"person": person, "win": win}
            insert = "INSERT INTO people (person_id, created_at, acknowledged) VALUES (:person, '2026-11-18', 3)"
            connection.execute(text(insert).bindparams(uuids[0]), values)
            insert = (
                "INSERT INTO wins (person_id, id, said, phrase, domain, happened_at, day, told_at, door) VALUES "
                "(:person, :win, 'i made my bed', 'made my bed', 'home', '2026-11-18', '2026-11-18', '2026-11-18', "
                "'typed')"
            )
            connection.execute(text(insert).bindparams(*uuids), values)
        database.close()
    with database.writing() as session:
        kept = session.scalars(select(Win)).one()
        assert (kept.person_id, kept.id, kept.phrase, kept.step) == (person, win, "made my bed", None)
        owner = session.scalars(select(Person)).one()
        assert (owner.acknowledged, owner.name, owner.sharing_stopped) == (3, None, False)


def test_a_journal_of_the_second_version_loses_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    person, plan = uuid.uuid4(), uuid.uuid4()
    with monkeypatch.context() as second:
        second.setattr(schema, "SCHEMA_VERSION", "0002")
        with database.engine.begin() as connection:
            uuids = [bindparam("person", type_=Uuid()), bindparam("plan", type_=Uuid())]
            values = {"person": person, "plan": plan}
            insert = (
                "INSERT INTO people (person_id, created_at, acknowledged, sharing_stopped) "
                "VALUES (:person, '2026-11-18', 3, false)"
            )
            connection.execute(text(insert).bindparams(uuids[0]), values)
            insert = (
                "INSERT INTO commitments (person_id, id, made_at, status, action, cue, repeats, announced_at, remind, "
                "anchor, missed) VALUES (:person, :plan, '2026-11-18', 'open', 'read', 'at two', 'daily', "
                "'2026-11-18', true, false, 0)"
            )
            connection.execute(text(insert).bindparams(*uuids), values)
        database.close()
    with database.writing() as session:
        kept = session.scalars(select(Commitment)).one()
        assert (kept.person_id, kept.id, kept.action, kept.remind) == (person, plan, "read", True)
        owner = session.scalars(select(Person)).one()
        assert (owner.quiet_from_minute, owner.quiet_until_minute, owner.reckoned_in) == (None, None, None)
        assert (owner.spares_hands, owner.spares_eyes, owner.spares_ears) == (False, False, False)
        assert session.scalars(select(Announcement)).all() == []
