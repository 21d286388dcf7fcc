"""Our understanding without its second pass: sentences and grammar alone."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.understanding.engine import serve
from benchmarks.understanding.knowledge import Knowledge
from benchmarks.understanding.ours import Ours, load_understanding


def load(_: Knowledge) -> Ours:
    return Ours(replace(load_understanding(), second_pass=None))


if __name__ == "__main__":
    serve(load)
