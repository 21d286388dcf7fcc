"""What other speech and noise do to a door that waits: it is to do nothing.

Recordings of people are not shipped: name a folder with --speech. What was recorded once counts once; what is played
again, faster or slower, and what a machine speaks stand in rows of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from pydoc_data.topics import topics

import miniaudio
import vosk

from benchmarks.voice.bench import entered_room, model_in_settings, show_table
from local_voice.dialogue import Turn
from local_voice.listening import State
from local_voice.mouth import SystemMouth
from local_voice.recording import read_recording
from local_voice.sound import FRAME_BYTES, HEARD_RATE, SPOKEN_RATE
from small_wins.reply import Manner
from tests.local_voice.room import mixed
from tests.local_voice.room_sounds import SIGNED16, heard_as, made_noise
from tests.small_wins.talk import Talk

PAUSE = bytes(round(0.6 * HEARD_RATE) * FRAME_BYTES)
PITCHES = (0.8, 1.0, 1.2)
NOISY = "kitchen-noise"
AIMS = "aim: at most 0.5 wakes and 0 logs an hour"


Sounds = Callable[[], Iterator[bytes]]
"""What makes pieces of sound, from the beginning."""


@dataclass
class Counted:
    """What came of a kind of sound."""

    seconds: float = 0.0
    wakes: int = 0
    logs: int = 0
    alarms: int = 0
    """How often somebody seemed to be in danger; what is said after that is no new alarm."""

    in_danger: bool = False

    def take(self, turns: Sequence[Turn]) -> None:
        for turn in turns:
            was, self.in_danger = self.in_danger, turn.reply.safety != "none"
            self.alarms += self.in_danger and not was

    def an_hour(self, count: int) -> str:
        return f"{count} ({count / self.seconds * 3600:.1f})"


def show_all(speech: Path | None, minutes: float) -> None:
    """`minutes` of each kind that can be made longer; an ear that never closes hears a third of it."""
    model, mouth = model_in_settings(), SystemMouth()
    rows: list[Sequence[object]] = []
    for name, sounds, most_seconds in kinds(mouth, speech, minutes * 60):
        for always_open in (False, True):
            counted = count_in_a_room(
                model, mouth, sounds(), most_seconds / 3 if always_open else most_seconds, always_open=always_open
            )
            wakes = None if always_open else counted.an_hour(counted.wakes)
            others = [counted.an_hour(count) for count in (counted.logs, counted.alarms)]
            how = "always open" if always_open else "waits"
            rows.append((name, how, f"{counted.seconds / 60:.1f}", wakes, *others))
    rows.append((AIMS, *[None] * 5))
    heads = ("what", "the door", "minutes", "wakes (an hour)", "logs (an hour)", "alarms (an hour)")
    show_table("Other speech and noise", heads, *rows)


def kinds(mouth: SystemMouth, speech: Path | None, seconds: float) -> Iterator[tuple[str, Sounds, float]]:
    """The name of each kind, what makes its sounds, and how long it may last."""
    if speech:
        people = [path for path in sorted(speech.glob("*.flac")) if path.stem != NOISY]
        yield "people, each recording once", lambda: map(read, people), float("inf")
        if (noise := speech / f"{NOISY}.flac").exists():
            yield "a kitchen, once", lambda: iter([read(noise)]), float("inf")
        yield "the same people, played again at other pitches and levels (loops)", lambda: again(people), seconds
    yield "a synthetic voice, distinct text", lambda: read_aloud(mouth), seconds
    for kind in ("white", "fan"):
        yield f"{kind} noise, made", lambda kind=kind: (made_noise(kind) for _ in count()), seconds / 4


def count_in_a_room(
    model: vosk.Model, mouth: SystemMouth, sounds: Iterator[bytes], most_seconds: float, *, always_open: bool
) -> Counted:
    """Let a door that waits hear it, with a short pause between the pieces."""
    counted = Counted()
    with entered_room(model, mouth, always_open=always_open) as room:
        room.be_silent(20)
        for sound in sounds:
            for piece in (sound, PAUSE):
                states = [room.listening.state]
                room.shown.states = states
                room.hear(piece)
                counted.wakes += sum(pair == (State.WAITING, State.LISTENING) for pair in pairwise(states))
                counted.seconds += len(piece) / FRAME_BYTES / HEARD_RATE
            if not always_open and room.listening.state is not State.WAITING:
                room.wait_until_heard_out()
                room.be_silent(6)
            counted.take(room.shown.turns)
            room.forget()
            if counted.seconds >= most_seconds:
                break
        counted.logs = len(Talk(room.listening.dialogue.core).kept())
    return counted


def read(path: Path) -> bytes:
    return b"".join(read_recording(path))


def again(people: Sequence[Path]) -> Iterator[bytes]:
    """The recordings over and over, each time as if by somebody else, louder or softer."""
    for number in count():
        pitch, gain = 0.8 + 0.05 * (number % 9), (1.0, 0.4, 2.0)[number % 3]
        for path in people:
            yield mixed([(at_pitch(read(path), pitch), gain)])


def read_aloud(mouth: SystemMouth) -> Iterator[bytes]:
    """English prose that comes with Python, sentence by sentence, by three voices at three speeds."""
    for number, text in enumerate(sentences()):
        pitch, rate = PITCHES[number % 3], (80, 100, 120)[number // 3 % 3]
        yield heard_as(mouth.render(text, Manner(rate=rate)), round(SPOKEN_RATE * pitch))


def sentences() -> Iterator[str]:
    for topic in topics.values():
        for text in re.split(r"(?<=[.:])\s+", topic):
            words = re.findall(r"[A-Za-z][a-z']+", text)
            if 5 <= len(words) <= 40:
                yield " ".join(words)


def at_pitch(pcm: bytes, pitch: float) -> bytes:
    """The same, higher and faster."""
    return bytes(miniaudio.convert_frames(SIGNED16, 1, round(HEARD_RATE * pitch), pcm, SIGNED16, 1, HEARD_RATE))
