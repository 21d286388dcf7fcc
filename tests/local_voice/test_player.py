"""The speaker, on a PulseAudio of the test's own."""

from __future__ import annotations

import array
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS
from local_voice.player import Player
from local_voice.sound import SPOKEN_RATE, list_devices
from tests.virtual_sound import LOUD, RECORDED_RATE, VirtualSound

pytestmark = [pytest.mark.sound, pytest.mark.usefixtures("virtual_sound")]
TONE = array.array("h", [8000 if (frame // 25) % 2 else -8000 for frame in range(SPOKEN_RATE)]).tobytes()
"""A second of it."""


@pytest.fixture
def player() -> Iterator[Player]:
    one = Player()
    yield one
    one.close()


def loud_seconds(pcm: bytes) -> float:
    return sum(abs(sample) > LOUD for sample in array.array("h", bytes(pcm))) / RECORDED_RATE


def test_a_clip_is_played_whole_and_waited_for(virtual_sound: VirtualSound, player: Player) -> None:
    with virtual_sound.recording() as recording:
        begun = time.monotonic()
        first_audio = player.play([TONE])
        assert player.playing
        player.wait()
        assert not player.playing
        assert time.monotonic() - first_audio >= 1
        recording.wait_until_quiet(0.5)
        assert begun <= first_audio <= recording.wait_until_loud()
        assert loud_seconds(recording.pcm) == pytest.approx(1, abs=0.05)


def test_several_clips_are_all_played(virtual_sound: VirtualSound, player: Player) -> None:
    with virtual_sound.recording() as recording:
        for _ in range(3):
            player.play([TONE])
            player.wait()
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) == pytest.approx(3, abs=0.15)


def test_it_can_be_stopped_at_once(virtual_sound: VirtualSound, player: Player) -> None:
    with virtual_sound.recording() as recording:
        player.play([TONE * 10])
        recording.wait_until_loud()
        player.stop()
        assert not player.playing
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) < 2


def test_silence_leads_only_where_the_speaker_may_be_asleep() -> None:
    player = Player(limits=replace(LIMITS, lead_in_seconds=0.5, speaker_sleeps_after_seconds=2))
    waited = []
    for pause_seconds in (0, 0.1, 2.1):
        time.sleep(pause_seconds)
        begun = time.monotonic()
        waited.append(player.play([TONE[:2000]]) - begun)
        player.wait()
    assert waited[0] >= 0.4
    assert waited[1] < 0.4
    assert waited[2] >= 0.4
    time.sleep(2.1)
    player.wake()
    time.sleep(0.6)
    begun = time.monotonic()
    assert player.play([TONE[:2000]]) - begun < 0.4
    player.close()


def test_a_speaker_is_found_by_a_part_of_its_name() -> None:
    Player("virtualSPEAK").close()
    with pytest.raises(SpeakerError) as error:
        Player("no such speaker")
    assert error.value.key == "speaker_not_found"


def test_a_speaker_that_vanishes_is_told_and_found_again(virtual_sound: VirtualSound) -> None:
    player = Player("VirtualSpeaker", replace(LIMITS, speaker_late_seconds=0.5))
    with virtual_sound.recording():  # it makes the sink ask for little sound at a time
        player.play([TONE])
    virtual_sound.unplug("speaker")
    try:
        with pytest.raises(SpeakerError):
            player.wait()
        assert not player.playing
        with pytest.raises(SpeakerError):
            player.play([TONE])
    finally:
        virtual_sound.plug_in("speaker")
    with virtual_sound.recording():
        player.play([TONE[:2000]])
        player.wait()
    player.close()


def test_what_the_speaker_plays_is_no_microphone(virtual_sound: VirtualSound) -> None:
    found = list_devices().find_microphone("")
    assert found
    assert found.name == "Monitor of VirtualMicrophone"
    virtual_sound.unplug("microphone")
    try:
        assert list_devices().find_microphone("") is None
    finally:
        virtual_sound.plug_in("microphone")


def test_a_sound_system_that_hangs_holds_nobody_and_is_found_again(virtual_sound: VirtualSound) -> None:
    player = Player(limits=replace(LIMITS, sound_system_answers_within_seconds=0.5))
    player.play([TONE * 10])
    with virtual_sound.frozen():
        player.stop()
        assert not player.playing
        with pytest.raises(SpeakerError):
            player.play([TONE])
        player.close()
    with virtual_sound.recording() as recording:
        player.play([TONE])
        recording.wait_until_loud()
        player.wait()
        # What hung until now does not come after all.
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) == pytest.approx(1, abs=0.1)
    player.close()


def test_a_speaker_that_takes_no_sound_is_told(virtual_sound: VirtualSound) -> None:
    player = Player(limits=replace(LIMITS, speaker_late_seconds=0.5))
    with virtual_sound.suspended("speaker"), pytest.raises(SpeakerError):
        player.play([TONE])
    assert not player.playing
    with virtual_sound.recording() as recording:
        player.play([TONE])
        recording.wait_until_loud()
        player.wait()
    player.close()


def test_a_speaker_that_was_taken_and_given_back_between_two_clips_misses_none(virtual_sound: VirtualSound) -> None:
    player = Player("VirtualSpeaker")
    player.play([TONE[:2000]])
    player.wait()
    virtual_sound.unplug("speaker")
    virtual_sound.plug_in("speaker")
    with virtual_sound.recording() as recording:
        player.play([TONE])
        player.wait()
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) == pytest.approx(1, abs=0.05)
    player.close()


def test_a_speaker_that_went_in_the_middle_and_is_back_misses_only_that(virtual_sound: VirtualSound) -> None:
    player = Player("VirtualSpeaker", replace(LIMITS, speaker_late_seconds=1))
    with virtual_sound.recording():  # it makes the sink ask for little sound at a time
        player.play([TONE * 20])
    virtual_sound.unplug("speaker")
    try:
        deadline = time.monotonic() + 10
        while player.playing:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        virtual_sound.plug_in("speaker")
    with virtual_sound.recording() as recording:
        player.play([TONE])
        player.wait()
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) == pytest.approx(1, abs=0.05)
    player.close()


def test_a_voice_that_never_goes_on_does_not_keep_the_clip() -> None:
    stuck = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield TONE[:2000]
        stuck.wait(20)

    player = Player(limits=replace(LIMITS, rendering_seconds=0.3))
    player.play(pieces())
    with pytest.raises(SpeakerError) as error:
        player.wait()
    stuck.set()
    assert error.value.key == "voice_stuck"
    assert not player.playing
    player.close()


def test_pieces_that_come_late_are_played_whole(virtual_sound: VirtualSound, player: Player) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            yield TONE[: len(TONE) // 2]
            time.sleep(0.8)

    with virtual_sound.recording() as recording:
        player.play(pieces())
        player.wait()
        recording.wait_until_quiet(0.5)
        assert loud_seconds(recording.pcm) == pytest.approx(1.5, abs=0.1)


def test_pieces_without_sound_are_no_clip(player: Player) -> None:
    assert player.play([b"", b""]) is None
    assert not player.playing
    player.wait()
