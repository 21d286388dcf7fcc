from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from models import schema
from models.database import Database
from tests.models.test_database import add_person, add_win

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

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
    (migrations / "versions" / "0002_colour.py").write_text(NEXT.format(last=last))
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "0002")


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
    add_revision(tmp_path, monkeypatch)
    _ = database.engine
    database.close()
    copy = tmp_path / "journal.db.before-0002"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT phrase FROM wins").fetchall() == [("made my bed",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
