"""`small-wins backup` and `restore`: their words, their exit codes, and processes that are really killed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from interaction_model.language import load_language
from models.database import Database
from small_wins.settings import Settings
from tests.databases import new_database
from tests.models.test_backups import phrases
from tests.models.test_database import add_person, add_win
from tests.models.test_restoring import held
from tests.small_wins_cli.conftest import Command

AT = ("--now", "2026-11-18T12:00:00+00:00")
OLD, NEW = ["made tea"], ["made tea", "made my bed"]
ENGLISH = load_language("en-US")


def folder() -> Path:
    return Settings().data_dir


def backups() -> list[str]:
    return sorted(path.name for path in (folder() / "backups").iterdir() if not path.name.startswith("."))


def said(key: str, **values: object) -> str:
    return ENGLISH.say(key, **values) + "\n"


@pytest.fixture
def journal() -> Path:
    """A journal with two wins, and a backup of it when it had one."""
    path = folder() / "journal.db"
    path.parent.mkdir()
    database = Database(f"sqlite:///{path}")
    person = add_person(database, "local:me")
    add_win(database, person, "made tea")
    database.close()
    (folder() / "backups").mkdir()
    shutil.copy(path, folder() / "backups" / "journal-2026-11-17.db")
    add_win(database, person, "made my bed")
    database.close()
    return path


def test_a_backup_is_made_listed_and_restored(journal: Path, small_wins: Command) -> None:
    made = folder() / "backups" / "journal-made-2026-11-18T12-00-00.db"
    done = small_wins("backup", *AT)
    assert (done.code, done.out, done.err) == (0, said("backup_done", path=made), "")
    listed = small_wins("restore", "--list", "--json")
    assert [Path(line["path"]).name for line in listed.lines] == [made.name, "journal-2026-11-17.db"]
    day_before = folder() / "backups" / "journal-2026-11-17.db"
    kept = folder() / "backups" / "journal-before-restore-2026-11-18T12-00-00.db"
    back = small_wins("restore", str(day_before), *AT)
    assert (back.code, back.out, back.err) == (0, said("restore_done", path=day_before, kept=kept), "")
    assert phrases(journal) == OLD
    latest = small_wins("restore", "--json", *AT)
    assert latest.lines[0]["restored"] == str(made)
    assert phrases(journal) == NEW


def test_a_sealed_one_goes_elsewhere_and_comes_back(journal: Path, small_wins: Command, tmp_path: Path) -> None:
    secret, away = tmp_path / "secret", tmp_path / "away.sealed"
    secret.write_text("horse battery\nsomething else\n")
    with_secret = ("--passphrase-file", str(secret))
    done = small_wins("backup", "--to", str(away), *with_secret)
    assert (done.code, done.out) == (0, said("backup_sealed", path=away))
    assert b"made tea" not in away.read_bytes()
    assert small_wins("backup", "--to", str(away)).code == 2
    journal.unlink()
    typed = small_wins("restore", str(away), given="another\n")
    assert (typed.code, typed.err.splitlines()[-1] + "\n") == (2, said("restore_wrong_passphrase", path=away))
    assert not journal.exists()
    assert small_wins("restore", str(away), *with_secret).code == 0
    assert phrases(journal) == NEW
    secret.write_text("\n")
    assert small_wins("restore", str(away), *with_secret).err == said("backup_no_passphrase", path=secret)


def test_a_journal_in_postgresql_is_left_to_pg_dump(
    small_wins: Command, monkeypatch: pytest.MonkeyPatch, postgres_server: str
) -> None:
    monkeypatch.setenv("SMALL_WINS_DATABASE", new_database(postgres_server))
    for command in ("backup", "restore"):
        refused = small_wins(command)
        assert (refused.code, refused.out, refused.err) == (2, "", said("backup_server"))


def test_a_journal_that_is_open_elsewhere_is_not_replaced(journal: Path, small_wins: Command) -> None:
    with held(journal):
        refused = small_wins("restore")
        assert (refused.code, refused.out, refused.err) == (1, "", said("restore_in_use"))
    assert phrases(journal) == NEW


@pytest.mark.strace
@pytest.mark.parametrize(
    ("fault", "key"), [("pwrite64:error=ENOSPC:when=20+", "restore_full"), ("pread64:error=EIO", "restore_failed")]
)
def test_a_disk_that_fails_is_not_told_as_a_damaged_backup(
    journal: Path, small_wins: Command, tmp_path: Path, fault: str, key: str
) -> None:
    backup = folder() / "backups" / "journal-2026-11-17.db"
    before = journal.read_bytes()
    only = ("-P", str(backup)) if fault.startswith("pread64") else ()
    failing = ("strace", "-f", "-qq", "-o", os.devnull, *only, "-e", f"inject={fault}")
    refused = small_wins("restore", str(backup), through=failing)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == said(key, path=backup, reason="disk I/O error")
    assert journal.read_bytes() == before
    assert small_wins("restore", str(backup)).code == 0


def test_what_cannot_be_done_is_said(small_wins: Command, tmp_path: Path) -> None:
    nothing = small_wins("backup")
    assert (nothing.code, nothing.err) == (1, said("backup_nothing", path=folder() / "journal.db"))
    none = small_wins("restore")
    assert (none.code, none.err) == (1, said("restore_none", path=folder() / "backups"))
    missing = small_wins("restore", str(tmp_path / "nowhere"))
    assert (missing.code, missing.err) == (2, said("restore_missing", path=tmp_path / "nowhere"))
    small_wins("say", "i made my bed")
    away = small_wins("backup", "--to", str(tmp_path / "no" / "folder" / "x.db"))
    assert (away.code, away.out) == (1, "")
    assert "No such file or directory" in away.err


def test_the_first_turn_of_a_day_makes_its_backup_behind_the_answer(small_wins: Command) -> None:
    small_wins("say", "i made my bed", *AT)
    assert backups() == ["journal-2026-11-18.db"]
    small_wins("say", "i made tea", *AT)
    assert phrases(folder() / "backups" / "journal-2026-11-18.db") == ["made my bed"]
    small_wins("chat", "--now", "2026-11-19T12:00:00+00:00", given="i made toast\n")
    assert backups() == ["journal-2026-11-18.db", "journal-2026-11-19.db"]


def test_a_backup_that_cannot_be_made_leaves_the_answer_as_it_is(
    small_wins: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SMALL_WINS_BACKUPS", str(tmp_path / "file" / "folder"))
    done = small_wins("say", "i made my bed")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("You made your bed")


@pytest.mark.parametrize("command", [("say", "i made toast"), ("wins",), ("delete", "--notes"), ("status",)])
def test_a_damaged_journal_is_told_with_the_command_that_brings_it_back(
    journal: Path, small_wins: Command, command: tuple[str, ...]
) -> None:
    journal.write_bytes(b"not a database" * 1000)
    os.utime(folder() / "backups" / "journal-2026-11-17.db", (1_794_916_800, 1_794_916_800))  # 17 November, noon
    done = small_wins(*command)
    assert done.code == 1
    assert said("database_damaged_backup", day="17 November") in done.out + done.err
    assert journal.read_bytes() == b"not a database" * 1000
    assert small_wins("restore").code == 0
    assert phrases(journal) == OLD
