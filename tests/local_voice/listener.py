"""`small-wins listen`, as a process of its own, on a virtual microphone and speaker."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from local_voice.ears import Ear
from local_voice.mouth import Mouth
from local_voice.sound import SPOKEN_RATE
from tests.small_wins_cli.conftest import Command
from tests.virtual_sound import Recording, VirtualSound

LISTEN = (sys.executable, "-m", "small_wins_cli", "listen")
STARTS_WITHIN_SECONDS = 120
"""On a machine that does other work."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Listener:
    """The running command and what it prints."""

    def __init__(self, process: subprocess.Popen[str], sound: VirtualSound, recording: Recording, mouth: Mouth) -> None:
        self.process, self.sound, self.recording, self.mouth = process, sound, recording, mouth
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def tell(self, text: str) -> None:
        """Say something to it, and a second of silence after it."""
        self.sound.play(self.mouth.render(text) + bytes(2 * SPOKEN_RATE), SPOKEN_RATE)

    def wait_for(self, text: str, timeout_seconds: float = 30) -> None:
        """Until a line with that text is printed."""
        deadline = time.monotonic() + timeout_seconds
        while not any(text in line for line in self.lines):
            assert time.monotonic() < deadline, self.describe()
            time.sleep(0.01)

    def wait_until_it_has_spoken(self) -> None:
        """What it says; set `recording.first_loud_at` to None before it begins."""
        self.recording.wait_until_loud()
        self.recording.wait_until_quiet()

    def heard_from_it(self, ear: Ear) -> str:
        """What it has said since the last time, as the recogniser understands it."""
        pcm = bytes(self.recording.pcm)
        self.recording.pcm.clear()
        return " ".join(said.hypotheses[0] for said in ear.hear_all(iter([pcm, bytes(32000)])))

    def describe(self) -> tuple[object, ...]:
        """What it is about, where something is awaited in vain."""
        return self.lines, self.process.poll(), self.sound.describe()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextmanager
def listening(
    sound: VirtualSound,
    mouth: Mouth,
    wake_by: str = "always",
    command: Sequence[str] = LISTEN,
    environment: Mapping[str, str] = NOTHING,
) -> Iterator[Listener]:
    """A listener that has greeted; its ear stays open, unless it waits for a phrase."""
    with (
        sound.recording() as recording,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SMALL_WINS_WAKE_BY": wake_by, **environment},
        ) as process,
    ):
        listener = Listener(process, sound, recording, mouth)
        try:
            listener.wait_for("What's one thing you did", STARTS_WITHIN_SECONDS)
            listener.wait_until_it_has_spoken()
            yield listener
        finally:
            process.kill()


def kept() -> list[str]:
    return [line["said"] for line in Command()("wins", "--json").lines]
