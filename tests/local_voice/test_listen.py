"""`small-wins listen`, as a process of its own, on a virtual microphone and speaker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local_voice.ears import Ear
from local_voice.mouth import Mouth
from local_voice.sound import SPOKEN_RATE
from tests.small_wins_cli.conftest import Command
from tests.virtual_sound import Recording, VirtualSound

pytestmark = pytest.mark.sound


class Listener:
    """The running command and what it prints."""

    def __init__(self, process: subprocess.Popen[str], sound: VirtualSound, recording: Recording, mouth: Mouth) -> None:
        self.process, self.sound, self.recording, self.mouth = process, sound, recording, mouth
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def tell(self, text: str) -> None:
        """Say something to it, and a second of silence after it."""
        self.sound.play(self.mouth.render(text) + bytes(2 * SPOKEN_RATE), SPOKEN_RATE)

    def wait_for(self, text: str, timeout_seconds: float = 30) -> None:
        """Until a line with that text is printed."""
        deadline = time.monotonic() + timeout_seconds
        while not any(text in line for line in self.lines):
            assert time.monotonic() < deadline, (self.lines, self.process.poll(), self.sound.describe())
            time.sleep(0.01)

    def wait_until_it_has_spoken(self) -> None:
        self.recording.wait_until_loud()
        self.recording.wait_until_quiet()

    def heard_from_it(self, ear: Ear) -> str:
        """What it has said since the last time, as the recogniser understands it."""
        pcm = bytes(self.recording.pcm)
        self.recording.pcm.clear()
        return " ".join(said.hypotheses[0] for said in ear.hear_all(iter([pcm, bytes(32000)])))

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextmanager
def listening(sound: VirtualSound, mouth: Mouth, wake_by: str = "always") -> Iterator[Listener]:
    """A listener that has greeted; its ear stays open, unless it waits for a phrase."""
    command = [sys.executable, "-m", "small_wins_cli", "listen"]
    environment = {**os.environ, "SMALL_WINS_WAKE_BY": wake_by}
    with (
        sound.recording() as recording,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment
        ) as process,
    ):
        listener = Listener(process, sound, recording, mouth)
        try:
            listener.wait_for("What's one thing you did")
            listener.wait_until_it_has_spoken()
            yield listener
        finally:
            process.kill()


def kept() -> list[str]:
    return [line["said"] for line in Command()("wins", "--json").lines]


def test_a_win_that_is_said_is_kept_and_affirmed_aloud(virtual_sound: VirtualSound, mouth: Mouth, ear: Ear) -> None:
    with listening(virtual_sound, mouth) as listener:
        assert "mishears people" in listener.lines[0]
        greeting = listener.heard_from_it(ear)
        assert "small speech model" in greeting
        assert "what's one thing you did" in greeting
        listener.recording.first_loud_at = None
        listener.tell("i drank a glass of water")
        listener.wait_for("heard: i drank a glass of water")
        listener.wait_until_it_has_spoken()
        assert kept() == ["i drank a glass of water"]
        assert "you drank a glass of water" in listener.heard_from_it(ear)
        listener.process.send_signal(signal.SIGTERM)
        assert listener.process.wait(10) == 0


@pytest.mark.usefixtures("better_model")
def test_a_closed_ear_opens_at_the_wake_phrase_alone_and_muted_not_even_then(
    virtual_sound: VirtualSound, mouth: Mouth
) -> None:
    with listening(virtual_sound, mouth, "phrase") as listener:
        time.sleep(6)
        listener.tell("i washed one dish")
        listener.tell("hey small wins i made my bed")
        listener.wait_for("heard: i made my bed")
        listener.wait_until_it_has_spoken()
        listener.process.send_signal(signal.SIGUSR2)
        listener.tell("hey small wins i drank a glass of water")
        time.sleep(1)
        assert kept() == ["i made my bed"]
        listener.process.send_signal(signal.SIGUSR2)
        listener.tell("i drank a glass of water")
        listener.wait_for("heard: i drank a glass of water")
        assert sorted(kept()) == ["i drank a glass of water", "i made my bed"]


@pytest.mark.usefixtures("better_model")
def test_it_does_not_hear_itself(virtual_sound: VirtualSound, mouth: Mouth) -> None:
    with virtual_sound.loop(), listening(virtual_sound, mouth) as listener:
        assert not [line for line in listener.lines if line.startswith("heard:")]
        listener.recording.first_loud_at = None
        listener.tell("i made my bed")
        listener.wait_for("heard: i made my bed")
        listener.wait_until_it_has_spoken()
        time.sleep(2)
        assert [line for line in listener.lines if line.startswith("heard:")] == ["heard: i made my bed"]
        assert kept() == ["i made my bed"]


@pytest.mark.usefixtures("better_model")
def test_a_microphone_that_vanishes_is_told_aloud_and_used_again_when_it_is_back(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear
) -> None:
    with listening(virtual_sound, mouth) as listener:
        listener.heard_from_it(ear)
        listener.recording.first_loud_at = None
        virtual_sound.unplug("microphone")
        try:
            listener.wait_for("I can't hear the microphone any more.")
            listener.wait_until_it_has_spoken()
            assert "i can't hear the microphone" in listener.heard_from_it(ear)
        finally:
            virtual_sound.plug_in("microphone")
        listener.recording.first_loud_at = None
        listener.wait_for("The microphone is back.")
        listener.wait_until_it_has_spoken()
        assert "the microphone is back" in listener.heard_from_it(ear)
        listener.tell("i washed one dish")
        listener.wait_for("heard: i washed one dish")
        assert kept() == ["i washed one dish"]


@pytest.mark.usefixtures("better_model")
def test_a_cry_for_help_is_answered_aloud_and_leaves_no_word_on_the_screen(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear
) -> None:
    with listening(virtual_sound, mouth) as listener:
        listener.heard_from_it(ear)
        printed = list(listener.lines)
        listener.recording.first_loud_at = None
        listener.tell("i want to die")
        listener.wait_until_it_has_spoken()
        assert "thank you for telling me" in listener.heard_from_it(ear)
        assert listener.lines == printed
        assert kept() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_in_the_middle_of_a_word(virtual_sound: VirtualSound, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "small_wins_cli", "listen"]
    with (
        virtual_sound.recording() as recording,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
    ):
        recording.wait_until_loud()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert process.returncode == 0
        assert err == ""
        recording.wait_until_quiet(0.5, timeout_seconds=3)
        assert "What's one thing you did" in out
