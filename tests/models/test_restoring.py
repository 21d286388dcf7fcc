"""A backup takes the journal's place: looked over first, what was there is kept, and nothing is sent twice."""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from models.backups import BackupRules, Backups
from models.database import Database
from models.ids import new_id
from models.limits import BackupLimits
from models.restoring import Restored, RestoreRefusedError, restore
from models.sqlite_files import copy, is_good
from models.tables import Message, TrustedPerson
from tests.conftest import NOON
from tests.models.journals import make
from tests.models.test_backups import phrases
from tests.models.test_database import add_person, add_win

HOLDER = """
import sys
from models.database import Database
database = Database(sys.argv[1])
with database.reading() as session:
    session.connection()
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    """Of a journal that holds 'made my bed', and a file old.db that holds 'made tea' besides."""
    path = tmp_path / "journal.db"
    database = Database(f"sqlite:///{path}")
    person = add_person(database, "local:me")
    add_win(database, person, "made tea")
    copy(path, tmp_path / "old.db")
    add_win(database, person, "made my bed")
    database.close()
    return Backups(path, BackupRules(None, 7), BackupLimits(wait_seconds=0.2))


def old(backups: Backups) -> Path:
    return backups.journal.with_name("old.db")


@contextmanager
def held(journal: Path) -> Iterator[None]:
    """Another process has it open, as a server does between two requests."""
    command = [sys.executable, "-c", HOLDER, f"sqlite:///{journal}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield
        process.kill()


def refusal(file: Path, backups: Backups, passphrase: str | None = None) -> str:
    """Why it is refused; the journal is as it was."""
    before = backups.journal.read_bytes()
    with pytest.raises(RestoreRefusedError) as refused:
        restore(file, backups, NOON, passphrase)
    assert backups.journal.read_bytes() == before
    assert not list(backups.journal.parent.glob("*.restoring*"))
    return refused.value.key


def test_the_backup_is_the_journal_and_what_was_there_is_kept(backups: Backups) -> None:
    restored = restore(old(backups), backups, NOON, None)
    assert phrases(backups.journal) == ["made tea"]
    assert restored.kept == backups.folder / "journal-before-restore-2026-11-18T12-00-00.db"
    assert phrases(restored.kept) == ["made tea", "made my bed"]
    again = restore(restored.kept, backups, NOON, None)
    assert phrases(backups.journal) == ["made tea", "made my bed"]
    assert again.kept == backups.folder / "journal-before-restore-2026-11-18T12-00-00-2.db"
    assert not list(backups.journal.parent.glob("*.restoring*"))


def test_the_file_that_is_restored_stays_as_it_was(backups: Backups) -> None:
    before = old(backups).read_bytes()
    restore(old(backups), backups, NOON, None)
    assert old(backups).read_bytes() == before


def test_it_is_restored_where_there_is_no_journal(backups: Backups) -> None:
    backups.journal.unlink()
    assert restore(old(backups), backups, NOON, None) == Restored(None)
    assert phrases(backups.journal) == ["made tea"]


@pytest.mark.parametrize("damage", ["header", "middle", "empty with a log"])
def test_a_damaged_journal_is_kept_byte_for_byte(backups: Backups, damage: str) -> None:
    content = bytearray(backups.journal.read_bytes())
    if damage == "header":
        content[:100] = os.urandom(100)
    elif damage == "middle":
        content[8192:] = os.urandom(len(content) - 8192)
    log = backups.journal.with_name("journal.db-wal")
    if damage == "empty with a log":
        content = bytearray()
        log.write_bytes(b"frames")
    backups.journal.write_bytes(content)
    restored = restore(old(backups), backups, NOON, None)
    assert restored.kept
    assert restored.kept.name == "journal-damaged-2026-11-18T12-00-00.db"
    assert restored.kept.read_bytes() == content
    if damage == "empty with a log":
        assert restored.kept.with_name(f"{restored.kept.name}-wal").read_bytes() == b"frames"
    assert phrases(backups.journal) == ["made tea"]
    assert not log.exists()


def test_a_journal_that_another_process_has_open_is_not_replaced(backups: Backups) -> None:
    with held(backups.journal):
        with pytest.raises(RestoreRefusedError, match="in_use"):
            restore(old(backups), backups, NOON, None)
        assert phrases(backups.journal) == ["made tea", "made my bed"]
    restore(old(backups), backups, NOON, None)
    assert phrases(backups.journal) == ["made tea"]


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "no_journal"), (b"a letter", "no_journal"), (b"SQLite format 3\0" + bytes(4080), "no_journal")],
)
def test_what_is_no_journal_is_refused(backups: Backups, tmp_path: Path, content: bytes, key: str) -> None:
    (tmp_path / "other").write_bytes(content)
    assert refusal(tmp_path / "other", backups) in {key, "damaged"}


def test_another_database_is_refused(backups: Backups, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE letters (id INTEGER)")
    assert refusal(tmp_path / "other.db", backups) == "no_journal"


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("DROP TABLE notes", "damaged"),
        ("ALTER TABLE notes RENAME COLUMN text TO words", "damaged"),
        ("ALTER TABLE notes ADD COLUMN owner TEXT NOT NULL DEFAULT 'x'", "damaged"),
        ("CREATE TRIGGER quiet BEFORE INSERT ON wins BEGIN SELECT RAISE(IGNORE); END", "no_journal"),
        ("CREATE VIEW letters AS SELECT 1", "no_journal"),
    ],
)
def test_a_journal_that_could_not_be_used_is_refused(backups: Backups, statement: str, key: str) -> None:
    with closing(sqlite3.connect(old(backups))) as connection:
        connection.execute(statement)
    assert refusal(old(backups), backups) == key


def test_a_table_of_somebody_elses_in_a_journal_is_no_reason_to_refuse_it(backups: Backups) -> None:
    with closing(sqlite3.connect(old(backups))) as connection:
        connection.execute("CREATE TABLE _replication (at INTEGER)")
    restore(old(backups), backups, NOON, None)
    assert phrases(backups.journal) == ["made tea"]


def test_a_damaged_backup_a_missing_one_and_the_journal_itself_are_refused(backups: Backups, tmp_path: Path) -> None:
    content = bytearray(old(backups).read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    (tmp_path / "broken.db").write_bytes(content)
    (tmp_path / "cut.db").write_bytes(old(backups).read_bytes()[:9000])
    assert refusal(tmp_path / "broken.db", backups) == "damaged"
    assert refusal(tmp_path / "cut.db", backups) == "damaged"
    assert refusal(tmp_path / "nowhere.db", backups) == "missing"
    assert refusal(backups.journal, backups) == "same"


def test_a_backup_of_a_newer_version_is_refused(backups: Backups) -> None:
    with closing(sqlite3.connect(old(backups))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert refusal(old(backups), backups) == "newer"


@pytest.mark.parametrize("version", make.versions())
def test_a_backup_of_every_version_is_brought_up_to_date(backups: Backups, tmp_path: Path, version: str) -> None:
    older = tmp_path / f"{version}.db"
    older.write_bytes(gzip.decompress((make.FOLDER / f"{version}.db.gz").read_bytes()))
    restore(older, backups, NOON, None)
    database = Database(f"sqlite:///{backups.journal}")
    database.check()
    database.close()
    assert phrases(backups.journal) == ["polished the samovar"] * 4
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f"{version}.db", "backups", "journal.db", "journal.db.migrating", "old.db"]
    )


def test_a_sealed_backup_needs_its_passphrase(backups: Backups, tmp_path: Path) -> None:
    sealed = tmp_path / "away.sealed"
    backups.write(sealed, "made-x", "a b c")
    assert b"made my bed" not in sealed.read_bytes()
    assert [path.name for path in backups.folder.iterdir() if not path.name.startswith(".")] == []
    assert refusal(sealed, backups, "a b") == "wrong_passphrase"
    assert refusal(sealed, backups) == "wrong_passphrase"
    restore(old(backups), backups, NOON, None)
    restore(sealed, backups, NOON, "a b c")
    assert phrases(backups.journal) == ["made tea", "made my bed"]


def test_what_waited_to_be_sent_then_is_asked_about_and_never_sent_by_itself(backups: Backups) -> None:
    database = Database(f"sqlite:///{backups.journal}")
    person = add_person(database, "local:ana")
    with database.writing() as session:
        trusted = TrustedPerson(person_id=person.person_id, id=new_id(NOON), at=NOON, name="Jo")
        session.add(trusted)
        for state in ("waiting", "sending", "sent", "cancelled"):
            message = Message(person_id=person.person_id, id=new_id(NOON), at=NOON, trusted_id=trusted.id, text="hi")
            message.state, message.tries, message.next_try_at = state, 0, NOON
            session.add(message)
        session.commit()
    backups.write(backups.journal.with_name("waiting.db"), "made-x", "")
    database.close()
    restore(backups.journal.with_name("waiting.db"), backups, NOON, None)
    with database.reading() as session:
        assert sorted(session.scalars(select(Message.state))) == ["cancelled", "sent", "unsure", "unsure"]
    database.close()


def test_the_journal_is_good_and_private_afterwards(backups: Backups) -> None:
    restore(old(backups), backups, NOON, None)
    assert is_good(backups.journal)
    assert backups.journal.stat().st_mode & 0o777 == 0o600
