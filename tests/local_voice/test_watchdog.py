"""The signs of life that a service owes systemd."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator

import pytest

from local_voice.mouth import Mouth
from local_voice.watchdog import ALIVE, Watchdog
from tests.local_voice.listener import listening
from tests.local_voice.test_disk_that_breaks import journal_held
from tests.virtual_sound import VirtualSound


class Systemd:
    """Stands for the manager: takes what it is told."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.told: list[bytes] = []
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._door.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        threading.Thread(target=self._listen, daemon=True).start()

    def environment(self, limit_seconds: float) -> dict[str, str]:
        """What a service is started with."""
        return {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": str(round(limit_seconds * 1_000_000))}

    def wait_for_more(self) -> None:
        """Until it is told something again."""
        count, deadline = len(self.told), time.monotonic() + 30
        while len(self.told) == count:
            assert time.monotonic() < deadline, "no sign of life"
            time.sleep(0.01)

    def close(self) -> None:
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                self.told.append(self._door.recv(100))
            except OSError:
                return


@pytest.fixture(params=["file", "name"])
def systemd(request: pytest.FixtureRequest) -> Iterator[Systemd]:
    # The path of a socket is short: pytest's own folders are too deep.
    with tempfile.TemporaryDirectory(prefix="sw-") as folder:
        one = Systemd(f"{folder}/notify" if request.param == "file" else f"@small-wins-{uuid.uuid4()}")
        yield one
        one.close()


def test_it_beats_twice_as_often_as_it_has_to(systemd: Systemd) -> None:
    watchdog = Watchdog({**systemd.environment(1.0), "WATCHDOG_PID": str(os.getpid())})
    begun = time.monotonic()
    while time.monotonic() - begun < 1.3:
        watchdog.beat()
        time.sleep(0.01)
    systemd_heard = list(systemd.told)
    assert systemd_heard == [ALIVE] * 3


@pytest.mark.parametrize(
    "change",
    [
        lambda environment: {name: environment[name] for name in environment if name != "WATCHDOG_USEC"},
        lambda environment: environment | {"WATCHDOG_PID": "1"},
        lambda environment: environment | {"WATCHDOG_USEC": "soon"},
        lambda environment: {name: environment[name] for name in environment if name != "NOTIFY_SOCKET"},
        lambda environment: environment | {"NOTIFY_SOCKET": "nowhere"},
    ],
)
def test_where_nobody_watches_nothing_is_told_and_nothing_breaks(
    systemd: Systemd, change: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    Watchdog(change(systemd.environment(0.1))).beat()
    time.sleep(0.1)
    assert systemd.told == []


@pytest.mark.usefixtures("no_sound")
@pytest.mark.parametrize("systemd", ["name"], indirect=True)
def test_a_listener_that_waits_for_sound_is_alive(systemd: Systemd) -> None:
    command = (sys.executable, "-m", "small_wins_cli", "listen", "--keep-trying")
    environment = {**os.environ, **systemd.environment(0.5)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            while "I keep trying" not in process.stderr.readline():
                assert process.poll() is None
            for _ in range(3):
                systemd.wait_for_more()
        finally:
            process.kill()


@pytest.mark.sound
@pytest.mark.parametrize("systemd", ["name"], indirect=True)
def test_a_loop_that_does_not_go_on_gives_no_sign_of_life(
    virtual_sound: VirtualSound, mouth: Mouth, systemd: Systemd
) -> None:
    with listening(virtual_sound, mouth, environment=systemd.environment(0.4)) as listener:
        systemd.wait_for_more()
        with journal_held():
            listener.tell("i drank a glass of water")
            listener.wait_for("One moment.")
            listener.recording.wait_until_quiet()
            # It waits for the journal now, and for nothing else.
            told = len(systemd.told)
            time.sleep(2)
            assert len(systemd.told) == told
        listener.wait_for("heard: i drank a glass of water")
        systemd.wait_for_more()
        virtual_sound.unplug("microphone")
        try:
            listener.wait_for("I can't hear the microphone any more.")
            for _ in range(3):
                systemd.wait_for_more()
        finally:
            virtual_sound.plug_in("microphone")
