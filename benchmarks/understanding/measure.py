"""Accuracy and time of our understanding beside hassil alone, ovos-adapt-parser, padacioso and nebulento.

    python -m venv build/peers && build/peers/bin/pip install -r benchmarks/understanding/peers.txt
    .venv/bin/python -m benchmarks.understanding.measure [--rows FILE] [--sample N] [--examples FILE]

All answer the same rows in one run, each in a process of its own on one core, told the same sentences.
Limits: ours is right more often than each of them, and answers in at most 5 ms at the 95th percentile.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding.engine import UNKNOWN
from benchmarks.understanding.wordings import write_out
from interaction_model.language import LANGUAGES

HOUSE = Path(__file__).parents[2]
ROWS = HOUSE / "tests" / "interaction_model" / "held_back" / "intents.tsv"
HOME_OF_PEERS = HOUSE / "build" / "peers"
KNOWLEDGE = "knowledge.json"
OURS = {"ours": "ours", "ours without its second pass": "ours_first_pass"}
PEERS = {
    "hassil alone": "peer_hassil",
    "ovos-adapt-parser": "peer_adapt",
    "padacioso": "peer_padacioso",
    "nebulento": "peer_nebulento",
}
P95_LIMIT_MS = 5.0
HEADER = ("engine", "right %", "wrong %", "p50 ms", "p95 ms", "max ms", "load s", "left out")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Result:
    """What one engine made of the rows."""

    name: str
    right: float
    """Share of rows with the intent of the label."""

    wrong: float
    """Share of rows with another intent than the label; 'unknown' is silence and not wrong."""

    ms: Sequence[float]
    """Milliseconds a row, in rising order."""

    load_s: float
    left_out: int
    """Sentences that the engine can't take."""

    @property
    def p95_ms(self) -> float:
        return self.ms[math.ceil(0.95 * len(self.ms)) - 1]

    def line(self) -> tuple[str, ...]:
        times = (statistics.median(self.ms), self.p95_ms, self.ms[-1])
        shares = (f"{share * 100:.1f}" for share in (self.right, self.wrong))
        return (self.name, *shares, *(f"{ms:.2f}" for ms in times), f"{self.load_s:.2f}", str(self.left_out))


def main() -> int:
    """Print a line for each engine; 1 when a limit is missed."""
    options = read_options()
    rows = read_rows(options.rows, options.sample)
    asked = {row["utterance"] for row in rows}
    examples = [row for row in read_rows(options.examples) if row["utterance"] not in asked] if options.examples else []
    python_of_peers = find_python(options.peers)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = write_out(LANGUAGES / "en" / "sentences", options.wordings, examples)
        knowledge.write(folder / KNOWLEDGE)
        wordings = sum(len(group.wordings) for group in knowledge.groups)
        show(
            f"{len(rows)} rows; {wordings} wordings ({options.wordings} a template at most; {len(examples)} examples)\n"
        )
        show_line(HEADER)
        show_line(["---", *("---:" for _ in HEADER[1:])])
        ours = [measure(name, sys.executable, rows, folder) for name in OURS]
        peers = [measure(name, python_of_peers, rows, folder) for name in PEERS]
    missed = limits_missed(ours[0], peers)
    show("\n" + ("\n".join(missed) or "Both limits are met."))
    return int(bool(missed))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, default=ROWS, help="utterance, intent and context, tab-separated")
    parser.add_argument("--sample", type=int, help="so many of the rows, at random, the same in each run")
    parser.add_argument("--wordings", type=int, default=60, help="at most so many of each template")
    parser.add_argument("--examples", type=Path, help="rows that the peers that read no templates learn as well")
    parser.add_argument("--peers", type=Path, default=HOME_OF_PEERS, help="the virtual environment of the peers")
    return parser.parse_args()


def read_rows(path: Path, sample: int | None = None) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows: list[Row] = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return rows if sample is None else random.Random(1).sample(rows, sample)  # noqa: S311


def find_python(home: Path) -> str:
    """The interpreter of a virtual environment. Raises SystemExit where there is none."""
    path = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not path.is_file():
        raise SystemExit(f"The peers are not in {home}: benchmarks/understanding/README.md says how to get them.")
    return str(path.absolute())


def measure(name: str, python: str, rows: Sequence[Row], folder: Path) -> Result:
    """Let one engine answer the rows, and print its line."""
    module = {**OURS, **PEERS}[name]
    process = subprocess.run(
        [python, "-m", f"benchmarks.understanding.{module}", str(folder / KNOWLEDGE)],
        input="".join(json.dumps(row) + "\n" for row in rows),
        stdout=subprocess.PIPE,
        cwd=HOUSE,
        env=quiet_environment(folder),
        encoding="utf-8",
        check=True,
    )
    loaded, *answers = map(json.loads, process.stdout.splitlines())
    pairs = [(answer["intent"], row["intent"]) for answer, row in zip(answers, rows, strict=True)]
    result = Result(
        name,
        right=sum(said == label for said, label in pairs) / len(rows),
        wrong=sum(said not in (label, UNKNOWN) for said, label in pairs) / len(rows),
        ms=sorted(answer["ms"] for answer in answers),
        **loaded,
    )
    show_line(result.line())
    return result


def quiet_environment(folder: Path) -> dict[str, str]:
    """Our environment, but no settings of this person's, and no text in the log of a peer."""
    homes = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    ours = {f"SMALL_WINS_{kind}_DIR": str(folder) for kind in ("DATA", "CACHE")}
    return {**os.environ, **homes, **ours, "OVOS_DEFAULT_LOG_LEVEL": "ERROR"}


def limits_missed(ours: Result, peers: Sequence[Result]) -> list[str]:
    """What to say of each limit that is missed."""
    ahead = [f"{peer.name} is right as often as ours, or more often." for peer in peers if peer.right >= ours.right]
    late = [f"Ours takes {ours.p95_ms:.1f} ms at the 95th percentile (limit {P95_LIMIT_MS:.0f})."]
    return ahead + (late if ours.p95_ms > P95_LIMIT_MS else [])


def show_line(cells: Sequence[str]) -> None:
    show("| " + " | ".join(cells) + " |")


def show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
