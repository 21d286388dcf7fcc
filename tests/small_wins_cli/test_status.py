"""`small-wins status`: what it says of the listener and its parts, and its exit code."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_voice.door_state import DoorState
from local_voice.limits import Limits
from local_voice.turn_log import TurnLog
from small_wins.core import Core
from tests.small_wins_cli.conftest import Command
from tests.virtual_sound import no_sound, sound_daemon, virtual_sound

__all__ = ["no_sound", "sound_daemon", "virtual_sound"]

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
AT_ONCE = Limits(door_state_debounce_seconds=0.0)


@pytest.fixture
def listener(core: Core, monkeypatch: pytest.MonkeyPatch) -> Iterator[DoorState]:
    """This process, taken for a listener that has all it needs."""
    monkeypatch.setenv("TZ", "UTC")
    with DoorState(core.settings.door_state_file, lambda: NOON, AT_ONCE) as state:
        state.hears_with("USB Microphone")
        state.speaks_with("")
        yield state


def settled(state: DoorState, name: str) -> None:
    """Enter that state, and wait until it is written."""
    state.enter(name)
    deadline = time.monotonic() + 20
    while f'"{name}"' not in state.path.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_all_is_well_while_a_listener_runs_with_a_microphone_and_a_speaker(listener: DoorState) -> None:
    settled(listener, "waiting")
    ran = Command()("status")
    assert (ran.code, ran.err) == (0, "")
    first, microphone, speaker, model, voice, journal = ran.out.splitlines()
    assert first == (f"Small Wins has been waiting for its wake phrase since 2026-11-18 12:00 (process {os.getpid()}).")
    assert (microphone, speaker) == ("Microphone: USB Microphone.", "Speaker: the system's own choice.")
    assert model.startswith("This small speech model mishears people.")
    assert voice.startswith("Voice: ")
    assert journal.endswith("journal.db.")


@pytest.mark.parametrize("state", ["starting", "listening", "muted", "one_that_nobody_named_yet"])
def test_every_state_is_told_with_its_time(listener: DoorState, state: str) -> None:
    settled(listener, state)
    ran = Command()("status")
    assert ran.code == 0
    assert "since 2026-11-18 12:00" in ran.out.splitlines()[0]


def test_a_listener_whose_microphone_has_gone_is_not_well(listener: DoorState) -> None:
    listener.hears_with(None)
    settled(listener, "listening")
    ran = Command()("status")
    assert ran.code == 1
    assert "Small Wins has no microphone. Please plug one in" in ran.out


@pytest.mark.usefixtures("no_sound")
def test_without_listener_and_sound_it_says_what_to_do() -> None:
    ran = Command()("status")
    assert (ran.code, ran.err) == (1, "")
    assert "Small Wins is not listening. Start it with: small-wins listen" in ran.out
    assert "There is no microphone here" in ran.out
    assert "There is no speaker here" in ran.out


@pytest.mark.sound
@pytest.mark.usefixtures("virtual_sound")
def test_without_listener_it_names_the_microphone_and_the_speaker_that_one_would_have() -> None:
    ran = Command()("status")
    assert ran.code == 1
    assert "Microphone: Monitor of VirtualMicrophone." in ran.out
    assert "Speaker: VirtualSpeaker." in ran.out


def test_a_listener_that_cannot_write_its_state_is_told_of(listener: DoorState) -> None:
    settled(listener, "waiting")
    listener.path.write_text("")
    ran = Command()("status")
    assert ran.code == 1
    assert "Please see whether the disk is full." in ran.out


@pytest.mark.usefixtures("listener")
def test_a_missing_speech_model_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_WINS_SPEECH_MODEL", "/nowhere/model")
    ran = Command()("status")
    assert ran.code == 1
    assert "There is no speech model at /nowhere/model." in ran.out


@pytest.mark.usefixtures("listener")
def test_a_journal_that_cannot_be_opened_is_told() -> None:
    (Path(os.environ["SMALL_WINS_DATA_DIR"]) / "journal.db").write_text("this is no database" * 100)
    ran = Command()("status", "--json")
    assert ran.code == 1
    (line,) = ran.lines
    assert not line["journal"]["well"]
    assert line["microphone"]["well"]


def test_json_is_one_object_with_every_part_and_the_last_turns(listener: DoorState, core: Core) -> None:
    settled(listener, "listening")
    TurnLog(core.settings.turn_log_file).add({"recognised": 80.5, "first_audio": 140.0}, NOON)
    ran = Command()("status", "--json")
    assert ran.code == 0
    (line,) = ran.lines
    assert line["well"]
    assert line["turns"] == [{"at": "2026-11-18T12:00:00+00:00", "recognised": 80.5, "first_audio": 140.0}]
    assert line["listener"] == {
        "well": True,
        "said": f"Small Wins has been listening since 2026-11-18 12:00 (process {os.getpid()}).",
        "runs": True,
        "state": "listening",
        "since": "2026-11-18T12:00:00+00:00",
        "process_id": os.getpid(),
    }
    assert line["microphone"]["name"] == "USB Microphone"
    assert line["speech_model"]["name"] == "compact"
    assert line.keys() == {"well", "listener", "microphone", "speaker", "speech_model", "voice", "journal", "turns"}


@pytest.mark.usefixtures("listener")
def test_a_terminal_shows_the_last_turns_as_a_table_and_a_pipe_does_not(core: Core) -> None:
    TurnLog(core.settings.turn_log_file).add({"recognised": 80.5, "first_audio": 140.0}, NOON)
    assert "140" not in Command()("status").out
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "small_wins_cli", "status"]
    with closing(os.fdopen(ours, "rb", buffering=0)) as terminal:
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs) as process:
            os.close(theirs)
            shown = b""
            while piece := _read(terminal.fileno()):
                shown += piece
        assert process.returncode == 0
    assert b"first audio" in shown
    assert b"140" in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # as Linux does when the other end is closed
        return b""
