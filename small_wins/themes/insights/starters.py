"""What was followed by something else within the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.features import Comparison, Feature, Found, compare, features_of, surest
from small_wins.themes.insights.helps import MaySay
from small_wins.themes.insights.ledger import Entry, Ledger


@dataclass(frozen=True, slots=True)
class Starter:
    """An act, how often it was told, and how often something else was told within the hour after."""

    said: str
    comparison: Comparison


def what_starts(ledger: Ledger, may_say: MaySay) -> Starter | None:
    """The act that something else followed most surely; what was told in one breath follows nothing."""
    told = sorted((entry for entry in ledger.entries if entry.told), key=_moment)
    moments = sorted({_moment(entry) for entry in told})
    days = {_moment(entry): entry.day for entry in told}
    followed = frozenset(
        first
        for first, then in pairwise(moments)
        if days[first] == days[then] and then - first <= EVIDENCE.followed_within
    )
    compared = [
        (feature, found, comparison)
        for feature, found, at in _acts(told)
        if (comparison := compare(at, followed, frozenset(moments))).count >= EVIDENCE.wins
        and len({days[moment] for moment in at & followed}) >= EVIDENCE.days
    ]
    best = surest(compared, EVIDENCE.chance_searched, may_say)
    return Starter(best[1].said, best[2]) if best else None


def _acts(told: Sequence[Entry]) -> list[tuple[Feature, Found, frozenset[datetime]]]:
    """Each act that was told often enough, with the moments at which it was."""
    moments: dict[Feature, list[datetime]] = {}
    days: dict[Feature, set[date]] = {}
    said: dict[Feature, str] = {}
    for entry in told:
        for feature, words in features_of(entry):
            if feature.kind == "act":
                moments.setdefault(feature, []).append(_moment(entry))
                days.setdefault(feature, set()).add(entry.day)
                said[feature] = words
    return [
        (feature, Found(said[feature], said[feature], frozenset(days[feature]), len(at)), frozenset(at))
        for feature, at in moments.items()
        if len(at) >= EVIDENCE.wins
    ]


def _moment(entry: Entry) -> datetime:
    assert entry.told is not None  # noqa: S101 - only entries with a moment are looked at here
    return entry.told
