"""A room without a sound card: what is said in it goes through the real ears, core and mouth, faster than real time."""

from __future__ import annotations

import array
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import miniaudio

from local_voice.dialogue import Turn
from local_voice.limits import LIMITS
from local_voice.listening import Listening, State
from local_voice.mouth import SystemMouth
from local_voice.sound import FRAME_BYTES, HEARD_RATE, SPOKEN_RATE

SIGNED16 = miniaudio.SampleFormat.SIGNED16
CHUNK_BYTES = round(LIMITS.listening_chunk_seconds * HEARD_RATE) * FRAME_BYTES
FULL = 2**15 - 1


def heard_as(spoken: bytes) -> bytes:
    """What is spoken, at the rate that is listened to."""
    return bytes(miniaudio.convert_frames(SIGNED16, 1, SPOKEN_RATE, spoken, SIGNED16, 1, HEARD_RATE))


class RoomSpeaker:
    """Stands for the player: a clip lasts as long as its sound, counted in what the microphone hears meanwhile."""

    def __init__(self) -> None:
        self.sound = b""
        self.position = 0
        self.seconds = 0.0
        """Since the room was entered."""
        self.played: list[bytes] = []
        self.times: list[tuple[float, float]] = []
        """When each clip began and when it would end, in seconds since the room was entered."""

    name = ""

    @property
    def playing(self) -> bool:
        return self.position < len(self.sound)

    def play(self, pieces: Iterable[bytes]) -> float:
        self.sound, self.position = heard_as(b"".join(pieces)), 0
        self.played.append(self.sound)
        self.times.append((self.seconds, self.seconds + len(self.sound) / FRAME_BYTES / HEARD_RATE))
        return 0.0

    def stop(self) -> None:
        self.position = len(self.sound)

    def wake(self) -> None:
        """It never sleeps."""

    def take(self, size: int) -> bytes:
        """What it gives off while so much is heard."""
        piece = self.sound[self.position : self.position + size]
        self.position += size
        return piece.ljust(size, b"\0")


@dataclass
class Shown:
    """Stands for the terminal."""

    turns: list[Turn] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def show_turn(self, turn: Turn) -> None:
        self.turns.append(turn)

    def show_said(self, text: str) -> None:
        self.said.append(text)

    def show_state(self, state: State) -> None:
        self.states.append(state)

    def show_speaker(self, name: str | None) -> None:
        """Nothing is shown."""


@dataclass
class Room:
    """Somebody, a microphone, a speaker, and what the microphone hears of it."""

    listening: Listening
    speaker: RoomSpeaker
    shown: Shown
    mouth: SystemMouth
    coupling: float = 0.0
    """How loud the microphone hears the speaker: 1 is as loud as it is."""
    noise: float = 0.0
    """Loudness of a steady noise in the room, of the full scale."""

    def __post_init__(self) -> None:
        self._random = random.Random(4)  # noqa: S311 - noise

    def say(self, text: str, gain: float = 1.0, *, over: bool = False) -> None:
        """Somebody speaks. Unless it is `over` our own voice, they let us finish."""
        if not over:
            self.wait_until_heard_out()
        self.hear(heard_as(self.mouth.render(text)), gain)

    def hear(self, pcm: bytes, gain: float = 1.0) -> None:
        """Sound at the microphone: 16-bit mono PCM at 16 kHz."""
        for start in range(0, len(pcm), CHUNK_BYTES):
            piece = pcm[start : start + CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0")
            ours = self.speaker.take(CHUNK_BYTES) if self.speaker.playing else bytes(CHUNK_BYTES)
            self.speaker.seconds += LIMITS.listening_chunk_seconds
            self.listening.accept(self._mixed(piece, gain, ours))

    def be_silent(self, seconds: float) -> None:
        """Nobody speaks for so long."""
        self.hear(bytes(round(seconds * HEARD_RATE) * FRAME_BYTES))

    def wait_until_heard_out(self) -> None:
        """Until it neither speaks nor thinks, and its voice has died away."""
        for _ in range(60 * 50):
            if self.listening.state not in {State.SPEAKING, State.SETTLING, State.THINKING}:
                return
            self.be_silent(LIMITS.listening_chunk_seconds)
        raise AssertionError("it never stopped speaking")

    @property
    def heard(self) -> list[str]:
        return [turn.heard for turn in self.shown.turns]

    def _mixed(self, piece: bytes, gain: float, ours: bytes) -> bytes:
        mixed = (
            round(one * gain + other * self.coupling + self._random.uniform(-1, 1) * self.noise * FULL)
            for one, other in zip(array.array("h", piece), array.array("h", ours), strict=True)
        )
        return array.array("h", (max(-FULL, min(FULL, sample)) for sample in mixed)).tobytes()
