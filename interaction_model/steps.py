"""The catalogue of small steps: each with a cue, an action, a tiny reward, and a chain of ever smaller versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

DOMAINS = ("physical", "social", "cognitive", "self-care", "home", "rest", "somatic", "nature", "creative")


@dataclass(frozen=True, slots=True)
class Rung:
    """One version of a step."""

    text: str
    """Said as it stands: 'Take one sip of water.'"""

    act: str
    """What is kept when it is done, in the person's words: 'took one sip of water'."""

    do: str
    """A bare verb first; completes 'you could': 'take one sip of water'."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and for whom it is."""

    id: str
    domain: str
    energy: int
    """What it takes, from 1 to 3."""
    minutes: int
    seated: bool
    """Whether it can be done seated."""
    in_bed: bool
    quiet: bool
    indoors: bool
    equipment: bool
    """Whether it needs something that not everyone has."""
    times: frozenset[str]
    """'morning', 'afternoon', 'evening', 'night' or 'any'."""
    serves: frozenset[str]
    """The values that it serves: 'people', 'animals', 'order', ..."""
    tasks: frozenset[str]
    """Words of big tasks whose first piece it can be."""
    cue: str
    """'when you wake up'"""
    reward: str
    """'one slow breath'"""
    chain: tuple[Rung, ...]
    """From the step itself down to a breath or a thought; three at least."""

    @property
    def mood_proof(self) -> bool:
        """Whether it can be done in any mood, place and weather: a minute at most, of the body, with nothing."""
        anywhere = self.seated and self.in_bed and self.quiet and self.indoors and not self.equipment
        return anywhere and self.energy == 1 and self.minutes <= 1 and self.domain == "somatic" and "any" in self.times

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Step:
        """Read one entry of steps.yaml. Raises TypeError or KeyError for one of another form."""
        sets = {name: frozenset(data[name]) for name in ("times", "serves", "tasks")}
        chain = tuple(Rung(**rung) for rung in data["chain"])
        return cls(**{**data, **sets, "chain": chain})


@dataclass(frozen=True)
class Catalogue:
    """All steps of a language, by id, in the order of the file."""

    by_id: Mapping[str, Step]

    @classmethod
    def from_data(cls, entries: Iterable[Mapping[str, Any]]) -> Catalogue:
        """Read steps.yaml."""
        return cls({entry["id"]: Step.from_data(entry) for entry in entries})

    def __iter__(self) -> Iterator[Step]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    @cached_property
    def by_act(self) -> Mapping[str, tuple[Step, int]]:
        """The step, and the place in its chain, of each act that a step is kept as."""
        return {rung.act: (step, place) for step in self for place, rung in enumerate(step.chain)}

    def find(self, step_id: str) -> Step | None:
        """The step of that id; None where it is no longer in the catalogue."""
        return self.by_id.get(step_id)
