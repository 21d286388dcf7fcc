"""The loop in this process, with shorter times, on a virtual microphone and speaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from local_voice.dialogue import Dialogue, Turn
from local_voice.limits import LIMITS
from local_voice.listening import Listening
from local_voice.microphone import Microphone
from local_voice.mouth import Mouth
from local_voice.player import Player
from local_voice.recogniser import Recogniser
from local_voice.sound import SPOKEN_RATE
from local_voice.voice import Voice
from small_wins.core import Core
from tests.virtual_sound import VirtualSound

pytestmark = pytest.mark.sound
HASTY = replace(LIMITS, reprompt_after_seconds=1.5, microphone_quiet_seconds=0.5, microphone_retry_seconds=0.2)


@dataclass
class Screen:
    turns: list[Turn] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def show_turn(self, turn: Turn) -> None:
        self.turns.append(turn)

    def show_said(self, text: str) -> None:
        self.said.append(text)


@contextmanager
def listening(core: Core, recogniser: Recogniser, mouth: Mouth, speaker: str = "") -> Iterator[Screen]:
    screen, player = Screen(), Player(speaker, replace(HASTY, speaker_late_seconds=1))
    dialogue = Dialogue(core, "local:me", "microphone")
    loop = Listening(dialogue, recogniser, Voice(mouth, player), screen, lambda key: key, Microphone, HASTY)
    thread = threading.Thread(target=loop.run, args=(Microphone(),))
    thread.start()
    try:
        yield screen
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


def test_an_open_question_is_put_once_more_and_then_let_be(
    virtual_sound: VirtualSound, core: Core, recogniser: Recogniser, mouth: Mouth
) -> None:
    with virtual_sound.recording() as recording, listening(core, recogniser, mouth) as screen:
        recording.wait_until_loud()
        recording.wait_until_quiet(0.7)
        recording.first_loud_at = None
        recording.wait_until_loud(4)
        recording.wait_until_quiet(0.7)
        recording.first_loud_at = None
        time.sleep(3)
        assert recording.first_loud_at is None
        assert len(screen.said) == 1


def test_every_stage_of_a_turn_is_timed_in_its_order(
    virtual_sound: VirtualSound, core: Core, recogniser: Recogniser, mouth: Mouth
) -> None:
    with virtual_sound.recording() as recording, listening(core, recogniser, mouth) as screen:
        recording.wait_until_loud()
        recording.wait_until_quiet(0.7)
        recording.first_loud_at = None
        virtual_sound.play(mouth.render("i washed one dish") + bytes(SPOKEN_RATE), SPOKEN_RATE)
        wait_for(lambda: screen.turns)
        [turn] = screen.turns
        heard_at = recording.wait_until_loud()
    timings = turn.timings
    assert timings.rendered is not None
    assert timings.first_audio is not None
    stages = [timings.end_of_speech, timings.recognised, timings.committed, timings.rendered, timings.first_audio]
    assert stages == sorted(stages)
    assert heard_at >= timings.first_audio
    assert list(timings.milliseconds()) == ["recognised", "committed", "rendered", "first_audio"]


def test_a_speaker_that_vanishes_is_told_on_the_screen_and_used_again_when_it_is_back(
    virtual_sound: VirtualSound, core: Core, recogniser: Recogniser, mouth: Mouth
) -> None:
    said = mouth.render("i washed one dish") + bytes(SPOKEN_RATE)
    with listening(core, recogniser, mouth, "VirtualSpeaker") as screen:
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
