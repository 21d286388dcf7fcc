"""`small-wins listen`, when what it has on disk is held, full or gone."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from local_voice.ears import Ear
from local_voice.mouth import Mouth
from small_wins.settings import Settings
from tests.local_voice.listener import LISTEN, kept, listening
from tests.small_wins_cli.conftest import Command
from tests.virtual_sound import VirtualSound

pytestmark = [pytest.mark.sound, pytest.mark.usefixtures("better_model")]

IN_A_SMALL_DISK = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
MOUNT = 'mount -t tmpfs -o size=8m tmpfs "$SMALL_WINS_DATA_DIR" && exec "$@"'


@contextmanager
def journal_held() -> Iterator[None]:
    """Another program writes to the journal, and is not done."""
    with closing(sqlite3.connect(Settings().data_dir / "journal.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def fill(disk: Path) -> Path:
    """Take all the space that is left; the file that does."""
    file = disk / "film"
    with file.open("wb", buffering=0) as film, suppress(OSError):
        while True:
            film.write(bytes(4096))
    return file


def test_what_is_said_while_another_program_holds_the_journal_for_ten_seconds_is_kept(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear
) -> None:
    with listening(virtual_sound, mouth) as listener:
        listener.heard_from_it(ear)
        with journal_held():
            held_since = time.monotonic()
            listener.recording.first_loud_at = None
            listener.tell("i drank a glass of water")
            listener.wait_for("One moment.")
            listener.wait_until_it_has_spoken()
            assert listener.heard_from_it(ear) == "one moment"
            listener.recording.first_loud_at = None
            time.sleep(max(0.0, held_since + 10 - time.monotonic()))
        listener.wait_for("heard: i drank a glass of water")
        listener.wait_until_it_has_spoken()
        assert "you drank a glass of water" in listener.heard_from_it(ear)
        assert kept() == ["i drank a glass of water"]


def test_a_full_disk_is_told_aloud_and_what_is_said_once_there_is_space_is_kept(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Settings().data_dir
    data.mkdir()
    environment = {"SMALL_WINS_DATA_DIR": str(data)}
    small_disk = (*IN_A_SMALL_DISK, MOUNT, "sh", *LISTEN)
    tried = subprocess.run([*small_disk[:7], "sh", "true"], env={**os.environ, **environment}, check=False)
    if tried.returncode:
        pytest.skip("nobody may mount a disk here")
    with listening(virtual_sound, mouth, command=small_disk, environment=environment) as listener:
        disk = Path(f"/proc/{listener.process.pid}/root{data}")
        film = fill(disk)
        listener.heard_from_it(ear)
        listener.recording.first_loud_at = None
        listener.tell("i drank a glass of water")
        listener.wait_for("The disk is full")
        listener.wait_until_it_has_spoken()
        assert "please free some space" in listener.heard_from_it(ear)
        film.unlink()
        listener.recording.wait_until_quiet()
        listener.tell("i made my bed")
        listener.wait_for("heard: i made my bed")
        # SQLite follows the link to the other's root by its name, to our own.
        monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(shutil.copytree(disk, tmp_path / "copy")))
        assert kept() == ["i made my bed"]


def test_a_speech_model_that_is_deleted_is_still_used_and_the_small_one_stands_in_from_the_next_start_on(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear, tmp_path: Path
) -> None:
    with listening(virtual_sound, mouth) as listener:
        shutil.rmtree(tmp_path / "model")
        listener.tell("i drank a glass of water")
        listener.wait_for("heard: i drank a glass of water")
        listener.recording.wait_until_quiet()
        listener.tell("delete everything")
        listener.wait_for("heard: delete everything")
        listener.recording.wait_until_quiet()
        listener.tell("no")
        listener.wait_for("heard: no")
    with listening(virtual_sound, mouth) as listener:
        assert "The speech model model can't be used, so I listen with the small one." in listener.lines[0]
        assert "can't be used so i listen with" in listener.heard_from_it(ear)
        listener.tell("i washed one dish")
        listener.wait_for("heard: i washed one dish")
    assert sorted(kept()) == ["i drank a glass of water", "i washed one dish"]
    assert "There is no speech model at" in Command()("status").out
