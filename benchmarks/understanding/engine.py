"""One engine in a process of its own: it reads rows as JSON lines and answers each with an intent and its time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Protocol

from benchmarks.understanding.knowledge import Group, Knowledge

UNKNOWN = "unknown"
WARM_UP = "small wins"


class Engine(Protocol):
    """What turns a text into an intent."""

    left_out: int
    """Sentences that the engine can't take: templates, or wordings where these are written out."""

    def answer(self, text: str, context: str) -> str:
        """The label of the intent; 'unknown' where it has none."""
        ...


def serve(load: Callable[[Knowledge], Engine]) -> None:
    """Load on one core, warm up by one text, then answer the rows of standard input. argv: the knowledge's file."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    knowledge = Knowledge.read(Path(sys.argv[1]))
    rows = [json.loads(line) for line in sys.stdin]
    with redirect_stdout(sys.stderr):  # some peers log to standard output
        begun = time.perf_counter()
        engine = load(knowledge)
        engine.answer(WARM_UP, "any")
        lines: list[dict[str, object]] = [{"load_s": time.perf_counter() - begun, "left_out": engine.left_out}]
        for row in rows:
            begun = time.perf_counter()
            intent = engine.answer(row["utterance"], row["context"])
            lines.append({"intent": intent, "ms": (time.perf_counter() - begun) * 1000})
    sys.stdout.writelines(json.dumps(line) + "\n" for line in lines)


def surest(found: Iterable[tuple[Group, float]], least: float) -> str:
    """The intent of the group that an engine is surest of; 'unknown' where it is less sure than `least`."""
    group, confidence = max(found, key=lambda pair: pair[1], default=(None, 0.0))
    return group.intent if group and confidence >= least else UNKNOWN
