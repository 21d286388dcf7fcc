"""Which detector of voice activity finds speech, and what it costs beside Vosk.

    pip install --no-deps --target build/detectors -r benchmarks/voice/detectors.txt
    .venv/bin/python -m benchmarks.voice.activity [--outside FOLDER] [--threshold 0.5] [--only ours,vosk]

`--outside`: a folder of FLAC recordings of people, and kitchen-noise.flac. Every detector hears the same, in a process
of its own; it makes up its mind at `--threshold`. Takes five minutes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.voice.activity_sounds import SLOT, Sound, all_sounds
from benchmarks.voice.detectors import DETECTORS, add_folder
from local_voice.recogniser import Recogniser, load_model
from local_voice.sound import FRAME_BYTES, HEARD_RATE
from local_voice.speech_models import COMPACT_PATH

DETECTORS_FOLDER = Path("build/detectors")
CLEAN = ("people", "recordings", "espeak")
HARD = ("quiet", "whispered", "clipped", "20 dB", "10 dB", "5 dB")
NOISES = ("white", "pink", "hum", "clatter", "kitchen")
BEGINS_AFTER_SLOTS = 30
"""Speech that begins a turn (local_voice/ears.py): 0.3 s of it."""

NEAR_SLOTS = 30
"""Speech found so close to speech is late or early, and not false."""

Slots = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a detector made of one sound, for each slot of 10 ms."""

    kind: str
    speech: Slots
    found: Slots
    """Whether the block that the slot is in was taken for speech."""

    told: Slots
    """Whether speech was the last that it had told at the end of the slot."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a detector found, and what it cost."""

    heard: list[Heard]
    factor: float
    """Seconds of the processor's time for each second of sound."""

    megabytes: float
    load_seconds: float

    def of(self, kinds: Iterable[str]) -> list[Heard]:
        return [heard for heard in self.heard if heard.kind in kinds]


def main() -> None:
    """Measure every detector and print the tables."""
    parser = argparse.ArgumentParser(description="Compares detectors of voice activity.")
    parser.add_argument("--outside", type=Path, help="a folder of recordings of people, and kitchen noise")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--detectors", type=Path, default=DETECTORS_FOLDER)
    parser.add_argument("--only", default="", help="the beginnings of their names, with commas between")
    options = parser.parse_args()
    wanted = [name for name in DETECTORS if name.startswith(tuple(options.only.split(",")))]
    sounds = all_sounds(options.outside)
    measured = {name: apart(measure, name, sounds, options.detectors, options.threshold) for name in wanted}
    vosk = apart(measure_vosk, sounds)
    show(f"{sum(len(sound.samples) for sound in sounds) / HEARD_RATE / 60:.0f} minutes of sound\n")
    table("Share of speech found, %", measured, [*CLEAN, *HARD], share_found)
    table("False speech in noise alone, seconds a minute", measured, NOISES, false_seconds)
    table("False speech beside speech in noise, seconds a minute", measured, HARD, false_seconds)
    table("Utterances begun (0.3 s of speech found), %", measured, [*CLEAN, *HARD], share_begun)
    show_cost(measured, vosk)


def apart(call: Callable[..., Measured], *given: object) -> Measured:
    """The call, made in a process of its own, so that no detector lives at the cost of another."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(call, *given).result()


def measure(name: str, sounds: Sequence[Sound], folder: Path, threshold: float) -> Measured:
    """Let one detector hear everything, in one stream."""
    add_folder(folder)
    before, begun = resident_megabytes(), time.monotonic()
    frames, judge = DETECTORS[name]()
    judge(bytes(frames * FRAME_BYTES))
    megabytes, load_seconds = resident_megabytes() - before, time.monotonic() - begun
    _, judge = DETECTORS[name]()  # one that has not heard that silence
    heard, spent, length = [], 0.0, 0
    for sound in sounds:
        pcm, size = sound.pcm, frames * FRAME_BYTES
        blocks = [pcm[start : start + size] for start in range(0, len(pcm) - size + 1, size)]
        started = time.process_time()
        likely = [judge(block) for block in blocks]
        spent += time.process_time() - started
        length += len(blocks) * frames
        heard.append(hearing(sound, np.array(likely) >= threshold, frames))
    return Measured(heard, spent / (length / HEARD_RATE), megabytes, load_seconds)


def hearing(sound: Sound, blocks: Slots, frames: int) -> Heard:
    middles = np.arange(len(sound.speech)) * SLOT + SLOT // 2
    inside = np.minimum(middles // frames, len(blocks) - 1)
    ended = (np.arange(len(sound.speech)) + 1) * SLOT // frames - 1
    return Heard(sound.kind, sound.speech, blocks[inside], blocks[ended.clip(0)] & (ended >= 0))


def measure_vosk(sounds: Sequence[Sound]) -> Measured:
    """Vosk decoding what was said, and the noise alone, as the microphone brings it."""
    before, begun = resident_megabytes(), time.monotonic()
    recogniser = Recogniser(load_model(COMPACT_PATH))
    megabytes, load_seconds = resident_megabytes() - before, time.monotonic() - begun
    started, heard_seconds = time.process_time(), 0.0
    for sound in sounds:
        if sound.kind in (*CLEAN, *NOISES):
            heard_seconds += len(sound.pcm) / FRAME_BYTES / HEARD_RATE
            for start in range(0, len(sound.pcm), 640):
                recogniser.accept(sound.pcm[start : start + 640])
    return Measured([], (time.process_time() - started) / heard_seconds, megabytes, load_seconds)


def share_found(heard: list[Heard]) -> float:
    return 100 * sum((one.found & one.speech).sum() for one in heard) / sum(one.speech.sum() for one in heard)


def false_seconds(heard: list[Heard]) -> float:
    """Seconds a minute of what is no speech, and not near any."""
    far = [~near(one.speech) for one in heard]
    false = sum((one.found & away).sum() for one, away in zip(heard, far, strict=True))
    return 60 * float(false) / sum(away.sum() for away in far)


def share_begun(heard: list[Heard]) -> float:
    return 100 * sum(longest(one.found & near(one.speech)) >= BEGINS_AFTER_SLOTS for one in heard) / len(heard)


def near(speech: Slots) -> Slots:
    return np.convolve(speech, np.ones(2 * NEAR_SLOTS + 1), "same") > 0.5


def longest(slots: Slots) -> int:
    """The most slots in a row that are true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], slots.astype(int), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def rises(heard: list[Heard]) -> list[float]:
    """Milliseconds from the beginning of speech until it was told, each time that it was."""
    found = []
    for one in heard:
        first = int(one.speech.argmax())
        told = np.flatnonzero(one.told[first:])
        found += [10.0 * (told[0] + 1)] if len(told) else []
    return found


def falls(heard: list[Heard]) -> list[float]:
    """Milliseconds from the end of speech until silence was told for good."""
    found = []
    for one in heard:
        last = len(one.speech) - int(one.speech[::-1].argmax())
        told = np.flatnonzero(one.told)
        found += [10.0 * (told[-1] + 1 - last)] if len(told) else []
    return found


def table(
    title: str, measured: dict[str, Measured], kinds: Sequence[str], figure: Callable[[list[Heard]], float]
) -> None:
    present = [kind for kind in kinds if next(iter(measured.values())).of([kind])]
    show(f"{title}\n\n| detector | {' | '.join(present)} |\n| --- |{' ---: |' * len(present)}")
    for name, one in measured.items():
        show(f"| {name} | {' | '.join(f'{figure(one.of([kind])):.1f}' for kind in present)} |")
    show("")


def show_cost(measured: dict[str, Measured], vosk: Measured) -> None:
    columns = (
        "rises after, ms (p50) | (p95) | falls after, ms (p50) | (p95) | real-time factor | loads, ms | memory, MB"
    )
    show(f"Time, on what was said without noise, and cost\n\n| detector | {columns} |\n| --- |{' ---: |' * 7}")
    for name, one in measured.items():
        delays = [np.percentile(find(one.of(CLEAN)), share) for find in (rises, falls) for share in (50, 95)]
        show(f"| {name} | {' | '.join(f'{delay:.0f}' for delay in delays)} | {cost(one)} |")
    show(f"| Vosk, decoding all | | | | | {cost(vosk)} |")


def cost(one: Measured) -> str:
    return f"{one.factor:.4f} | {one.load_seconds * 1000:.0f} | {one.megabytes:.1f}"


def resident_megabytes() -> float:
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024


def show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
