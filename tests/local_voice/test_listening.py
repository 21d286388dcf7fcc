"""The loop in this process, with shorter times, on a virtual microphone and speaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import pytest

from local_voice.limits import LIMITS
from local_voice.microphone import Microphone
from local_voice.mouth import Mouth
from local_voice.player import Player
from local_voice.sound import SPOKEN_RATE
from local_voice.voice import Voice
from tests.local_voice.room import Room, Shown
from tests.virtual_sound import VirtualSound

pytestmark = pytest.mark.sound
HASTY = replace(LIMITS, microphone_quiet_seconds=0.5, microphone_retry_seconds=0.2)


@contextmanager
def listening(there: Room, speaker: str = "") -> Iterator[Shown]:
    """The loop of a room, with a real microphone and speaker."""
    player = Player(speaker, replace(HASTY, speaker_late_seconds=1))
    loop = replace(there.listening, voice=Voice(there.mouth, player), always_open=True, limits=HASTY, screen=Shown())
    thread = threading.Thread(target=loop.run, args=(Microphone(),))
    thread.start()
    try:
        yield cast("Shown", loop.screen)
    finally:
        loop.stopping.set()
        thread.join(10)
        assert not thread.is_alive()
        player.close()


def wait_for(condition: object, timeout_seconds: float = 20) -> None:
    deadline = time.monotonic() + timeout_seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_every_stage_of_a_turn_is_timed_in_its_order(
    virtual_sound: VirtualSound, room: Callable[..., Room], mouth: Mouth
) -> None:
    with virtual_sound.recording() as recording, listening(room()) as screen:
        recording.wait_until_loud()
        recording.wait_until_quiet(0.7)
        recording.first_loud_at = None
        virtual_sound.play(mouth.render("i washed one dish") + bytes(3 * SPOKEN_RATE), SPOKEN_RATE)
        wait_for(lambda: screen.turns)
        [turn] = screen.turns
        heard_at = recording.wait_until_loud()
    timings = turn.timings
    assert timings.rendered is not None
    assert timings.first_audio is not None
    stages = [
        timings.spoken_until,
        timings.end_of_speech,
        timings.recognised,
        timings.committed,
        timings.rendered,
        timings.first_audio,
    ]
    assert stages == sorted(stages)
    assert heard_at >= timings.first_audio
    assert list(timings.milliseconds()) == ["end_of_speech", "recognised", "committed", "rendered", "first_audio"]


def test_a_speaker_that_vanishes_is_told_on_the_screen_and_used_again_when_it_is_back(
    virtual_sound: VirtualSound, room: Callable[..., Room], mouth: Mouth
) -> None:
    said = mouth.render("i washed one dish") + bytes(3 * SPOKEN_RATE)
    with listening(room(), "VirtualSpeaker") as screen:
        wait_for(lambda: screen.said)
        virtual_sound.unplug("speaker")
        try:
            time.sleep(1)
            wait_for(lambda: virtual_sound.play(said, SPOKEN_RATE) or screen.turns)
            assert screen.turns[-1].timings.first_audio is None
            assert "speaker_vanished" in screen.said or "speaker_not_found" in screen.said
        finally:
            virtual_sound.plug_in("speaker")
        with virtual_sound.recording():
            screen.turns.clear()
            wait_for(lambda: virtual_sound.play(said, SPOKEN_RATE) or screen.turns)
            assert screen.turns[0].timings.first_audio is not None
