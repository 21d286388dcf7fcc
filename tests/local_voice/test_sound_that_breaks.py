"""`small-wins listen`, when the sound system hangs, or a device is taken away: told, and used again once it is back."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from local_voice.ears import Ear
from local_voice.mouth import Mouth
from tests.local_voice.listener import Listener, kept, listening
from tests.virtual_sound import VirtualSound

pytestmark = [pytest.mark.sound, pytest.mark.usefixtures("better_model")]

GONE, BACK = "I can't hear the microphone any more.", "The microphone is back."


def times(listener: Listener, text: str) -> int:
    """How often a line with that text was printed."""
    return sum(text in line for line in listener.lines)


def it_hears(listener: Listener, text: str) -> None:
    """It hears a sentence, once it has said what it is saying."""
    listener.recording.wait_until_quiet()
    listener.tell(text)
    listener.wait_for(f"heard: {text}")


def test_a_sound_system_that_hangs_is_told_and_used_again_once_it_answers(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear
) -> None:
    with listening(virtual_sound, mouth) as listener:
        listener.heard_from_it(ear)
        with virtual_sound.frozen():
            listener.wait_for(GONE)
            # For so long that it tries more than once.
            time.sleep(6)
            listener.recording.first_loud_at = None
        listener.wait_for(BACK)
        listener.wait_until_it_has_spoken()
        assert "the microphone is back" in listener.heard_from_it(ear)
        it_hears(listener, "i washed one dish")
        assert kept() == ["i washed one dish"]
        assert times(listener, GONE) == 1


def test_it_stops_cleanly_while_the_sound_system_hangs(virtual_sound: VirtualSound, mouth: Mouth) -> None:
    with listening(virtual_sound, mouth) as listener, virtual_sound.frozen():
        listener.wait_for(GONE)
        listener.process.send_signal(signal.SIGTERM)
        assert listener.process.wait(20) == 0


def test_a_sound_system_that_was_started_anew_is_found(virtual_sound: VirtualSound, mouth: Mouth) -> None:
    with listening(virtual_sound, mouth) as listener:
        virtual_sound.restart()
        listener.wait_for(BACK)
        with virtual_sound.recording() as recording:
            listener.recording = recording
            it_hears(listener, "i washed one dish")
        assert kept() == ["i washed one dish"]


def test_a_microphone_that_is_taken_is_back_when_it_can_be_heard_and_not_before(
    virtual_sound: VirtualSound, mouth: Mouth
) -> None:
    with listening(virtual_sound, mouth) as listener:
        with virtual_sound.suspended("microphone"):
            listener.wait_for(GONE)
            # It can be opened all the time, and gives nothing.
            time.sleep(8)
            assert times(listener, BACK) == 0
            assert times(listener, GONE) == 1
        listener.wait_for(BACK)
        it_hears(listener, "i washed one dish")
        assert kept() == ["i washed one dish"]


def test_muted_it_stays_so_when_the_microphone_goes_and_comes_back(virtual_sound: VirtualSound, mouth: Mouth) -> None:
    with listening(virtual_sound, mouth) as listener:
        listener.process.send_signal(signal.SIGUSR2)
        virtual_sound.unplug("microphone")
        try:
            listener.wait_for(GONE)
        finally:
            virtual_sound.plug_in("microphone")
        listener.recording.first_loud_at = None
        listener.wait_for(BACK)
        listener.wait_until_it_has_spoken()
        listener.tell("i made my bed")
        time.sleep(1)
        assert kept() == []
        listener.process.send_signal(signal.SIGUSR2)
        it_hears(listener, "i washed one dish")
        assert kept() == ["i washed one dish"]


def test_an_ear_that_opens_without_a_speaker_hears_all_the_same(virtual_sound: VirtualSound, mouth: Mouth) -> None:
    with listening(virtual_sound, mouth, "phrase") as listener:
        time.sleep(6)
        virtual_sound.unplug("speaker")
        try:
            # In the silence after the phrase an earcon would be heard.
            listener.tell("hey small wins")
            listener.tell("i made my bed")
            listener.wait_for("heard: i made my bed")
            listener.wait_for("said:  You made your bed.")
        finally:
            virtual_sound.plug_in("speaker")
        assert kept() == ["i made my bed"]


def test_a_stop_in_the_middle_of_what_somebody_says_ends_it_in_order_and_keeps_nothing_of_it(
    virtual_sound: VirtualSound, mouth: Mouth
) -> None:
    with listening(virtual_sound, mouth) as listener:
        pcm = mouth.render("i drank a glass of water and then i walked to the shop and i met my sister")
        virtual_sound.play(pcm[: len(pcm) // 2], 22050)
        listener.process.send_signal(signal.SIGTERM)
        assert listener.process.wait(20) == 0
        assert not [line for line in listener.lines if line.startswith("heard:")]
    assert kept() == []


def test_a_button_that_cannot_be_used_is_told_aloud_and_takes_nothing_else_away(
    virtual_sound: VirtualSound, mouth: Mouth, ear: Ear, tmp_path: Path
) -> None:
    (tmp_path / "gpiozero.py").write_text("def Button(pin):\n    raise RuntimeError('no chip')\n")
    libraries = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    environment = {"PYTHONPATH": libraries, "SMALL_WINS_BUTTON_PIN": "17"}
    with listening(virtual_sound, mouth, environment=environment) as listener:
        assert "I can't use a button on pin 17" in listener.lines[0]
        assert "use a button" in listener.heard_from_it(ear)
        it_hears(listener, "i washed one dish")
    assert kept() == ["i washed one dish"]
