"""The exercises of the body: pieces that are said, each with the silence in which it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Pieces = tuple[tuple[str, float], ...]
"""Texts, each with the seconds of silence that follow it."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. All can be done seated or lying, and without a sound."""

    id: str
    kinds: frozenset[str]
    """What it is called in the details of a meaning: 'box', 'stretch'."""
    parts: frozenset[str]
    """The parts of the body that it is for: 'jaw'."""
    speech: str
    """The whole in two sentences, for a door that keeps no time."""
    pieces: Pieces
    """One round of it."""
    rounds: int
    act: str
    """What is kept when it was done, in the person's words: 'unclenched my jaw'."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Exercise:
        """Read one entry of exercises.yaml. Raises TypeError or KeyError for one of another form."""
        sets = {name: frozenset(data[name]) for name in ("kinds", "parts")}
        pieces = tuple((text, float(seconds)) for text, seconds in data["pieces"])
        return cls(**{**data, **sets, "pieces": pieces})

    def timed(self, rounds: int | None = None) -> Pieces:
        """All its rounds, one after another; or so many."""
        return self.pieces * (rounds or self.rounds)


@dataclass(frozen=True)
class Exercises:
    """All exercises of a language, by id, in the order of the file; the first is done where none was named."""

    by_id: Mapping[str, Exercise]

    @classmethod
    def from_data(cls, entries: Iterable[Mapping[str, Any]]) -> Exercises:
        """Read exercises.yaml."""
        return cls({entry["id"]: Exercise.from_data(entry) for entry in entries})

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.by_id.values())

    def find(self, exercise_id: str) -> Exercise | None:
        """The exercise of that id; None where there is none (any more)."""
        return self.by_id.get(exercise_id)

    def choose(self, kind: str | None, part: str | None) -> Exercise:
        """The one of that kind that is for that part; else one of that kind, one for that part, or the first."""
        first = next(iter(self))
        fitting = [exercise for exercise in self if kind in exercise.kinds] or list(self) * (kind is None)
        for_part = [exercise for exercise in fitting or self if part in exercise.parts]
        return next(iter(for_part), fitting[0] if kind is not None and fitting else first)
