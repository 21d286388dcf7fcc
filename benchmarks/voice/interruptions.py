"""Whether "stop", said alone into our own voice, is heard; and whether our own voice, or people beside it, are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import vosk

from benchmarks.voice.bench import entered_room, model_in_settings, show_table
from benchmarks.voice.false_wakes import NOISY, read
from local_voice.listening import State
from local_voice.mouth import SystemMouth
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from tests.local_voice.room import Room
from tests.local_voice.room_sounds import below, heard_as, loudness

ASKED = ("what are you for", "what can i say", "how does this work", "what's one small thing i can do")
WITHIN_SECONDS = 1.0
"""After the word's end."""

NEVER, EARLIEST_SECONDS, APART_SECONDS = None, 0.6, 0.37


def show_all(tries: int, speech: Path | None) -> None:
    model, mouth = model_in_settings(), SystemMouth()
    heads = ("the microphone hears our voice", "found within 1 s of its end", "false, by our own voice")
    rows: list[tuple[object, ...]] = []
    for db in (NEVER, 12, 6, 0):
        coupling = 0.0 if db is None else below(db)
        found = sum(stops(model, mouth, coupling, number) for number in range(tries))
        seconds, false = left_alone(model, mouth, coupling)
        name = "not at all" if db is None else f"{db} dB softer"
        rows.append((name, f"{found} of {tries}", f"{false} in {seconds:.0f} s"))
    show_table('"Stop", said alone into our own voice', heads, *rows)
    if speech:
        show_beside(model, mouth, [read(path) for path in sorted(speech.glob("*.flac")) if path.stem != NOISY])


def show_beside(model: vosk.Model, mouth: SystemMouth, people: list[bytes]) -> None:
    """False stops while people talk beside it, its own voice being 6 dB softer."""
    talk = b"".join(people)
    rows: list[tuple[object, ...]] = []
    for db in (0, 6, 12):
        gain = below(db) * loudness(heard_as(mouth.render(ASKED[0]))) / loudness(talk)
        seconds, false = left_alone(model, mouth, below(6), lambda room, gain=gain: beside(room, talk, gain))
        rows.append((f"{db} dB softer than somebody who speaks to it", f"{false} in {seconds:.0f} s"))
    show_table("People talking beside it while it speaks", ("how loud they are", "false stops"), *rows)


def stops(model: vosk.Model, mouth: SystemMouth, coupling: float, number: int) -> bool:
    """Whether it falls silent, each time at another place of what it says."""
    with entered_room(model, mouth, coupling=coupling) as room:
        make_it_speak(room, ASKED[number % 2])
        room.be_silent(EARLIEST_SECONDS + APART_SECONDS * number)
        assert room.listening.state is State.SPEAKING, "the answer was too short"
        room.say("stop", over=True)
        for _ in range(round(WITHIN_SECONDS / 0.02)):
            if room.listening.state is not State.SPEAKING:
                return True
            room.be_silent(0.02)
    return False


def left_alone(
    model: vosk.Model, mouth: SystemMouth, coupling: float, begin: Callable[[Room], None] | None = None
) -> tuple[float, int]:
    """Seconds that it spoke, and how often it fell silent by itself."""
    spoken, false = 0.0, 0
    for asked in ASKED:
        with entered_room(model, mouth, coupling=coupling) as room:
            make_it_speak(room, asked)
            if begin:
                begin(room)
            began, ends = room.speaker.times[-1]
            while room.listening.state is State.SPEAKING:
                room.be_silent(0.02)
            spoken += room.speaker.seconds - began
            false += room.speaker.seconds < ends - 0.05
    return spoken, false


def make_it_speak(room: Room, asked: str) -> None:
    room.say(asked)
    while room.listening.state is not State.SPEAKING:
        room.be_silent(0.02)


def beside(room: Room, talk: bytes, gain: float) -> None:
    """People who talk from now on."""
    start = round(room.speaker.seconds) * HEARD_RATE * FRAME_BYTES * 5 % (len(talk) // 2)
    room.beside = [(talk[start:], gain)]
