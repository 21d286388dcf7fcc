"""A door of noise, faster than real time. SMALL_WINS_NOISE_MINUTES=60 makes it an hour."""

from __future__ import annotations

import array
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local_voice.screen import State
from local_voice.sound import HEARD_RATE
from tests.local_voice.room import CHUNK_BYTES, Room
from tests.local_voice.room_sounds import FULL, made_noise

MINUTES = int(os.environ.get("SMALL_WINS_NOISE_MINUTES", "5"))
GROWTH_BYTES = 20 << 20


def noise(minutes: int) -> Iterator[bytes]:
    """Hiss and rumble that come and go, and knocks, in the loop's own pieces."""
    chance = random.Random(5)  # noqa: S311 - noise
    for _ in range(minutes * 6):
        samples, loud = (
            array.array("h", made_noise(chance.choice(("white", "fan")))),
            chance.choice((0.0, 0.1, 0.5, 2.0)),
        )
        changed = array.array("h", (max(-FULL, min(FULL, round(sample * loud))) for sample in samples))
        for _ in range(chance.randrange(20)):
            at = chance.randrange(len(changed) - HEARD_RATE // 20)
            changed[at : at + HEARD_RATE // 20] = array.array(
                "h", (round(chance.uniform(-FULL, FULL) * (1 - place / 800)) for place in range(HEARD_RATE // 20))
            )
        pcm = changed.tobytes()
        yield from (pcm[start : start + CHUNK_BYTES] for start in range(0, len(pcm), CHUNK_BYTES))


def memory_bytes() -> int:
    """What this process takes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from Linux's /proc")
@pytest.mark.parametrize("always_open", [False, True], ids=["closed", "open"])
def test_noise_is_no_win_wakes_nobody_and_takes_no_memory(
    room: Callable[..., Room], caplog: pytest.LogCaptureFixture, always_open: bool
) -> None:
    there = room(always_open=always_open)
    there.wait_until_heard_out()
    there.be_silent(7)
    for chunk in noise(1):
        there.listening.accept(chunk)
    begun = memory_bytes()
    for chunk in noise(MINUTES):
        there.hear(chunk)
    assert memory_bytes() - begun < GROWTH_BYTES
    assert there.shown.turns == []
    assert len(there.speaker.played) == 1
    assert there.listening.state is (State.LISTENING if always_open else State.WAITING)
    assert caplog.records == []
    there.say("hey small wins i made my bed")
    there.be_silent(2)
    there.check({"kept": ["made my bed"]})
