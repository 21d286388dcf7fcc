"""Our own voice in what the microphone hears, with Speex's canceller, which comes with PulseAudio."""

from __future__ import annotations

import pytest

from local_voice.echo import Echo
from local_voice.mouth import Mouth
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from tests.local_voice.room import CHUNK_BYTES, WAY_SECONDS, mixed
from tests.local_voice.room_sounds import below, heard_as, loudness

pytestmark = pytest.mark.sound
TEXT = "You drank a glass of water, and you opened the window. You called your sister, and you made your bed."
LEARNED_BYTES = 3 * HEARD_RATE * FRAME_BYTES


def come_back(pcm: bytes) -> bytes:
    """As the microphone hears it: later, and 6 dB softer."""
    way = bytes(round(WAY_SECONDS * HEARD_RATE) * FRAME_BYTES)
    return mixed([(way + pcm, below(6))])


def without_us(echo: Echo, heard: bytes, ours: bytes, size: int = CHUNK_BYTES) -> bytes:
    echo.begin()
    ends = range(size, len(heard), size)
    return b"".join(echo.remove(heard[end - size : end], ours[:end]) for end in ends)


@pytest.mark.parametrize("size", [CHUNK_BYTES, 1000])
def test_our_own_voice_is_taken_out_once_its_way_is_learned(mouth: Mouth, size: int) -> None:
    ours = heard_as(mouth.render(TEXT))
    left = without_us(Echo(), come_back(ours), ours, size)
    assert loudness(left[LEARNED_BYTES:]) < below(10) * loudness(come_back(ours)[LEARNED_BYTES:])


def test_what_others_say_is_left_as_it_is(mouth: Mouth) -> None:
    theirs = heard_as(mouth.render("i made my bed and i opened the window"))
    left = without_us(Echo(), theirs, bytes(len(theirs)))
    assert loudness(left) == pytest.approx(loudness(theirs), rel=0.1)


def test_without_the_library_nothing_changes(mouth: Mouth) -> None:
    ours = heard_as(mouth.render("okay"))
    without = without_us(Echo(bare=True), come_back(ours), ours)
    assert without == come_back(ours)[: len(without)]
