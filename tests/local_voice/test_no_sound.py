"""A machine without a sound card."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from local_voice.failures import MicrophoneError, SpeakerError
from local_voice.microphone import Microphone
from local_voice.player import Player
from local_voice.sound import Device, Devices
from tests.small_wins_cli.conftest import Command

pytestmark = pytest.mark.usefixtures("no_sound")


def test_there_is_no_microphone_and_no_speaker(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MicrophoneError) as microphone:
        Microphone()
    with pytest.raises(SpeakerError) as speaker:
        Player()
    assert (microphone.value.key, speaker.value.key) == ("microphone_missing", "speaker_missing")
    assert capfd.readouterr() == ("", "")


def test_listen_says_so_in_one_sentence() -> None:
    ran = Command()("listen")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "There is no microphone and no speaker here; to talk with me, plug them in and start again.\n"


def test_listen_reads_typed_lines_at_a_terminal() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "small_wins_cli", "listen"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, b"i drank a glass of water\n\x04")
        out, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert "There is no microphone and no speaker here" in err
    assert "You drank a glass of water." in out
    assert [line["said"] for line in Command()("wins", "--json").lines] == ["i drank a glass of water"]


def test_say_aloud_keeps_and_shows_what_it_cannot_speak() -> None:
    ran = Command()("say", "i drank a glass of water", "--aloud")
    assert ran.code == 0
    assert "You drank a glass of water." in ran.out
    assert "There is no speaker here" in ran.err


SPEAKER = Device("Loud Box", None, True)
DUMMY = Device("Dummy Output", None, True)
USB = Device("USB Microphone", None, False)
DESK = Device("Desk Microphone", None, True)
OURSELVES = Device("Monitor of Loud Box", None, True)


@pytest.mark.parametrize(
    ("microphones", "name", "found"),
    [
        ((USB, DESK), "", DESK),
        ((USB, DESK), "usb", USB),
        ((USB, DESK), "radio", None),
        ((OURSELVES,), "", None),
        ((OURSELVES,), "monitor", OURSELVES),
        ((USB,), "", Device("", None, True)),
        ((), "", None),
    ],
)
def test_the_microphone_is_the_default_or_the_one_asked_for(
    microphones: tuple[Device, ...], name: str, found: Device | None
) -> None:
    assert Devices((SPEAKER,), microphones).find_microphone(name) == found


def test_the_output_that_stands_for_no_card_is_no_speaker() -> None:
    assert Devices((DUMMY,), ()).find_speaker("") is None
    assert Devices((DUMMY, SPEAKER), ()).find_speaker("") == SPEAKER
