"""What is otherwise this month than last: a word, or how long low spells lasted. Told only where it is lighter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from interaction_model.understanding.moods import Mood
from small_wins.themes.insights.evidence import EVIDENCE
from small_wins.themes.insights.helps import MaySay
from small_wins.themes.insights.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WordShift:
    """How often a word of a feeling was said in the last month, and in the one before."""

    word: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class SpellShift:
    """How many days low spells lasted in the last month and in the one before, the middle of them."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class _Month:
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _months(today: date) -> tuple[_Month, _Month]:
    start = today - EVIDENCE.month
    return _Month(start + timedelta(days=1), today), _Month(start - EVIDENCE.month + timedelta(days=1), start)


def lighter_words(ledger: Ledger, today: date, may_say: MaySay) -> WordShift | None:
    """A word that lifts and was said more often than the month before, or a low one that was said less often.

    The other way round is not told: it would be a grade, and of no use to anyone who is low.
    """
    now, before = _months(today)
    tellings = [sum(day in month for day in ledger.tellings) for month in (now, before)]
    if min(tellings) < EVIDENCE.tellings:
        return None
    for mood in ("lifted", "low"):
        for word, uses in _uses(ledger, mood, (now, before)):
            shares = uses[0] / tellings[0], uses[1] / tellings[1]
            more, less = (0, 1) if mood == "lifted" else (1, 0)
            if uses[more] >= EVIDENCE.uses and shares[more] - shares[less] >= EVIDENCE.margin and may_say(word):
                return WordShift(word, *uses)
    return None


def shorter_spells(ledger: Ledger, today: date) -> SpellShift | None:
    """Low spells that lasted fewer days than the month before; None where they did not, or there are too few."""
    now, before = _months(today)
    spells = _spells(ledger.days_of("low"), ledger.told_days)
    lengths = [[length for first, length in spells if first in month] for month in (now, before)]
    if min(map(len, lengths)) < EVIDENCE.spells:
        return None
    middles = [round(median(found)) for found in lengths]
    return SpellShift(*middles) if middles[0] < middles[1] else None


def _uses(ledger: Ledger, mood: Mood, months: Sequence[_Month]) -> list[tuple[str, tuple[int, int]]]:
    """How often each word was said in each of the two months, the commonest first."""
    counted = [Counter(told.word for told in ledger.feelings if told.mood == mood and told.day in m) for m in months]
    words = sorted(counted[0] | counted[1], key=lambda word: (-counted[0][word] - counted[1][word], word))
    return [(word, (counted[0][word], counted[1][word])) for word in words]


def _spells(low: Iterable[date], told: Iterable[date]) -> list[tuple[date, int]]:
    """Runs of low days, each with its first day and how many days it spans. A few days of which nothing was told do
    not end one: silence is no lift.
    """
    low_days, spells = frozenset(low), list[tuple[date, int]]()
    before = date.min
    for day in sorted(told):
        before, last = day, before
        if day not in low_days:
            continue
        if spells and last in low_days and (day - last).days <= EVIDENCE.silence_days:
            first = spells[-1][0]
            spells[-1] = (first, (day - first).days + 1)
        else:
            spells.append((day, 1))
    return spells
