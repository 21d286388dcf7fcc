"""A win that is being affirmed is on disk: the process is killed as the affirmation begins.

SMALL_WINS_KILL_RUNS=50 runs it fifty times.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import local_voice
from small_wins.settings import Settings
from tests.virtual_sound import VirtualSound

RUNS = int(os.environ.get("SMALL_WINS_KILL_RUNS", "3"))
SAMPLE = Path(local_voice.__file__).parent / "samples" / "01-glass-of-water.flac"
HEAR = (sys.executable, "-m", "small_wins_cli", "hear", str(SAMPLE))


def kept() -> int:
    """How many wins are in the journal, once it is whole."""
    with closing(sqlite3.connect(Settings().data_dir / "journal.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute("SELECT count(*) FROM wins").fetchone()[0])


def test_a_win_that_was_affirmed_in_print_survives_kill_9() -> None:
    for run in range(1, RUNS + 1):
        with subprocess.Popen([*HEAR, "--json"], stdout=subprocess.PIPE, bufsize=0) as process:
            assert process.stdout
            assert process.stdout.read(1)
            process.kill()
        assert process.returncode == -9
        assert kept() == run


@pytest.mark.sound
def test_a_win_that_is_being_affirmed_aloud_survives_kill_9_and_leaves_no_word_behind(
    virtual_sound: VirtualSound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    shared = Path("/dev/shm")
    before = set(shared.glob("small-wins*"))
    with virtual_sound.recording() as recording:
        for run in range(1, RUNS + 1):
            recording.first_loud_at = None
            with subprocess.Popen([*HEAR, "--aloud"], stdout=subprocess.DEVNULL) as process:
                recording.wait_until_loud()
                process.kill()
            assert process.returncode == -9
            assert kept() == run
            assert not list(temporary.iterdir())
            recording.wait_until_quiet(0.2)
    assert set(shared.glob("small-wins*")) == before
