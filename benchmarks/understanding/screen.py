"""How long the safety screen takes for one text.

    python -m benchmarks.understanding.screen [--rows FOLDER]

Limit: under 1 ms at the 95th percentile on one core, after the warm-up that a door makes at its start.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from interaction_model.language import load_language

LIMIT_MS = 1.0
HELD_BACK = Path(__file__).parent.parent.parent / "tests" / "interaction_model" / "held_back"


def main() -> int:
    """Print the percentiles; 1 when the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, default=HELD_BACK, help="folder of .tsv with a column 'utterance'")
    texts = [
        row["utterance"]
        for path in sorted(parser.parse_args().rows.glob("*.tsv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    language = load_language("en-US")
    language.warm_up()
    milliseconds = sorted(_milliseconds(language.screen.read, text) for text in texts)
    p95 = milliseconds[int(0.95 * len(milliseconds))]
    p50, slowest = statistics.median(milliseconds), milliseconds[-1]
    print(f"{len(texts)} texts: p50 {p50:.2f} ms, p95 {p95:.2f} ms, max {slowest:.2f} ms (limit at p95: {LIMIT_MS} ms)")
    return int(p95 >= LIMIT_MS)


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter()
    read(text)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
