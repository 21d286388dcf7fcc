"""How fast, how large and how attentive the microphone door is, on a PulseAudio of its own without a card.

    .venv/bin/python -m benchmarks.voice.measure [--only latency,idle,growth,false-wakes,modes,stop]
        [--speech FOLDER] [--quick]

Prints tables in Markdown. Beside each number stands its peer in the same run: Vosk's own microphone example for time,
processor and memory, plain Vosk for what is understood. `--speech`: a folder of FLAC recordings of people saying
something else, and kitchen-noise.flac. `--quick` is to see that it works.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from benchmarks.voice import false_wakes, footprint, interruptions, latency, modes
from benchmarks.voice.bench import bench

PARTS = ("latency", "idle", "growth", "false-wakes", "modes", "stop")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures the microphone door.")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between them")
    parser.add_argument("--speech", type=Path, help="a folder of recordings of people saying something else")
    parser.add_argument("--quick", action="store_true", help="a tenth of it, to see that it works")
    options = parser.parse_args()
    logging.disable()
    parts = set(options.only.split(","))
    if unknown := parts - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    few = options.quick
    if parts & {"latency", "idle"}:
        with bench() as one:
            if "latency" in parts:
                latency.show_all(one, 5 if few else 30, 0 if few else 3)
            if "idle" in parts:
                footprint.show_idle(one, 5 if few else 30)
    if "growth" in parts:
        footprint.show_growth(100 if few else 2000)
    if "false-wakes" in parts:
        false_wakes.show_all(options.speech, 2 if few else 46)
    if "modes" in parts:
        modes.show_all(20 if few else 1000)
    if "stop" in parts:
        interruptions.show_all(4 if few else 8, options.speech)


if __name__ == "__main__":
    main()
