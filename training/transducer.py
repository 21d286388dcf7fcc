"""Weighted transducers, in the text form that OpenFst's tools read."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

EPSILON = 0
Arc = tuple[int, int, int, int, float]
"""From, to, input, output, cost."""


class Transducer:
    """States from 0, which is the start, with arcs and final costs."""

    def __init__(self) -> None:
        self.arcs: list[Arc] = []
        self.finals: dict[int, float] = {}
        self.size = 0

    def state(self) -> int:
        """A new state."""
        self.size += 1
        return self.size - 1

    def arc(self, source: int, target: int, reads: int = EPSILON, writes: int = EPSILON, cost: float = 0.0) -> None:
        self.arcs.append((source, target, reads, writes, cost))

    def text(self) -> str:
        """The text form."""
        arcs = sorted(self.arcs, key=lambda arc: arc[0])
        lines = [f"{source} {target} {reads} {writes} {cost:.5f}" for source, target, reads, writes, cost in arcs]
        return "\n".join(lines + [f"{state} {cost:.5f}" for state, cost in self.finals.items()]) + "\n"

    def compile(self, path: Path, steps: Sequence[Sequence[str]], environment: Mapping[str, str] | None = None) -> None:
        """Write the binary form after OpenFst's `steps`. Raises CalledProcessError if one of them fails."""
        content = self.text().encode()
        for step in (["fstcompile"], *steps):
            content = subprocess.run(step, input=content, stdout=subprocess.PIPE, check=True, env=environment).stdout
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
