"""A linear classifier over the words of a text: the second pass of understanding, and the widening of the screen.

It is trained before a release (training/understanding) and read here as plain text, with no library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

NOTHING = ord("P")
"""The character of a weight of nothing; weights grow with the square of the distance from it, in the file's `unit`."""
SQUARES = tuple(float((code - NOTHING) * abs(code - NOTHING)) for code in range(128))
_EDGE = "^"
_PIECES = (3, 4)


def features(words: Sequence[str], context: str = "any") -> list[str]:
    """What is counted of a text of plain words: words, neighbours, next-but-ones, pieces of words, its context."""
    padded = [_EDGE, *words, _EDGE]
    found = {f"w={word}" for word in words}
    found |= {f"b={one} {other}" for one, other in pairwise(padded)}
    found |= {f"s={one} {other}" for one, other in zip(padded, padded[2:], strict=False)}
    found |= {f"c={piece}" for word in set(words) for piece in _pieces_of(word)}
    if context != "any":
        found.add(f"in={context}")
        found |= {f"in={context} {word}" for word in words}
    return sorted(found)


def _pieces_of(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for length in _PIECES:
        for start in range(len(edged) - length + 1):
            yield edged[start : start + length]


@dataclass(frozen=True)
class LinearModel:
    """Weights of features for each label."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    unit: float
    """What a weight's square is worth."""

    places: Mapping[str, int]
    """Feature to its place in `weights`."""

    weights: bytes
    """One character a label, feature after feature."""

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> LinearModel:
        """Read what `training/understanding` wrote: labels, bias, unit, then a feature and its weights a line."""
        rows = iter(lines)
        labels, bias, unit = (next(rows).rstrip("\n").split("\t")[1:] for _ in range(3))
        pairs = [row.rstrip("\n").split("\t") for row in rows]
        places = {feature: place for place, (feature, _) in enumerate(pairs)}
        weights = "".join(characters for _, characters in pairs).encode("ascii")
        return cls(tuple(labels), tuple(map(float, bias)), float(unit[0]), places, weights)

    def knows(self, word: str) -> bool:
        """Whether the word itself was seen often enough to tell anything."""
        return f"w={word}" in self.places

    def probabilities(self, words: Sequence[str], context: str = "any") -> dict[str, float]:
        """How likely each label is for a text of plain words; they add up to 1."""
        scores = [sum(parts) for parts in zip(self.bias, self._sums(features(words, context)), strict=True)]
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        total = sum(odds)
        return {label: value / total for label, value in zip(self.labels, odds, strict=True)}

    def _sums(self, names: Sequence[str]) -> Iterable[float]:
        """The weights of the known names, added up for each label, the whole brought to unit length."""
        size = len(self.labels)
        known = [place * size for name in names if (place := self.places.get(name)) is not None]
        if not known:
            return repeat(0.0, size)
        scale = self.unit / math.sqrt(len(known))
        rows = ([SQUARES[code] for code in self.weights[start : start + size]] for start in known)
        return [sum(column) * scale for column in zip(*rows, strict=True)]
