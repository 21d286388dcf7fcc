"""Whether "stop", said alone into our own voice, is heard; and whether our own voice, or people beside it, are not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import vosk

from benchmarks.voice.bench import entered_room, model_in_settings, p50, p95, show_table
from benchmarks.voice.false_wakes import NOISY, read
from local_voice.echo import Echo
from local_voice.limits import LIMITS
from local_voice.listening import State
from local_voice.mouth import SystemMouth
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from tests.local_voice.room import WAY_SECONDS, Room
from tests.local_voice.room_sounds import below, heard_as, loudness

ASKED = ("what are you for", "what can i say", "how does this work", "what's one small thing i can do")
WITHIN_SECONDS = 1.0
"""After the word's end."""

EARLIEST_SECONDS, APART_SECONDS = 0.6, 0.37
"""When it is said first after we began, and how much later each next time."""


def show_all(tries: int, speech: Path | None) -> None:
    model, mouth = model_in_settings(), SystemMouth()
    heads = (
        "the microphone hears our voice",
        "which is",
        "found within 1 s of its end",
        "after, s: p50",
        "p95",
        "false",
    )
    rows: list[tuple[object, ...]] = [heads]
    for db, bare in ((None, False), *((db, bare) for db in (12, 6, 0) for bare in (True, False))):
        coupling = 0.0 if db is None else below(db)
        found = [stop(model, mouth, coupling, number, bare) for number in range(tries)]
        delays = [delay for delay in found if delay is not None]
        seconds, false = left_alone(model, mouth, coupling, bare=bare)
        name = "not at all" if db is None else f"{db} dB softer"
        times = [f"{share(delays):.2f}" if delays else None for share in (p50, p95)]
        how = "left in" if bare else "taken out"
        rows.append((name, how, f"{len(delays)} of {tries}", *times, f"{false} in {seconds:.0f} s"))
    show_table('"Stop", said once, alone, into our own voice', *rows)
    if speech:
        show_beside(model, mouth, [read(path) for path in sorted(speech.glob("*.flac")) if path.stem != NOISY])


def show_beside(model: vosk.Model, mouth: SystemMouth, people: list[bytes]) -> None:
    """False stops while people talk beside it, its own voice being 6 dB softer."""
    talk = b"".join(people)
    rows: list[tuple[object, ...]] = []
    for db in (0, 6, 12):
        gain = below(db) * loudness(heard_as(mouth.render(ASKED[0]))) / loudness(talk)
        seconds, false = left_alone(model, mouth, below(6), partial(beside, talk=talk, gain=gain))
        rows.append((f"{db} dB softer than somebody who speaks to it", f"{false} in {seconds:.0f} s"))
    show_table("People talking beside it while it speaks", ("how loud they are", "false stops"), *rows)


def stop(model: vosk.Model, mouth: SystemMouth, coupling: float, number: int, bare: bool) -> float | None:
    """How long after the word it falls silent, if it does; each time it is said at another place."""
    with entered_room(model, mouth, coupling=coupling) as room:
        room.listening.echo = Echo(bare=bare)
        make_it_speak(room, ASKED[number % 2])
        room.be_silent(EARLIEST_SECONDS + APART_SECONDS * (number // 2))
        if room.listening.state is not State.SPEAKING:
            raise RuntimeError("the answer was too short")
        room.say("stop", over=True)
        for pieces in range(round(WITHIN_SECONDS / LIMITS.listening_chunk_seconds)):
            if room.listening.state is not State.SPEAKING:
                return pieces * LIMITS.listening_chunk_seconds
            room.be_silent(LIMITS.listening_chunk_seconds)
    return None


def left_alone(
    model: vosk.Model,
    mouth: SystemMouth,
    coupling: float,
    begin: Callable[[Room], None] = lambda _: None,
    *,
    bare: bool = False,
) -> tuple[float, int]:
    """Seconds that it spoke, and how often it fell silent by itself."""
    spoken, false = 0.0, 0
    for asked in ASKED:
        with entered_room(model, mouth, coupling=coupling) as room:
            room.listening.echo = Echo(bare=bare)
            make_it_speak(room, asked)
            begin(room)
            began, ends = room.speaker.times[-1]
            while room.listening.state is State.SPEAKING:
                room.be_silent(LIMITS.listening_chunk_seconds)
            spoken += room.speaker.seconds - began
            false += room.speaker.seconds < ends - WAY_SECONDS
    return spoken, false


def make_it_speak(room: Room, asked: str) -> None:
    room.say(asked)
    while room.listening.state is not State.SPEAKING:
        room.be_silent(LIMITS.listening_chunk_seconds)


def beside(room: Room, talk: bytes, gain: float) -> None:
    """People who talk from now on."""
    start = round(room.speaker.seconds) * HEARD_RATE * FRAME_BYTES * 5 % (len(talk) // 2)
    room.beside = [(talk[start:], gain)]
