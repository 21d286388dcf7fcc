"""Quiet hours: from when until when nothing is said unasked, by the person's own clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from small_wins.journal import Journal
from small_wins.themes.wordlists import section

USUAL_END = 8 * 60
"""Minutes after midnight, where only the start was said."""
WAKES_FROM = 0
"""Whoever is not to be woken before nine may well be up until midnight."""
_HALF_DAY, _DAY = 12 * 60, 24 * 60
_EVENING_FROM = 6 * 60
"""A start at six to twelve o'clock without its half of the day is in the evening."""
_LONGEST_NAP = 4 * 60


def set_hours(journal: Journal, start: int, end: int) -> None:
    """Keep them, as minutes after midnight."""
    journal.person.quiet_from_minute, journal.person.quiet_until_minute = start, end


def turn_off(journal: Journal) -> None:
    journal.person.quiet_from_minute = journal.person.quiet_until_minute = None


def hours(journal: Journal) -> tuple[int, int] | None:
    """Start and end as minutes after midnight; None where there are none."""
    start, end = journal.person.quiet_from_minute, journal.person.quiet_until_minute
    return None if start is None or end is None else (start, end)


def is_quiet(journal: Journal, instant: datetime) -> bool:
    """Whether an instant (aware) falls into them, start included."""
    local = instant.astimezone(journal.zone)
    return is_quiet_minute(journal, local.hour * 60 + local.minute)


def is_quiet_minute(journal: Journal, minute: int) -> bool:
    """Whether a clock time falls into them. From nine to nine is the whole day."""
    chosen = hours(journal)
    if chosen is None:
        return False
    start, end = chosen
    return start <= minute < end if start < end else minute >= start or minute < end


def read_hours(journal: Journal, start: str, end: str) -> tuple[int, int] | None:
    """Start and end from the words for each; '' where only one was said. None where no clock time is in them.

    What leaves its half of the day open is read as the evening and the morning after, or as a nap at noon.
    """
    first, last = _clock_in(journal, start), _clock_in(journal, end)
    known = hours(journal)
    if first is not None and last is not None:
        return _paired(first, last)
    if first is not None:
        return _evening(*first), known[1] if known else USUAL_END
    if last is not None:
        return known[0] if known else WAKES_FROM, last[0] if last[1] else last[0] % _HALF_DAY
    return None


def _paired(first: tuple[int, bool], last: tuple[int, bool]) -> tuple[int, int]:
    """Both ends, where each of them may leave its half of the day open."""
    (start, start_exact), (end, end_exact) = first, last
    if not start_exact and end_exact:
        start = min((start % _HALF_DAY, start % _HALF_DAY + _HALF_DAY), key=lambda one: (end - one) % _DAY or _DAY)
    elif not start_exact:
        small, length = start % _HALF_DAY, (end - start) % _HALF_DAY
        nap = 60 <= small < _EVENING_FROM and length <= _LONGEST_NAP
        start = small + _HALF_DAY if small >= _EVENING_FROM or nap else small
    if not end_exact:
        end = min((end % _HALF_DAY, end % _HALF_DAY + _HALF_DAY), key=lambda one: (one - start) % _DAY or _DAY)
    return start, end


def _evening(minute: int, exact: bool) -> int:
    small = minute % _HALF_DAY
    return minute if exact or small < 60 else small + _HALF_DAY


def _clock_in(journal: Journal, said: str) -> tuple[int, bool] | None:
    """The clock time in a few words, in minutes, and whether its half of the day was said."""
    midnight = datetime.combine(journal.today, time(), journal.zone)
    grammar = journal.language.grammar
    found = grammar.find_time(said, midnight - timedelta(minutes=1)) if said.strip() else None
    if found is None:
        return None
    at = str(section(journal, "quiet_hours")["at"]).format(clock=said)
    exact = grammar.find_plan(at, midnight).cue.exact
    return found.hour * 60 + found.minute, exact
