"""Copies of a journal: consistent while it is written, thrown away in their turn, and gone with what is deleted."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from models.backups import BackupRules, Backups
from models.database import Database, JournalGoneError, erase_copies
from models.erasing import Erasing
from models.limits import BackupLimits
from models.restoring import restore
from models.sqlite_files import is_good
from models.tables import Win
from tests.conftest import NOON
from tests.models import test_migration as migration
from tests.models.test_database import add_person, add_win

TODAY = date(2026, 11, 18)
WRITES = 1000
WRITER = """
import sys
from models.database import Database
from tests.models.test_database import add_person, add_win
database = Database(sys.argv[1])
person = add_person(database, "local:me")
for number in range(int(sys.argv[2])):
    add_win(database, person, f"win {number}")
    print(number, flush=True)
"""
Opens = Callable[..., Database]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Opens]:
    """Opens this test's journal, with so many days of backups."""
    opened: list[Database] = []

    def open_(days: int = 7, folder: Path | None = None) -> Database:
        database = Database(f"sqlite:///{tmp_path / 'journal.db'}", rules=BackupRules(folder, days))
        opened.append(database)
        return database

    yield open_
    for database in opened:
        database.close()


def backups_of(database: Database) -> Backups:
    assert database.backups
    return database.backups


def names(database: Database) -> list[str]:
    return sorted(path.name for path in backups_of(database).all())


def phrases(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [phrase for (phrase,) in connection.execute("SELECT phrase FROM wins ORDER BY rowid")]


def use_on(database: Database, day: date) -> None:
    """Something is told on that day, and the backup of the day is made; its files are as old as that."""
    add_win(database, add_person(database, f"local:{day}"), f"win of {day}")
    made = backups_of(database).of_day(day)
    assert made
    then = 1_700_000_000 + 86_400 * (day - TODAY).days
    for path in (made, backups_of(database).journal, Path(f"{backups_of(database).journal}-wal")):
        os.utime(path, (then, then))


def test_a_backup_taken_during_a_thousand_writes_restores_to_a_consistent_journal(tmp_path: Path, opens: Opens) -> None:
    database = opens()
    journal = backups_of(database).journal
    told_at = []
    command = [sys.executable, "-c", WRITER, f"sqlite:///{journal}", str(WRITES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        for line in writer.stdout:
            if int(line) % 100 == 50:
                backups_of(database).write(tmp_path / f"{line.strip()}.db", "made-x", "")
                told_at.append(int(line))
    assert writer.returncode == 0
    assert told_at == list(range(50, WRITES, 100))
    for told in told_at:
        restore(tmp_path / f"{told}.db", backups_of(database), NOON, None)
        kept = phrases(journal)
        assert kept == [f"win {number}" for number in range(len(kept))]
        assert told < len(kept) <= WRITES
        assert is_good(journal)
    database.check()


def test_each_day_of_use_has_one_backup_and_seven_days_are_kept(opens: Opens) -> None:
    database = opens()
    for number in range(9):
        use_on(database, TODAY + timedelta(days=number))
    assert names(database) == [f"journal-{TODAY + timedelta(days=number)}.db" for number in range(2, 9)]
    assert backups_of(database).of_day(TODAY + timedelta(days=8)) is None


def test_a_backup_is_private_whole_and_one_file(opens: Opens) -> None:
    database = opens()
    use_on(database, TODAY)
    (path,) = backups_of(database).all()
    assert phrases(path) == [f"win of {TODAY}"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each for each in path.parent.iterdir() if not each.name.startswith(".")] == [path]


def test_a_day_without_a_word_makes_none_and_drops_none(opens: Opens) -> None:
    database = opens()
    use_on(database, TODAY)
    for number in range(1, 10):
        assert backups_of(database).of_day(TODAY + timedelta(days=number)) is None
    assert names(database) == [f"journal-{TODAY}.db"]


def test_none_is_made_daily_where_none_is_wished(opens: Opens) -> None:
    database = opens(days=0)
    add_win(database, add_person(database, "local:me"), "made my bed")
    assert backups_of(database).of_day(TODAY) is None
    assert names(database) == []


def test_a_damaged_journal_makes_no_backup_and_drops_none(opens: Opens) -> None:
    database = opens(days=1)
    use_on(database, TODAY)
    database.close()
    journal = backups_of(database).journal
    content = bytearray(journal.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    journal.write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        backups_of(database).of_day(TODAY + timedelta(days=1))
    assert names(database) == [f"journal-{TODAY}.db"]
    newest = backups_of(database).newest_good()
    assert newest
    assert newest.name == f"journal-{TODAY}.db"
    assert not list(newest.parent.glob("*.partial*"))


def test_the_newest_good_one_is_none_that_is_broken_nor_what_a_restore_put_away(opens: Opens) -> None:
    database = opens()
    use_on(database, TODAY)
    use_on(database, TODAY + timedelta(days=1))
    folder = backups_of(database).folder
    (folder / f"journal-{TODAY + timedelta(days=1)}.db").write_bytes(b"not a database" * 1000)
    backups_of(database).make("before-restore-2026-11-20T12-00-00")
    newest = backups_of(database).newest_good()
    assert newest
    assert newest.name == f"journal-{TODAY}.db"


def test_what_a_migration_put_away_is_dropped_after_seven_days_of_use(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = opens()
    use_on(database, TODAY)
    database.close()
    migration.add_revision(tmp_path, monkeypatch)
    _ = database.engine
    put_away = backups_of(database).named("before-9999")
    assert phrases(put_away) == [f"win of {TODAY}"]
    made = backups_of(database).make("made-2026-11-18T12-00-00")
    for path in (put_away, made):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.undo()
    journal = backups_of(database).journal
    for number in range(1, 8):
        assert put_away.exists()
        os.utime(journal, (2_000_000_000, 2_000_000_000))
        copied = backups_of(database).of_day(TODAY + timedelta(days=number))
        assert copied
        then = 1_700_000_000 + 86_400 * number
        os.utime(copied, (then, then))
    os.utime(journal, (2_000_000_000, 2_000_000_000))
    backups_of(database).of_day(TODAY + timedelta(days=8))
    assert not put_away.exists()
    assert made.exists(), "what somebody made by hand is theirs"


def test_deleting_for_good_deletes_every_backup_and_nothing_else(opens: Opens, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    use_on(opens(), TODAY)
    database = opens(folder=folder)
    use_on(database, TODAY + timedelta(days=1))
    others = [folder / "journal-notes.txt", folder / "journal-2026.db", folder / "letters-2026-11-18.db"]
    for kind in (
        "made-2026-11-18T12-00-00",
        "before-0001",
        "before-restore-2026-11-18T12-00-00",
        "damaged-2026-11-18T1",
    ):
        backups_of(database).make(kind)
    for name in (
        "journal-made-2026-11-18T12-00-00.db.sealed",
        "journal-2026-11-17.db.partial",
        "journal-2026-11-17.db-wal",
    ):
        (folder / name).write_text("x")
    for path in others:
        path.write_text("mine")
    (tmp_path / "journal.db.before-0004").write_text("x")
    with database.writing() as session:
        session.execute(delete(Win))
        erase_copies(session)
        session.commit()
    assert sorted(path for path in folder.iterdir() if not path.name.startswith(".")) == sorted(others)
    assert not (tmp_path / "journal.db.before-0004").exists()
    assert not list((tmp_path / "backups").glob("journal-*")), "where they were before another folder was chosen"
    assert backups_of(database).of_day(TODAY)


def test_earlier_copies_of_a_journal_whose_name_reads_like_a_pattern_go_too(tmp_path: Path) -> None:
    mine, of_another = tmp_path / "j[1].db.before-0004", tmp_path / "j1.db.before-0004"
    for path in (mine, of_another):
        path.write_text("x")
    Backups(tmp_path / "j[1].db", BackupRules(None, 7)).delete_all()
    assert (mine.exists(), of_another.exists()) == (False, True)


def test_no_deleted_word_is_left_in_any_file_of_the_journal(opens: Opens, tmp_path: Path) -> None:
    database = opens()
    add_win(database, add_person(database, "local:me"), "polished the samovar")
    assert backups_of(database).of_day(TODAY)
    with database.writing() as session:
        session.execute(delete(Win))
        erase_copies(session)
        session.commit()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"samovar" in path.read_bytes()]


def test_a_backup_that_is_being_made_is_waited_for_before_anything_is_deleted(opens: Opens) -> None:
    database = opens()
    add_win(database, add_person(database, "local:me"), "made my bed")
    impatient = Backups(backups_of(database).journal, BackupRules(None, 7), BackupLimits(wait_seconds=0.1))
    erasing = Erasing(impatient.journal, impatient)
    with impatient.at_rest(seconds=0), pytest.raises(TimeoutError), erasing.after_commit():
        pass
    with erasing.after_commit(), pytest.raises(TimeoutError):
        impatient.of_day(TODAY)


def test_a_journal_that_has_vanished_is_not_begun_anew_while_there_are_backups(opens: Opens) -> None:
    database = opens()
    use_on(database, TODAY)
    database.close()
    journal = backups_of(database).journal
    for gone in (lambda: journal.write_bytes(b""), journal.unlink):
        gone()
        with pytest.raises(JournalGoneError), database.reading():
            pass
    assert not journal.exists()
    for path in backups_of(database).all():
        path.unlink()
    database.check()


def test_another_file_in_its_place_is_seen_by_whoever_has_the_old_one_open(opens: Opens, tmp_path: Path) -> None:
    database = opens()
    add_win(database, add_person(database, "local:me"), "made my bed")
    backups_of(database).write(tmp_path / "other.db", "made-x", "")
    add_win(database, add_person(database, "local:ana"), "made tea")
    for part in ("-wal", "-shm"):
        (tmp_path / f"journal.db{part}").unlink()
    (tmp_path / "other.db").replace(tmp_path / "journal.db")
    add_win(database, add_person(database, "local:ana"), "made toast")
    database.close()
    assert phrases(tmp_path / "journal.db") == ["made my bed", "made toast"]


def test_what_a_killed_backup_left_goes_with_the_next_one(opens: Opens) -> None:
    database = opens()
    use_on(database, TODAY)
    folder = backups_of(database).folder
    for name in ("journal-2026-11-18.db.partial", "journal-made-2026-11-18T12-00-00.db.partial.partial-journal"):
        (folder / name).write_text("x")
    use_on(database, TODAY + timedelta(days=1))
    assert [path.name for path in folder.iterdir() if "partial" in path.name] == []
