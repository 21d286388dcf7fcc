"""The loop keeps the silences of an exercise, and hears a stop in them. Sound goes by in pieces; nothing waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from local_voice.dialogue import Dialogue, Turn
from local_voice.listening import Listening
from local_voice.recogniser import Utterance
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.voice import Spoken
from small_wins.core import Core
from small_wins.reply import AS_USUAL, Manner

CHUNK_SECONDS = 0.1
CHUNK = bytes(round(CHUNK_SECONDS * HEARD_RATE) * FRAME_BYTES)


@dataclass
class _Sound:
    """A microphone that gives silence; a voice and an ear that only note what goes by."""

    loop: Listening = field(init=False)
    heard: dict[float, str] = field(default_factory=dict)
    """What is said to it, by the second."""
    said: list[tuple[float, str, Manner]] = field(default_factory=list)
    seconds: float = 0.0
    ends: float = 60.0
    speaking: bool = False
    hearing: bool = False

    def chunks(self) -> Iterator[bytes]:
        while self.seconds < self.ends:
            self.seconds = round(self.seconds + CHUNK_SECONDS, 3)
            yield CHUNK
        self.loop.stopping.set()

    def accept(self, chunk: bytes) -> Utterance | None:
        del chunk
        due = [at for at in self.heard if at <= self.seconds]
        return Utterance((self.heard.pop(due[0]),), self.seconds, self.seconds, 0.0, 0.0) if due else None

    def say(self, text: str, manner: Manner = AS_USUAL) -> Spoken | None:
        if text:
            self.said.append((self.seconds, text, manner))
        return Spoken(0.0, None) if text else None

    def show_turn(self, turn: Turn) -> None:
        """Nothing is shown."""

    def show_said(self, text: str) -> None:
        """Nothing is shown."""

    def reset(self) -> None:
        """There is nothing to forget."""

    def stop(self) -> None:
        """It is silent already."""

    def make_ready(self, *, soon: bool) -> None:
        """It is always ready."""

    def __enter__(self) -> _Sound:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to close."""


def played(core: Core, heard: dict[float, str]) -> list[tuple[float, str, Manner]]:
    sound: Any = _Sound(heard=dict(heard))
    dialogue = Dialogue(core, "local:me", "microphone")
    sound.loop = Listening(dialogue, sound, sound, sound, lambda key: key, lambda: sound)
    sound.loop.run(sound)
    return [told for told in sound.said if told[0] > 0]


def test_an_exercise_keeps_its_silences_and_then_waits(core: Core) -> None:
    said = played(core, {1.0: "breathe with me"})
    times = [at for at, text, _ in said if text.startswith(("Breathe in", "And out"))]
    gaps = [round(later - at) for at, later in pairwise(times)]
    assert gaps == [4, 6, 4, 6, 4]
    assert said[len(times)][1].startswith("That's the end of it.")
    assert said[len(times)][0] - times[-1] > 6 + 8 - 1


def test_a_stop_in_a_silence_ends_it_at_once(core: Core) -> None:
    said = played(core, {1.0: "breathe with me", 8.0: "stop"})
    assert [text for _, text, _ in said] == [
        "Breathe in for four.",
        "And out for six.",
        "All right, we leave it there.",
    ]
    assert said[-1][0] == 8.0


def test_a_breath_that_sounds_like_a_word_does_not_end_it(core: Core) -> None:
    said = played(core, {1.0: "breathe with me", 3.0: "huh"})
    assert len([text for _, text, _ in said if text.startswith("Breathe in")]) == 3


def test_the_manner_holds_for_every_piece(core: Core) -> None:
    said = played(core, {1.0: "slower", 4.0: "breathe with me"})
    assert {manner.rate for _, _, manner in said} == {85}
