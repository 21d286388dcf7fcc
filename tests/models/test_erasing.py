"""What a deletion leaves outside the tables goes with it: at once, or as soon as nobody is in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import delete

from models.backups import BackupRules, Backups
from models.database import Database, erase_copies
from models.erasing import Erasing
from models.tables import Win
from tests.models.test_database import add_person, add_win

READER = """
import sys
from sqlalchemy import select
from models.database import Database
from models.tables import Win
with Database(sys.argv[1]).reading() as session:
    session.scalars(select(Win)).all()
    print("reading", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """With the win 'polished the samovar', and a backup."""
    database = Database(f"sqlite:///{tmp_path / 'journal.db'}", rules=BackupRules(None, 7))
    add_win(database, add_person(database, "local:me"), "polished the samovar")
    backups_of(database).make("made-1")
    yield database
    database.close()


def backups_of(database: Database) -> Backups:
    assert database.backups
    return database.backups


def erasing_of(database: Database) -> Erasing:
    assert database.erasing
    return database.erasing


@contextmanager
def reader(database: Database) -> Iterator[subprocess.Popen[str]]:
    """Another process that is inside a transaction until it is told to end, or killed."""
    command = [sys.executable, "-c", READER, str(database.url)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "reading\n"
        yield process
        process.kill()


def delete_wins(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(Win))
        erase_copies(session)
        session.commit()


def files_with_the_word(database: Database) -> set[str]:
    files = backups_of(database).journal.parent.rglob("*")
    return {path.name for path in files if path.is_file() and b"samovar" in path.read_bytes()}


def test_a_reader_that_was_in_the_way_erases_the_log_itself_when_it_ends(database: Database) -> None:
    with reader(database) as process:
        delete_wins(database)
        assert files_with_the_word(database) == {"journal.db-wal"}
        process.communicate("\n")
        assert process.returncode == 0
    assert files_with_the_word(database) == set()
    assert not erasing_of(database).mark.exists()


def test_the_log_is_erased_at_the_next_use_where_the_reader_was_killed(database: Database) -> None:
    with reader(database) as process:
        delete_wins(database)
        backups_of(database).make("made-2")
        process.kill()
        process.wait()
    assert "journal.db-wal" in files_with_the_word(database)
    with database.reading():
        pass
    assert files_with_the_word(database) == set()
    assert [path.name for path in backups_of(database).all()] == ["journal-made-2.db"], "made after the deletion"
    assert not erasing_of(database).mark.exists()


def broken_off(database: Database, how: type[BaseException], when: str) -> None:
    """A deletion that ends right before its commit, or right behind it."""
    with database.engine.connect() as connection, suppress(how), erasing_of(database).after_commit() as token:
        connection.exec_driver_sql(f"PRAGMA user_version = {token}")
        if when == "behind":
            connection.commit()
        raise how


@pytest.mark.parametrize("how", [KeyboardInterrupt, SystemExit, OSError])
def test_a_deletion_that_was_broken_off_behind_its_commit_is_ended_by_the_next_use(
    database: Database, how: type[BaseException]
) -> None:
    broken_off(database, how, "behind")
    assert "journal-made-1.db" in files_with_the_word(database)
    with pytest.raises(ZeroDivisionError), database.reading():
        raise ZeroDivisionError  # whatever comes of that use
    assert backups_of(database).all() == []
    assert not erasing_of(database).mark.exists()


@pytest.mark.parametrize("how", [KeyboardInterrupt, SystemExit, OSError])
def test_one_that_was_broken_off_before_its_commit_leaves_every_backup(
    database: Database, how: type[BaseException]
) -> None:
    broken_off(database, how, "before")
    assert erasing_of(database).mark.read_bytes(), "as after kill -9"
    with database.reading():
        pass
    assert [path.name for path in backups_of(database).all()] == ["journal-made-1.db"]
    assert not erasing_of(database).mark.exists()


def test_one_that_fails_behind_one_that_was_broken_off_takes_nothing_back(database: Database) -> None:
    erasing = erasing_of(database)
    broken_off(database, KeyboardInterrupt, "behind")
    with pytest.raises(OSError, match="full"), erasing.after_commit():
        raise OSError("full")
    assert backups_of(database).all() == []


def test_backups_stay_where_the_commit_fails(database: Database) -> None:
    with pytest.raises(OSError, match="full"), erasing_of(database).after_commit():
        raise OSError("full")
    with database.reading():
        pass
    assert [path.name for path in backups_of(database).all()] == ["journal-made-1.db"]
    assert not erasing_of(database).mark.exists()
