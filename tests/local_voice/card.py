"""`small-wins listen`, as a process of its own, in a room with a virtual sound card, in real time."""

from __future__ import annotations

import array
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from local_voice.door_state import read_door
from local_voice.limits import LIMITS
from local_voice.mouth import Mouth
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from small_wins.core import Core
from tests.local_voice.listener import Listener, listening
from tests.local_voice.room import mixed, spoken
from tests.small_wins.talk import Talk
from tests.virtual_sound import LOUD, VirtualSound

PATIENCE_SECONDS = 60.0
"""For what must come about, on a machine that does other work."""

WHOLE = 0.8
"""Of the time that a text takes: pauses and numbers are spoken otherwise than it is rendered as a whole."""

FOR_A_PERSON = {"waiting", "listening", "muted"}
"""States in which it is somebody else's turn."""


class CardRoom:
    """Somebody, a virtual microphone and speaker, and the running command."""

    def __init__(self, listener: Listener, core: Core) -> None:
        self.listener, self.core = listener, core

    def say(self, *said: str | float, gain: float = 1.0, rate: int = 100, over: bool = False) -> None:
        """Somebody speaks, as in a Room."""
        if not over:
            self.wait_until_heard_out()
            self.listener.recording.pcm.clear()
        self.listener.sound.play(mixed([(spoken(self.listener.mouth, said, rate), gain)]), HEARD_RATE)

    def be_silent(self, seconds: float) -> None:
        """Nobody speaks for so long."""
        time.sleep(seconds)

    def press_mute(self) -> None:
        """As a pedal does."""
        self.listener.process.send_signal(signal.SIGUSR2)

    def wait_until_heard_out(self) -> None:
        """Until it is somebody else's turn."""
        # Its state is told a moment later.
        time.sleep(LIMITS.door_state_debounce_seconds + LIMITS.listening_chunk_seconds)
        self.wait_until(lambda: self.state in FOR_A_PERSON)

    def check(self, expected: dict[str, Any]) -> None:
        """Wait until this holds: the same names as in a Room."""
        told: dict[str, Callable[[], object]] = {
            "state": lambda: self.state,
            "heard": lambda: self.heard,
            "cut": lambda: self._was_cut,
            "kept": lambda: Talk(self.core).kept(),
        }
        for name, value in expected.items():
            self.wait_until(lambda ask=told[name], value=value: ask() == value)  # type: ignore[misc]

    def wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, (self.state, self.listener.describe())
            time.sleep(0.02)

    @property
    def state(self) -> str:
        """As `status` tells it."""
        door = read_door(self.core.settings.door_state_file)
        return door.state if door else ""

    @property
    def heard(self) -> list[str]:
        return [line.removeprefix("heard: ") for line in self.listener.lines if line.startswith("heard: ")]

    @property
    def _was_cut(self) -> bool:
        """Whether what it said last has sounded for a shorter time than it takes."""
        said = next(line.removeprefix("said: ") for line in reversed(self.listener.lines) if line.startswith("said: "))
        samples = array.array("h", bytes(self.listener.recording.pcm))
        loud = [place for place, sample in enumerate(samples) if abs(sample) > LOUD]
        return loud[-1] - loud[0] < WHOLE * len(spoken(self.listener.mouth, [said])) / FRAME_BYTES


@contextmanager
def card_room(sound: VirtualSound, mouth: Mouth, core: Core, coupling_db: float | None = None) -> Iterator[CardRoom]:
    """A listener that has greeted; its microphone hears its speaker so many dB louder than it is, or not at all."""
    coupled = nullcontext() if coupling_db is None else sound.loop(coupling_db)
    with coupled, listening(sound, mouth, wake_by="phrase") as listener:
        yield CardRoom(listener, core)
