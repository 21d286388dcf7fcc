"""A journal that any version of Small Wins wrote opens, and nothing in it is lost."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.schema import SCHEMA_VERSION
from models.tables import Base
from small_wins.core import Core
from tests.models.journals import make
from tests.small_wins.talk import Talk

KEPT = sorted(make.FOLDER.glob("*.db.gz"))
OF_THE_MOMENT = {"changes", "turns", "conversations"}
"""What lives for minutes; a migration may drop it."""
Rows = dict[str, list[dict[str, Any]]]


def test_there_is_a_journal_of_every_version() -> None:
    assert [kept.name.partition(".")[0] for kept in KEPT] == make.versions()
    assert make.versions()[-1] == SCHEMA_VERSION


@pytest.fixture(params=KEPT, ids=lambda kept: kept.name.partition(".")[0])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "data" / "journal.db"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_it_opens_with_every_row_and_every_value(journal: Path) -> None:
    before = rows_of(journal)
    assert all(before.values())
    database = Database(f"sqlite:///{journal}")
    database.check()
    database.close()
    after = rows_of(journal)
    assert after.keys() == set(Base.metadata.tables)
    for table, rows in ((table, before[table]) for table in before.keys() - OF_THE_MOMENT):
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            assert {name: new[name] for name in old if name in new} == {name: old[name] for name in old if name in new}


def test_its_owner_is_known_and_answered_from_it(journal: Path, open_core: Callable[..., Core]) -> None:
    talk = Talk(open_core())
    assert "polished the samovar" in talk.say("what did i do today").speech
    assert talk.say("i made my bed").speech.startswith("You made your bed")
    assert sorted(set(talk.kept())) == ["made my bed", "polished the samovar"]


def rows_of(path: Path) -> Rows:
    """What is in each table, by the order of its rows; objects as they are read."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: [{key: _read(row[key]) for key in row.keys()} for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608, SIM118
            for name in names
            if name != "alembic_version"
        }


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value
