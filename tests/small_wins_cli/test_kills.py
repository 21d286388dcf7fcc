"""Commands that change the journal are really killed, again and again: nothing is lost, and the next run ends it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.database import Database
from models.sqlite_files import is_good
from tests.models.any_rows import TABLES, fill, rows_of
from tests.models.test_backups import phrases
from tests.small_wins_cli.conftest import Command
from tests.small_wins_cli.killing import Moment, kill_at, moments
from tests.small_wins_cli.test_backup import NEW, OLD, folder, journal

__all__ = ["journal"]

ARRIVING, PEOPLE = 400, 12
pytestmark = pytest.mark.strace


def again_and_again(command: list[str], before: Path, check: Callable[[Moment], None]) -> None:
    """Kill a command at one moment after the other, each time on the folder as it is now, which is kept in `before`."""
    shutil.copytree(folder(), before)
    for moment in moments(command, before.with_name("trace")):
        put_back(before)
        kill_at(moment, command)
        check(moment)
        put_back(before)


def put_back(before: Path) -> None:
    shutil.rmtree(folder())
    shutil.copytree(before, folder())


def told(small_wins: Command, line: str, person: str) -> None:
    assert small_wins("say", line, "--person", person).code == 0
    assert small_wins("backup").code == 0


def files_with(words: bytes) -> list[str]:
    return [path.name for path in folder().rglob("*") if path.is_file() and words in path.read_bytes()]


@pytest.mark.parametrize("state", ["whole", "damaged", "gone"])
def test_a_restore_that_is_killed_leaves_the_journal_old_or_new(
    journal: Path, small_wins: Command, tmp_path: Path, state: str
) -> None:
    command = ["restore", str(folder() / "backups" / "journal-2026-11-17.db")]
    make_so(journal, state)
    before = tmp_path / "before"

    def check(moment: Moment) -> None:
        is_old = is_as(journal, before / "journal.db") if state != "whole" else phrases(journal) == NEW
        assert is_old or phrases(journal) == OLD, moment
        assert is_good(journal) or is_old
        kept = [path for path in (folder() / "backups").glob("*.db") if "-damaged-" not in path.name]
        assert all(is_good(path) for path in kept)
        assert small_wins(*command).code == 0
        assert phrases(journal) == OLD
        assert not list(folder().glob("*.restoring*"))

    again_and_again(command, before, check)


def make_so(journal: Path, state: str) -> None:
    if state == "damaged":
        content = bytearray(journal.read_bytes())
        content[8192:] = os.urandom(len(content) - 8192)
        journal.write_bytes(content)
    elif state == "gone":
        journal.unlink()


def is_as(path: Path, other: Path) -> bool:
    """Whether both are the same byte for byte, or not there."""
    return path.exists() == other.exists() and (not path.exists() or path.read_bytes() == other.read_bytes())


def test_a_backup_that_is_killed_leaves_the_journal_and_no_half_copy(journal: Path, tmp_path: Path) -> None:
    away = folder() / "away.db"

    def check(moment: Moment) -> None:
        assert is_good(journal)
        assert phrases(journal) == NEW
        assert not away.exists() or (is_good(away) and phrases(away) == NEW), moment

    again_and_again(["backup", "--to", str(away)], tmp_path / "before", check)


@pytest.mark.parametrize(
    ("options", "left"), [(["--about", "heron"], [*NEW, "called ana"]), (["--everything", "--person", "ana"], NEW)]
)
def test_a_deletion_that_is_killed_has_happened_or_not_and_ends_when_it_is_told_again(
    journal: Path, small_wins: Command, tmp_path: Path, options: list[str], left: list[str]
) -> None:
    for line in ("i called ana", "i fed the heron"):
        told(small_wins, line, "ana" if left == NEW else "me")
    whole, command = [*NEW, "called ana", "fed the heron"], ["delete", *options, "--yes"]

    def check(moment: Moment) -> None:
        assert is_good(journal), moment
        assert phrases(journal) in (whole, left), moment
        gone = left == NEW and phrases(journal) == left
        assert small_wins(*command).code == (1 if gone else 0)  # nobody is known of whom everything was deleted
        assert phrases(journal) == left
        assert files_with(b"heron") == [], moment

    again_and_again(command, tmp_path / "before", check)


def test_an_import_that_is_killed_keeps_all_or_nothing(journal: Path, small_wins: Command, tmp_path: Path) -> None:
    path = many_wins(tmp_path / "journal.jsonl")
    command, rejected = ["import", str(path)], Path(f"{path}.rejected")

    def check(moment: Moment) -> None:
        assert is_good(journal), moment
        assert len(phrases(journal)) in (len(NEW), len(NEW) + ARRIVING), moment
        assert small_wins(*command).code == 3
        assert len(phrases(journal)) == len(NEW) + ARRIVING
        assert rejected.read_text() == "nonsense\n", moment
        rejected.unlink()

    again_and_again(command, tmp_path / "before", check)


def many_wins(path: Path) -> Path:
    """An export with so many wins, and a line that can't be read."""
    rows = [
        {
            "table": "wins", "id": f"01a1ee87-3227-7000-9882-{number:012x}", "said": "i swept " * 300,
            "phrase": "swept", "domain": "home", "happened_at": "2026-11-18T12:00:00+00:00", "day": "2026-11-18",
            "told_at": "2026-11-18T12:00:00+00:00", "door": "typed",
        }
        for number in range(ARRIVING)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "nonsense\n")
    return path


def test_a_move_that_is_killed_ends_whole_when_it_is_told_again(small_wins: Command, tmp_path: Path) -> None:
    folder().mkdir()
    here, there = (Database(f"sqlite:///{folder()}/{name}.db") for name in ("journal", "moved"))
    fill(here, PEOPLE)
    rows = [rows_of(here, table) for table in TABLES]
    here.close()
    command = ["move", "--from", str(here.url), "--to", str(there.url)]

    def check(moment: Moment) -> None:
        assert is_good(folder() / "journal.db"), moment
        assert small_wins(*command).code == 0
        for database in (here, there):
            assert [rows_of(database, table) for table in TABLES] == rows, moment
            database.close()

    again_and_again(command, tmp_path / "before", check)
