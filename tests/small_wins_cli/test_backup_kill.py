"""`backup` and `restore` are really killed, each time as they enter one more of the calls that change files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.sqlite_files import is_good
from tests.models.test_backups import phrases
from tests.small_wins_cli.conftest import Command
from tests.small_wins_cli.test_backup import NEW, OLD, folder, journal

__all__ = ["journal"]

RUNS = int(os.environ.get("SMALL_WINS_KILL_RUNS", "3"))
CALLS = "pwrite64,write,fsync,fdatasync,rename,unlink,ftruncate"

pytestmark = pytest.mark.strace


def run(command: list[str], *options: str) -> int:
    strace = ["strace", "-f", "-qq", *options]  # its --seccomp-bpf would swallow the signal
    own = [sys.executable, "-m", "small_wins_cli", *command]
    return subprocess.run([*strace, *own], capture_output=True, check=False).returncode


def moments(command: list[str], trace: Path) -> list[tuple[str, int]]:
    """Calls at which to kill it, by name and number: as many as there are runs, spread over all those that change a
    file of this test.
    """
    assert run(command, "-y", "-o", str(trace), "-e", f"trace={CALLS}") == 0
    counts, calls = Counter[str](), list[tuple[str, int]]()
    for line in trace.read_text(errors="replace").splitlines():
        if called := re.match(rf"\d+ +({CALLS.replace(',', '|')})\(", line):
            counts[called[1]] += 1
            if str(trace.parent) in line:
                calls.append((called[1], counts[called[1]]))
    return [calls[(len(calls) - 1) * number // max(RUNS - 1, 1)] for number in range(RUNS)]


def kill_at(moment: tuple[str, int], command: list[str]) -> None:
    name, number = moment
    code = run(command, "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={number}")
    assert code in {-9, 137}, (moment, code)


@pytest.mark.parametrize("state", ["whole", "damaged", "gone"])
def test_a_restore_that_is_killed_leaves_the_journal_old_or_new(
    journal: Path, small_wins: Command, tmp_path: Path, state: str
) -> None:
    command = ["restore", str(folder() / "backups" / "journal-2026-11-17.db")]
    make_so(journal, state)
    before = tmp_path / "before"
    shutil.copytree(folder(), before)
    small_wins(*command)  # whatever is made once for all is made now
    shutil.rmtree(folder())
    shutil.copytree(before, folder())
    for moment in moments(command, tmp_path / "trace"):
        shutil.rmtree(folder())
        shutil.copytree(before, folder())
        kill_at(moment, command)
        is_old = is_as(journal, before / "journal.db") if state != "whole" else phrases(journal) == NEW
        assert is_old or phrases(journal) == OLD, moment
        assert is_good(journal) or is_old
        kept = [path for path in (folder() / "backups").glob("*.db") if "-damaged-" not in path.name]
        assert all(is_good(path) for path in kept)
        assert small_wins(*command).code == 0
        assert phrases(journal) == OLD
        assert not list(folder().glob("*.restoring*"))


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


def test_a_backup_that_is_killed_leaves_the_journal_and_no_half_copy(
    journal: Path, small_wins: Command, tmp_path: Path
) -> None:
    away = tmp_path / "away.db"
    command = ["backup", "--to", str(away)]
    small_wins("backup")
    for moment in moments(command, tmp_path / "trace"):
        away.unlink(missing_ok=True)
        kill_at(moment, command)
        assert is_good(journal)
        assert phrases(journal) == NEW
        assert not away.exists() or (is_good(away) and phrases(away) == NEW), moment
