"""What the door costs while nobody speaks to it, and what it remembers after many turns."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from itertools import cycle

from benchmarks.voice.bench import (
    Bench,
    bare_microphone,
    entered_room,
    model_in_settings,
    resident_megabytes,
    running,
    shares_of_a_core,
    show_table,
)
from local_voice.mouth import SystemMouth
from local_voice.sound import HEARD_RATE
from tests.local_voice.room import Room, mixed, spoken
from tests.local_voice.room_sounds import made_noise, television

CLOSES_SECONDS = 10.0
"""After the greeting, until the ear is closed."""

QUIET_ROOM = 0.01
"""Of the noise at a tenth of the full scale: -60 dB."""

GROWTH_AIM, IDLE_AIM = 5, 15
"""Per cent."""

TURNS = ("i drank a glass of water", "i washed one dish", "what did i do today", "one small thing", "undo that")


def show_idle(one: Bench, seconds: float) -> None:
    """The processor's time of the closed ear, beside Vosk decoding all the time, with the same at the microphone."""
    sounds = {
        "silence": b"",
        "a quiet room (noise at -60 dB)": mixed([(made_noise("fan"), QUIET_ROOM)]),
        "somebody talking all the time": mixed([(television(one.mouth), 1.0)]),
    }
    rows: list[Sequence[object]] = []
    with bare_microphone() as bare, running("-m", "small_wins_cli", "listen") as listen:
        one.wait_until_it_has_spoken()
        memory = [resident_megabytes(process.pid) for process in (listen, bare)]
        shares_of_a_core([listen.pid], CLOSES_SECONDS)
        for name, sound in sounds.items():
            with playing(one, sound, seconds + 2):
                ours, theirs = shares_of_a_core([listen.pid, bare.pid], seconds)
            rows.append((name, f"{ours:.1f}", f"{theirs:.1f}", f"{ours / theirs:.2f}"))
    rows.append((f"aim in silence: under {IDLE_AIM}", None, None, None))
    show_table(f"Share of one core, %, over {seconds:.0f} s each",
               ("at the microphone", "`listen`, waiting", "Vosk decoding all the time", "ratio"), *rows)  # fmt: skip
    show_table("Resident memory after the greeting, MB", ("`listen`", "vosk's microphone example", "ratio"),
               (f"{memory[0]:.0f}", f"{memory[1]:.0f}", f"{memory[0] / memory[1]:.2f}"))  # fmt: skip


class playing:  # noqa: N801 - it is used like a function
    """A sound at the microphone, over and over."""

    def __init__(self, one: Bench, sound: bytes, seconds: float) -> None:
        size = round(seconds * HEARD_RATE) * 2
        pcm = (sound * (size // max(1, len(sound)) + 1))[:size]
        self._thread = threading.Thread(target=one.sound.play, args=(pcm, HEARD_RATE)) if sound else None

    def __enter__(self) -> None:
        if self._thread:
            self._thread.start()

    def __exit__(self, *error: object) -> None:
        if self._thread:
            self._thread.join()


def show_growth(turns: int) -> None:
    """Resident memory through many turns in a room without a card: real ears, core, journal and mouth."""
    rows: list[Sequence[object]] = []
    marks = {1, min(50, turns), turns // 4, turns // 2, turns}
    with entered_room(model_in_settings(), SystemMouth()) as room:
        rows.append(("at the start, greeted", f"{resident_megabytes(os.getpid()):.1f}", None))
        first = 0.0
        for number, text in zip(range(1, turns + 1), cycle(TURNS), strict=False):
            take_turn(room, text)
            if number in marks:
                megabytes = resident_megabytes(os.getpid())
                first = first or megabytes
                rows.append((f"after turn {number}", f"{megabytes:.1f}", f"{100 * (megabytes / first - 1):+.1f}"))
        heard = room.heard_turns
    rows.append((f"aim: under {GROWTH_AIM} % more; {heard} turns were answered", None, None))
    show_table("Resident memory through turns", ("", "MB", "% more than after the first turn"), *rows)


def take_turn(room: Room, text: str) -> None:
    """One, of which nothing is kept here; we do not wait for the end of the answer."""
    room.hear(spoken(room.mouth, ["hey small wins " + text]))
    room.be_silent(1)
    room.speaker.stop()
    room.be_silent(1)
    room.forget()
