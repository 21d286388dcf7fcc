"""How fast and how large the microphone door is, on a PulseAudio of its own without a card.

    .venv/bin/python -m benchmarks.voice.measure [--turns 40] [--turns-after-quiet 3]

Prints, in one run: the time from the end of speech, as Vosk reports it, to each stage of the answer (p50 and p95); the
real-time factor of recognition; and the memory of `small-wins listen` beside that of a bare Vosk microphone script.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import local_voice
from local_voice.activity import Activity
from local_voice.ears import Ear
from local_voice.limits import LIMITS
from local_voice.mouth import Mouth, SystemMouth
from local_voice.recogniser import Recogniser, load_model
from local_voice.recording import read_recording
from local_voice.sound import SPOKEN_RATE
from local_voice.speech_models import model_in_use
from small_wins.settings import Settings
from tests.virtual_sound import Recording, VirtualSound

HERE = Path(__file__).parent
SAID = ("i drank a glass of water", "i washed one dish", "i made my bed", "i opened the window", "what did i do today")
STAGES = ("recognised", "committed", "rendered", "first_audio", "at_the_device")
AIMS_MS = {"p50": 60, "p95": 150}
MORE_MEMORY_AIM_MB = 60
ROUNDS_OF_RECOGNITION = 5


@dataclass(frozen=True, slots=True)
class Bench:
    """The virtual sound, what it records, and a voice to speak to the microphone with."""

    sound: VirtualSound
    recording: Recording
    mouth: Mouth

    def tell(self, text: str) -> None:
        """Say something to the microphone, and a second of silence after it."""
        self.sound.play(self.mouth.render(text) + bytes(2 * SPOKEN_RATE), SPOKEN_RATE)

    def wait_until_it_has_spoken(self) -> float:
        """When the first sample was at the device, on the monotonic clock."""
        at = self.recording.wait_until_loud()
        self.recording.wait_until_quiet(0.7)
        self.recording.first_loud_at = None
        return at


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description="Measures the microphone door.")
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--turns-after-quiet", type=int, default=3, help="each takes half a minute more")
    options = parser.parse_args()
    with bench() as one:
        show_latency("one turn after another", measure_latency(one, options.turns, 0))
        pause_seconds = LIMITS.speaker_sleeps_after_seconds + 1
        show_latency("each after 30 s of quiet", measure_latency(one, options.turns_after_quiet, pause_seconds))
        show_memory(measure_memory(one))
    show_recognition(*measure_recognition())


@contextmanager
def bench() -> Iterator[Bench]:
    """Virtual sound and a journal of its own, for this process and those that it starts."""
    folder = Path(tempfile.mkdtemp(prefix="sw-bench-"))
    sound = VirtualSound(folder)
    places = {"DATA_DIR": folder / "data", "CACHE_DIR": folder / "cache", "CONFIG": folder / "none.toml"}
    os.environ.update(sound.environment | {f"SMALL_WINS_{name}": str(path) for name, path in places.items()})
    try:
        with sound.recording() as recording:
            yield Bench(sound, recording, SystemMouth())
    finally:
        sound.close()
        shutil.rmtree(folder)


@contextmanager
def running(*command: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process whose output is read."""
    with subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def measure_latency(one: Bench, turns: int, pause_seconds: float) -> list[dict[str, float]]:
    """For each turn, milliseconds from the end of speech to each stage."""
    measured: list[dict[str, float]] = []
    with running("-m", "benchmarks.voice.timed_listener") as process:
        one.wait_until_it_has_spoken()
        for number in range(turns):
            time.sleep(pause_seconds)
            one.recording.first_loud_at = None  # in a long pause it asks its open question once more
            one.tell(SAID[number % len(SAID)])
            at_the_device = one.wait_until_it_has_spoken()
            turn = next_turn(process)
            reached = {**turn, "at_the_device": at_the_device}
            measured.append({stage: (reached[stage] - turn["end_of_speech"]) * 1000 for stage in STAGES})
    return measured


def next_turn(process: subprocess.Popen[str]) -> dict[str, float]:
    while text := read_line(process):
        line: dict[str, float] = json.loads(text)
        if "heard" in line:
            return line
    raise RuntimeError("the listener has ended")


def read_line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def measure_memory(one: Bench) -> tuple[float, float]:
    """Resident megabytes of `listen` and of the bare script, each after it has heard something."""
    with running("-m", "small_wins_cli", "listen") as process:
        one.wait_until_it_has_spoken()
        one.tell(SAID[0])
        one.wait_until_it_has_spoken()
        listening = resident_megabytes(process)
    with running(HERE / "bare_microphone.py", model_in_use(Settings()).path) as process:
        read_line(process)
        one.tell(SAID[0])
        read_line(process)
        return listening, resident_megabytes(process)


def resident_megabytes(process: subprocess.Popen[str]) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure_recognition() -> tuple[float, float]:
    """Seconds of sound, and seconds of this processor's time that it took to recognise it."""
    ear = Ear(Activity(), Recogniser(load_model(model_in_use(Settings()).path)))
    samples = sorted((Path(local_voice.__file__).parent / "samples").glob("*.flac"))
    begun = time.process_time()
    for path in samples * ROUNDS_OF_RECOGNITION:
        for _ in ear.hear_all(read_recording(path)):
            pass
    return ear.heard_seconds, time.process_time() - begun


def show_latency(title: str, measured: Sequence[dict[str, float]]) -> None:
    if not measured:
        return
    show(f"\nMilliseconds from the end of speech, {title} ({len(measured)} turns)")
    show(f"{'':24}{'p50':>8}{'p95':>8}{'largest':>9}")
    for stage in STAGES:
        values = sorted(turn[stage] for turn in measured)
        p95 = values[min(len(values) - 1, round(0.95 * len(values)))]
        show(f"{stage.replace('_', ' '):24}{statistics.median(values):8.1f}{p95:8.1f}{values[-1]:9.1f}")
    show(f"{'aim':24}{AIMS_MS['p50']:8.1f}{AIMS_MS['p95']:8.1f}")


def show_memory(megabytes: tuple[float, float]) -> None:
    listening, bare = megabytes
    show("\nResident memory, MB")
    show(f"{'listen':24}{listening:8.1f}\n{'bare Vosk microphone':24}{bare:8.1f}")
    show(f"{'more':24}{listening - bare:8.1f}   (aim: at most {MORE_MEMORY_AIM_MB})")


def show_recognition(sound_seconds: float, processor_seconds: float) -> None:
    show(f"\nReal-time factor of recognition: {processor_seconds / sound_seconds:.4f} ({sound_seconds:.0f} s of sound)")


def show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
