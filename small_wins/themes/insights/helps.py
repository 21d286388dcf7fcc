"""What goes with lighter days: anything at all, one kind of thing, or the one thing that was asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from interaction_model.understanding.mentions import Mentions
from interaction_model.understanding.moods import Mood
from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.features import Comparison, Feature, Kind, compare, find_features, surest
from small_wins.themes.insights.ledger import Ledger

MaySay = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Days that have something in common, and the word that was said on most of them."""

    feature: Feature
    said: str
    """As the person said it."""
    word: str
    """Of the feeling."""
    comparison: Comparison
    after: bool = False
    """Whether the feeling was told on the day after."""


def what_helps(ledger: Ledger, mentions: Mentions, may_say: MaySay, kinds: Iterable[Kind] = ()) -> Link | None:
    """What goes with lifted days most surely; of these kinds, if any are given."""
    return _search(ledger, mentions, may_say, "lifted", frozenset(kinds))


def before_dips(ledger: Ledger, mentions: Mentions, may_say: MaySay) -> Link | None:
    """What was there the day before days with a low word.

    What was *not* there is left out: that nothing was done would be heard as a reproach, and is more often the dip
    itself than what came before it.
    """
    return _search(ledger, mentions, may_say, "low", frozenset(), after=True)


def asked_about(ledger: Ledger, mentions: Mentions, item: str) -> Link | None:
    """Days with what was asked about and days without, whatever comes of it; None where there are too few of either."""
    mood: Mood = "lifted"
    feature, days = _days_with(ledger, mentions, item)
    comparison = compare(days, ledger.days_of(mood), ledger.told_days)
    if comparison.of < EVIDENCE.days or comparison.others < EVIDENCE.other_days:
        return None
    return Link(feature, feature.key, ledger.word_of(mood, days, mentions.moods.stand_in[mood]), comparison)


@dataclass(frozen=True, slots=True)
class Most:
    """What comes up most."""

    said: str
    wins: int
    days: int
    of: int
    """Wins in which anything of the kind comes up."""


def comes_up_most(ledger: Ledger, kind: Kind, may_say: MaySay) -> Most | None:
    """The person or place that comes up most, if one does."""
    found = find_features(ledger)
    of_kind = sorted(((f, one) for f, one in found.items() if f.kind == kind), key=lambda pair: -pair[1].wins)
    if not of_kind or (len(of_kind) > 1 and of_kind[0][1].wins == of_kind[1][1].wins):
        return None
    first = of_kind[0][1]
    named = sum(bool(entry.people if kind == "person" else entry.places) for entry in ledger.entries)
    return (
        Most(first.said, first.wins, len(first.days), named) if may_say(first.said) and may_say(first.phrase) else None
    )


def mostly_told_in(ledger: Ledger) -> Most | None:
    """The part of the day in which most was told, if one has more than half."""
    parts = [(entry.part, entry.day) for entry in ledger.entries if entry.part]
    part = mostly([part for part, _ in parts])
    if part is None:
        return None
    days = {day for one, day in parts if one == part}
    return (
        Most(part, sum(one == part for one, _ in parts), len(days), len(parts)) if len(days) >= EVIDENCE.days else None
    )


_Value = TypeVar("_Value")


def mostly(values: Iterable[_Value]) -> _Value | None:
    """The value that more than half of them have, of enough to say so."""
    counted = Counter(values)
    total = sum(counted.values())
    if total < EVIDENCE.mostly_wins:
        return None
    value, count = counted.most_common(1)[0]
    return value if count > EVIDENCE.mostly * total else None


def _search(
    ledger: Ledger, mentions: Mentions, may_say: MaySay, mood: Mood, kinds: frozenset[Kind], *, after: bool = False
) -> Link | None:
    hits, shift = ledger.days_of(mood), timedelta(days=1 if after else 0)
    compared = [
        (feature, one, compare({day + shift for day in one.days}, hits, ledger.told_days))
        for feature, one in find_features(ledger).items()
        if not kinds or feature.kind in kinds
    ]
    best = surest(compared, EVIDENCE.chance_searched, may_say)
    if best is None:
        return None
    feature, found, comparison = best
    days = {day + shift for day in found.days}
    return Link(feature, found.said, ledger.word_of(mood, days, mentions.moods.stand_in[mood]), comparison, after)


def _days_with(ledger: Ledger, mentions: Mentions, item: str) -> tuple[Feature, frozenset[date]]:
    """Days with all words of an item that are in the ledger at all, or, for 'sundays', those days."""
    weekday = mentions.weekday(item)
    if weekday is not None:
        sevenths = (day for day in ledger.told_days if day.weekday() == weekday)
        return Feature("weekday", str(weekday)), frozenset(sevenths)
    known = frozenset(root for entry in ledger.entries for root in entry.roots)
    roots = [root for root in mentions.roots(item) if root in known]
    days = (entry.day for entry in ledger.entries if roots and not set(roots).difference(entry.roots))
    return Feature("word", " ".join(roots)), frozenset(days)
