"""What the running listener tells of itself, read by another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local_voice.door_state import Door, DoorState, listener_runs, read_door

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ONE_O_CLOCK = datetime(2026, 11, 18, 13, tzinfo=UTC)
LISTENER = """
import sys, pathlib
from local_voice.door_state import DoorState
from small_wins.clock import system_clock
with DoorState(pathlib.Path(sys.argv[1]), system_clock):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "listener.json"


def wait_for(path: Path, holds: Callable[[Door], bool]) -> Door:
    deadline = time.monotonic() + 20
    while True:
        door = read_door(path)
        if door and holds(door):
            return door
        assert time.monotonic() < deadline, door
        time.sleep(0.01)


def start(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", LISTENER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_listener_tells_its_state_since_when_and_with_which_devices(path: Path) -> None:
    times = iter([NOON, ONE_O_CLOCK])
    with DoorState(path, lambda: next(times)) as state:
        assert read_door(path) == Door("starting", NOON, os.getpid())
        state.hears_with("USB Microphone")
        state.speaks_with("")
        state.enter("waiting")
        door = wait_for(path, lambda door: door.state == "waiting")
        assert door == Door("waiting", ONE_O_CLOCK, os.getpid(), "USB Microphone", "")
        state.hears_with(None)
        assert wait_for(path, lambda door: door.microphone is None).since == ONE_O_CLOCK
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_state_again_is_no_change(path: Path) -> None:
    times = iter([NOON, ONE_O_CLOCK])
    with DoorState(path, lambda: next(times)) as state:
        for _ in range(1000):
            state.enter("waiting")
        assert wait_for(path, lambda door: door.state == "waiting").since == ONE_O_CLOCK


def test_states_that_pass_at_once_are_written_together_and_the_last_one_stands(path: Path) -> None:
    written: set[int] = set()
    with DoorState(path, lambda: NOON) as state:
        for _ in range(200):
            for name in ("in_speech", "thinking", "speaking", "settling", "waiting"):
                state.enter(name)
            written.add(path.stat().st_ino)
        wait_for(path, lambda door: door.state == "waiting")
    assert len(written) < 10


def test_one_that_ended_leaves_no_state_behind(path: Path) -> None:
    with DoorState(path, lambda: NOON) as state:
        assert listener_runs(path)
        state.enter("waiting")
    assert not listener_runs(path)
    assert read_door(path) is None


def test_one_that_was_killed_does_not_pass_for_a_running_one(path: Path) -> None:
    with start(path) as process:
        assert listener_runs(path)
        process.kill()
    assert read_door(path)
    assert not listener_runs(path)


def test_a_number_that_another_process_was_given_does_not_pass_for_a_listener(path: Path) -> None:
    with start(path) as process:
        process.kill()
    left = json.loads(path.read_bytes())
    path.write_text(json.dumps({**left, "process_id": os.getpid()}))
    assert not listener_runs(path)


def test_of_two_listeners_the_first_is_told_of_until_it_ends(path: Path) -> None:
    with start(path) as process:
        with DoorState(path, lambda: NOON) as second:
            second.enter("waiting")
        door = read_door(path)
        assert door
        assert door.process_id == process.pid
        process.communicate(timeout=20)
    with DoorState(path, lambda: NOON):
        assert listener_runs(path)


def test_a_folder_that_cannot_be_written_stops_no_listener(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder belongs")
    path = tmp_path / "data" / "listener.json"
    with DoorState(path, lambda: NOON) as state:
        state.enter("waiting")
        state.hears_with("USB Microphone")
    assert not listener_runs(path)


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"state": "waiting"}', b"\xff"])
def test_a_broken_file_of_a_running_listener_tells_nothing_but_that_it_runs(path: Path, broken: bytes) -> None:
    with DoorState(path, lambda: NOON):
        path.write_bytes(broken)
        assert listener_runs(path)
        assert read_door(path) is None
