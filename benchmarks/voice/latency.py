"""From the end of what is said to the first sound of the answer, beside Vosk's own microphone example."""

from __future__ import annotations

import json
import subprocess
import threading
import time

from benchmarks.voice.bench import Bench, bare_microphone, p50, p95, read_line, running, show_table
from local_voice.limits import LIMITS

SAID = (
    "hey small wins i drank a glass of water",
    "hey small wins i washed one dish",
    "hey small wins i made my bed",
    "hey small wins i opened the window",
    "hey small wins what did i do today",
)
STAGES = ("end_of_speech", "recognised", "committed", "rendered", "first_audio", "at_the_device")
BARE = "vosk's microphone example: text"
AIMS = (900, 1100)


class Lines:
    """What a process prints, and when."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.lines: list[tuple[float, str]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def first_text_after(self, at: float) -> float | None:
        """When the first words were printed after that time."""
        return next((when for when, line in self.lines if when > at and json.loads(line)["text"]), None)

    def _read(self) -> None:
        while line := read_line(self._process):
            self.lines.append((time.monotonic(), line))


def measure(one: Bench, turns: int, pause_seconds: float) -> list[dict[str, float]]:
    """For each turn, milliseconds from the last sound of what was said to each stage. Both hear the same."""
    measured: list[dict[str, float]] = []
    with bare_microphone() as bare, running("-m", "benchmarks.voice.timed_listener") as process:
        texts = Lines(bare)
        one.wait_until_it_has_spoken()
        for number in range(turns):
            time.sleep(pause_seconds)
            ended = one.tell(SAID[number % len(SAID)])
            at_the_device = one.wait_until_it_has_spoken()
            reached = {**next_turn(process), "at_the_device": at_the_device}
            if text_at := texts.first_text_after(ended):
                reached[BARE] = text_at
            measured.append({stage: (at - ended) * 1000 for stage, at in reached.items()})
    return measured


def next_turn(process: subprocess.Popen[str]) -> dict[str, float]:
    while text := read_line(process):
        line: dict[str, float] = json.loads(text)
        if "first_audio" in line:
            return {stage: line[stage] for stage in STAGES if stage in line}
    raise RuntimeError("the listener has ended")


def show_latency(title: str, measured: list[dict[str, float]]) -> None:
    """A row a stage, and how that compares."""
    rows: list[tuple[object, ...]] = []
    for stage in (*STAGES, BARE):
        values = [turn[stage] for turn in measured if stage in turn]
        if values:
            rows.append((stage.replace("_", " "), round(p50(values)), round(p95(values)), round(max(values))))
    ratios = [turn["at_the_device"] / turn[BARE] for turn in measured if BARE in turn]
    rows.append(("aim (with the 0.7 s wait)", *AIMS, None))
    if ratios:
        rows.append(("answer heard ÷ example's text", *(f"{ratio(ratios):.2f}" for ratio in (p50, p95, max))))
    show_table(f"{title}: ms since the last sound of what was said ({len(measured)} turns)",
               ("", "p50", "p95", "largest"), *rows)  # fmt: skip


def show_all(one: Bench, turns: int, turns_after_quiet: int) -> None:
    show_latency("One turn after another", measure(one, turns, 0))
    if turns_after_quiet:
        pause_seconds = LIMITS.speaker_sleeps_after_seconds + 1
        show_latency("Each after 30 s of quiet", measure(one, turns_after_quiet, pause_seconds))
