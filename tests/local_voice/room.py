"""A room without a sound card: what is said in it goes through the real ears, core and mouth, faster than real time."""

from __future__ import annotations

import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import vosk

from local_voice.activity import Activity
from local_voice.dialogue import Dialogue, Turn
from local_voice.ears import Ear
from local_voice.limits import LIMITS, Limits
from local_voice.listening import Listening, Screen, State
from local_voice.microphone import Microphone
from local_voice.mouth import Mouth
from local_voice.recogniser import Recogniser
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.voice import Voice
from local_voice.wake import Spotter, WakePhrase
from small_wins.core import Core
from small_wins.reply import Manner
from tests.local_voice.room_sounds import FULL, heard_as
from tests.small_wins.talk import Talk

CHUNK_BYTES = round(LIMITS.listening_chunk_seconds * HEARD_RATE) * FRAME_BYTES


def make_listening(
    core: Core, model: vosk.Model, voice: Voice, screen: Screen, limits: Limits = LIMITS, *, always_open: bool = False
) -> Listening:
    """All the parts of the door, as `listen` puts them together."""
    dialogue = Dialogue(core, "local:me", "microphone")
    words, activity = dialogue.words, Activity()
    everyday, wake = words["everyday"], words["wake_phrases"]
    return Listening(
        dialogue,
        Ear(activity, Recogniser(model, limits, everyday), limits, dialogue.is_unfinished),
        WakePhrase(activity, Spotter(model, wake, everyday, limits), limits),
        Spotter(model, [*words["interruptions"], *wake], everyday, limits),
        voice,
        screen,
        lambda key: key,
        Microphone,
        always_open,
        limits,
    )


WAY_SECONDS = 0.1
"""From the player, through buffers and air, to the microphone."""


class RoomSpeaker:
    """Stands for the player: a clip lasts as long as its sound, counted in what the microphone hears meanwhile."""

    def __init__(self) -> None:
        self.sound = b""
        self.position = self.stopped_at = 0
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
        clip = heard_as(b"".join(pieces))
        self.sound, self.position = bytes(round(WAY_SECONDS * HEARD_RATE) * FRAME_BYTES) + clip, 0
        self.stopped_at = len(self.sound)
        self.played.append(clip)
        self.times.append((self.seconds, self.seconds + len(self.sound) / FRAME_BYTES / HEARD_RATE))
        return 0.0

    def stop(self) -> None:
        if self.playing:
            self.stopped_at, self.position = self.position, len(self.sound)

    @property
    def handed_over(self) -> bytes:
        return self.played[-1][: min(self.position, self.stopped_at)] if self.played else b""

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
    mouth: Mouth
    coupling: float = 0.0
    """How loud the microphone hears the speaker: 1 is as loud as it is."""
    beside: Sequence[tuple[bytes, float]] = ()
    """What else sounds there, over and over, and how loud: 1 is as loud as it is."""
    answered_after: float | None = field(default=None, init=False)
    """Seconds from the beginning of what was said last to our answer."""
    heard_turns: int = field(default=0, init=False)
    """Turns that are forgotten."""
    _frames: int = field(default=0, init=False)
    _said_at: float = field(default=0.0, init=False)

    def say(self, *said: str | float, gain: float = 1.0, rate: int = 100, over: bool = False) -> None:
        """Somebody speaks, at so many per cent of the usual rate, with pauses of so many seconds; they let us finish,
        unless it is `over` our own voice.
        """
        if not over:
            self.wait_until_heard_out()
        self._said_at, self.answered_after = self.speaker.seconds, None
        self.hear(spoken(self.mouth, said, rate), gain)

    def hear(self, pcm: bytes, gain: float = 1.0) -> None:
        """Sound at the microphone: 16-bit mono PCM at 16 kHz."""
        for start in range(0, len(pcm), CHUNK_BYTES):
            piece = pcm[start : start + CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0")
            sounds = [(piece, gain), *((self._repeated(sound), factor) for sound, factor in self.beside)]
            if self.speaker.playing:
                sounds.append((self.speaker.take(CHUNK_BYTES), self.coupling))
            self._frames += CHUNK_BYTES // FRAME_BYTES
            self.speaker.seconds = self._frames / HEARD_RATE
            turns = len(self.shown.turns)
            self.listening.accept(mixed(sounds))
            if len(self.shown.turns) > turns:
                self.answered_after = self.speaker.seconds - self._said_at

    def press_mute(self) -> None:
        """As the key does."""
        self.listening.mute_pressed.set()
        self.be_silent(LIMITS.listening_chunk_seconds)

    def be_silent(self, seconds: float) -> None:
        """Nobody speaks for so long."""
        self.hear(bytes(round(seconds * HEARD_RATE) * FRAME_BYTES))

    def forget(self) -> None:
        """Keep nothing of what has happened but the number of turns."""
        self.heard_turns += len(self.shown.turns)
        for kept in (self.shown.turns, self.shown.said, self.shown.states, self.speaker.played, self.speaker.times):
            kept.clear()  # type: ignore[attr-defined]

    def wait_until_heard_out(self) -> None:
        """Until it neither speaks nor thinks, and its voice has died away."""
        for _ in range(60 * 50):
            if self.listening.state not in {State.SPEAKING, State.SETTLING, State.THINKING}:
                return
            self.be_silent(LIMITS.listening_chunk_seconds)
        raise AssertionError("it never stopped speaking")

    def check(self, expected: dict[str, Any]) -> None:
        """What must hold now; the names are those of scenarios.yaml."""
        told: dict[str, Callable[[], object]] = {
            "state": lambda: self.listening.state.value,
            "heard": lambda: self.heard,
            "turns": lambda: len(self.heard),
            "speaks": lambda: len(self.speaker.played),
            "cut": lambda: self.speaker.stopped_at < len(self.speaker.sound),
            "kept": lambda: Talk(self.listening.dialogue.core).kept(),
        }
        for name, value in expected.items():
            if name == "answered_within":
                assert self.answered_after is not None
                assert self.answered_after <= value
            else:
                assert told[name]() == value

    @property
    def heard(self) -> list[str]:
        return [turn.heard for turn in self.shown.turns]

    def _repeated(self, sound: bytes) -> bytes:
        """The piece of it that is now to be heard."""
        start = self._frames * FRAME_BYTES % (len(sound) - CHUNK_BYTES)
        return sound[start : start + CHUNK_BYTES]


def spoken(mouth: Mouth, said: Sequence[str | float], rate: int = 100) -> bytes:
    """What somebody says, with pauses of so many seconds: as a microphone hears it."""
    manner = Manner(rate=rate)
    parts = (
        heard_as(mouth.render(part, manner)) if isinstance(part, str) else bytes(round(part * HEARD_RATE) * FRAME_BYTES)
        for part in said
    )
    return b"".join(parts)


def mixed(sounds: Sequence[tuple[bytes, float]]) -> bytes:
    """Pieces of one length, each as loud as its factor says, all at once."""
    audible = [(array.array("h", pcm), factor) for pcm, factor in sounds if factor and any(pcm)]
    if not audible:
        return bytes(len(sounds[0][0]))
    if len(audible) == 1 and audible[0][1] == 1:
        return audible[0][0].tobytes()
    totals = [0.0] * len(audible[0][0])
    for samples, factor in audible:
        totals = [total + sample * factor for total, sample in zip(totals, samples, strict=True)]
    return array.array("h", (max(-FULL, min(FULL, round(total))) for total in totals)).tobytes()
