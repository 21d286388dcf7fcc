"""Cues: on which days a clock cue falls, and when it is next. Days are the person's own, which end after midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from small_wins.journal import Journal

ONCE, DAILY, WEEKDAYS = "once", "daily", "weekdays"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_WEEK = 8
"""Days in which every cue comes round, today included."""
_WORKING_DAYS = 5


def falls_on(repeats: str, day: date) -> bool:
    """Whether a cue that repeats so ('daily', 'weekdays', 'mon,thu', 'once') is meant on this day."""
    if repeats in {ONCE, DAILY}:
        return True
    return day.weekday() < _WORKING_DAYS if repeats == WEEKDAYS else DAYS[day.weekday()] in repeats.split(",")


def moment(journal: Journal, day: date, minute: int) -> datetime:
    """The instant of a clock time on a person's own day; 'half past midnight' is the end of it.

    A time that a change of the clocks leaves out is moved as the clocks are; of one that comes twice it is the first.
    """
    ends = journal.person.day_ends_at_hour
    hours = journal.defaults.day_ends_at_hour if ends is None else ends
    date_ = day + timedelta(days=minute < hours * 60)
    return datetime.combine(date_, time(minute // 60, minute % 60), journal.zone).astimezone(UTC)


def next_time(journal: Journal, repeats: str, minute: int, after: datetime) -> datetime:
    """The first time after an instant at which a clock cue comes."""
    day = journal.day_of(after)
    days = (day + timedelta(days=ahead) for ahead in range(_A_WEEK + 1))
    moments = (moment(journal, day, minute) for day in days if falls_on(repeats, day))
    return next(found for found in moments if found > after)


def minute_of(journal: Journal, instant: datetime) -> int:
    """The minutes after midnight on the person's clock."""
    local = instant.astimezone(journal.zone)
    return local.hour * 60 + local.minute
