"""What days have in common, and how often it goes with a feeling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import exp, lgamma
from typing import Literal, NamedTuple, TypeVar

from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.ledger import Entry, Ledger

Kind = Literal["act", "person", "place", "part", "word", "weekday"]
KINDS: tuple[Kind, ...] = ("act", "person", "place", "part", "word")
"""In the order in which one is said where several go with the same days."""

_Unit = TypeVar("_Unit", date, datetime)


class Feature(NamedTuple):
    """Something that wins have in common: the act, one of its words, a person, a place, a part of the day."""

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a feature is found."""

    said: str
    """As it was said last, in the first person."""
    phrase: str
    """The last win that it was in."""
    days: frozenset[date]
    wins: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often something is so with a feature, and how often without."""

    count: int
    of: int
    other_count: int
    others: int

    @property
    def stands_out(self) -> float:
        """How far the share with it lies above the share without."""
        return self.count / self.of - self.other_count / self.others if self.of and self.others else 0.0

    @property
    def chance(self) -> float:
        """How likely so many or more are where it makes no difference: the upper tail of Fisher's exact test."""
        hits, every = self.count + self.other_count, self.of + self.others
        most, least = min(hits, self.of), max(self.count, hits - self.others)
        return sum(
            exp(_ways(hits, n) + _ways(every - hits, self.of - n) - _ways(every, self.of))
            for n in range(least, most + 1)
        )

    def carries(self, chance: float) -> bool:
        """Whether it is enough to be told of."""
        enough = self.of >= EVIDENCE.days and self.others >= EVIDENCE.other_days
        return enough and self.stands_out >= EVIDENCE.margin and self.chance <= chance


def _ways(every: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose: the numbers themselves grow too long to be quick."""
    return lgamma(every + 1) - lgamma(chosen + 1) - lgamma(every - chosen + 1)


def compare(with_it: Iterable[_Unit], hits: frozenset[_Unit], every: frozenset[_Unit]) -> Comparison:
    """Of `every` unit (a day, say), how many with the feature are hits, and how many without."""
    inside = frozenset(with_it) & every
    outside = every - inside
    return Comparison(len(inside & hits), len(inside), len(outside & hits), len(outside))


def features_of(entry: Entry) -> Iterator[tuple[Feature, str]]:
    """What one win has in common with others, each as it was said."""
    if len(entry.roots) > 1:
        yield Feature("act", " ".join(entry.roots)), entry.phrase
    elif entry.roots:
        # "showered": the one word is the act.
        yield Feature("act", entry.roots[0]), entry.phrase
    for root in entry.roots:
        yield Feature("word", root), root
    for person in entry.people:
        yield Feature("person", person.key), person.said
    for place in entry.places:
        yield Feature("place", place.key), place.said
    if entry.part:
        yield Feature("part", entry.part), entry.part


def find_features(ledger: Ledger) -> Mapping[Feature, Found]:
    """Every feature of the ledger that happened often enough on enough days."""
    days: dict[Feature, set[date]] = {}
    wins: dict[Feature, int] = {}
    said: dict[Feature, tuple[str, str]] = {}
    for entry in ledger.entries:
        for feature, words in features_of(entry):
            days.setdefault(feature, set()).add(entry.day)
            wins[feature] = wins.get(feature, 0) + 1
            said[feature] = words, entry.phrase
    often = [f for f, count in wins.items() if count >= EVIDENCE.wins and len(days[f]) >= EVIDENCE.days]
    return {feature: Found(*said[feature], frozenset(days[feature]), wins[feature]) for feature in often}


def surest(
    found: Iterable[tuple[Feature, Found, Comparison]], chance: float, may_say: Callable[[str], bool]
) -> tuple[Feature, Found, Comparison] | None:
    """Of several features that carry a pattern, the one that is least likely by chance."""
    carrying = [one for one in found if one[2].carries(chance)]
    carrying.sort(key=lambda one: (one[2].chance, KINDS.index(one[0].kind), one[0].key))
    return next((one for one in carrying if may_say(one[1].said) and may_say(one[1].phrase)), None)
