"""Reminders that another service sounds, where the door can't speak unasked. A row is the person's yes; whether one is
still wanted, and when, is read from what it is about, so that it follows every change, undo and removal of that.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from models import queries
from models.ids import new_id
from models.tables import Commitment, Reminder
from small_wins.journal import Journal
from small_wins.themes import announcements
from small_wins.themes.intentions import commitments, cues, upcoming
from small_wins.themes.personal import quiet_hours

Kind = Literal["plan", "recap", "again"]

TRIED_AGAIN = timedelta(minutes=10)
"""The service is not asked again before, for what it did not take."""
GIVEN_UP = timedelta(days=2)
"""After so long, what could never be made is no longer tried."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Times:
    """When a reminder sounds."""

    at: datetime
    """The first time, in the person's time zone."""

    days: tuple[int, ...] = ()
    """The days of the calendar's week on which it comes again (Monday is 0); empty: once."""

    natural: datetime | None = None
    """When it would come next of itself; earlier than `at` where that one is done already."""

    def fingerprint(self, zone: str) -> str:
        """What tells two such times apart; a reminder that comes again keeps its own whatever the day."""
        days = ",".join(map(str, self.days))
        return f"{zone} {days} {self.at:%H:%M}" if days else f"{zone} {cues.ONCE} {self.at.isoformat()}"


@dataclass(frozen=True, slots=True)
class Change:
    """What the service is to be asked for."""

    id: uuid.UUID
    """Of the row."""

    token: str | None
    """The service's name for the reminder; None: make one."""

    times: Times | None
    """When it is to sound; None: take it away."""

    kind: str
    made_as: str
    first: bool
    """Whether the service is asked for this for the first time, so that a failure is news."""


def agree(journal: Journal, kind: Kind, about: uuid.UUID | None) -> None:
    """They said yes to this reminder."""
    person_id = journal.person.person_id
    row = queries.find_reminder(journal.session, person_id, kind, about)
    if row is None:
        row = Reminder(person_id=person_id, id=new_id(journal.now), kind=kind, about=about)
        journal.session.add(row)
    row.agreed_at = journal.now


def has_agreed(journal: Journal, kind: Kind, about: uuid.UUID | None) -> bool:
    return queries.find_reminder(journal.session, journal.person.person_id, kind, about) is not None


def unsettled(journal: Journal, *, at_once: bool = False) -> list[Change]:
    """What differs from what the service was told; `at_once`: also what it did not take a moment ago.

    A row that stands for nothing is dropped.
    """
    found = []
    for row in queries.reminders(journal.session, journal.person.person_id):
        times = _times(journal, row)
        if row.token and _is_over(journal, row):
            row.token = None
        if row.token is None and (times is None or journal.now - row.agreed_at > GIVEN_UP):
            journal.session.delete(row)
        elif _differs(journal, row, times) and (at_once or _may_try(journal, row)):
            made_as = times.fingerprint(journal.zone.key) if times else ""
            found.append(Change(row.id, row.token, times, row.kind, made_as, first=at_once or row.tried_at is None))
    return found


def tokens(journal: Journal) -> list[str]:
    """The service's names of all that was made."""
    return [row.token for row in queries.reminders(journal.session, journal.person.person_id) if row.token]


def let_go(journal: Journal, row: Reminder) -> None:
    """There is none of it: what it is about stays, without a reminder."""
    if row.kind == "plan" and (found := commitments.find(journal, str(row.about))):
        found.remind = False
    journal.session.delete(row)


def plan_times(journal: Journal, found: Commitment) -> Times | None:
    """When a plan's reminder sounds; None where nothing of it is to sound."""
    at, minute = found.next_at, commitments.ASK_MINUTE if found.minute is None else found.minute
    if at is None or (quiet_hours.is_quiet(journal, at) and not upcoming.names_clock(journal, found)):
        return None
    repeats = cues.DAILY if found.minute is None else found.repeats
    if repeats == cues.ONCE:
        return _once(journal, at)
    return _again(journal, at, repeats, minute)


def daily_times(journal: Journal, found: Commitment) -> Times:
    """When the reminder of a plan would sound that is asked about once a day."""
    minute = commitments.ASK_MINUTE if found.minute is None else found.minute
    repeats = cues.DAILY if found.minute is None else found.repeats
    return _again(journal, cues.next_time(journal, repeats, minute, journal.now), repeats, minute)


def recap_times(journal: Journal) -> Times | None:
    """When the recap's reminder sounds."""
    minute = journal.person.recap_minute
    if minute is None or quiet_hours.is_quiet_minute(journal, minute):
        return None
    return _again(journal, cues.next_time(journal, cues.DAILY, minute, journal.now), cues.DAILY, minute)


def _times(journal: Journal, row: Reminder) -> Times | None:
    if row.kind == "recap":
        return recap_times(journal)
    if row.kind == "again":
        return _put_off(journal, row)
    found = commitments.find(journal, str(row.about))
    return plan_times(journal, found) if found and found.remind else None


def _put_off(journal: Journal, row: Reminder) -> Times | None:
    for said in announcements.lately(journal):
        if said.about == row.about and said.closed_at is None and said.again_at:
            return _once(journal, said.again_at)
    return None


def _once(journal: Journal, at: datetime) -> Times | None:
    return Times(at.astimezone(journal.zone)) if at > journal.now else None


def _again(journal: Journal, at: datetime, repeats: str, minute: int) -> Times:
    natural = cues.next_time(journal, repeats, minute, journal.now)
    local = max(at, natural).astimezone(journal.zone)
    # A day of theirs ends after midnight, and the calendar's does not.
    later = (local.date() - journal.day_of(local)).days
    week = (journal.today + timedelta(days=ahead) for ahead in range(_WEEK))
    days = sorted((day.weekday() + later) % _WEEK for day in week if cues.falls_on(repeats, day))
    return Times(local, tuple(days), natural)


def _differs(journal: Journal, row: Reminder, times: Times | None) -> bool:
    if times is None or row.token is None:
        return True
    if row.made_as != times.fingerprint(journal.zone.key):
        return True
    # Done before its time: today's is not to sound.
    skipped = times.natural is not None and times.at > times.natural
    return skipped and row.starts_at is not None and row.starts_at < times.at


def _is_over(journal: Journal, row: Reminder) -> bool:
    """Whether it was to sound once, and has."""
    once = row.made_as is not None and f" {cues.ONCE} " in row.made_as
    return once and row.starts_at is not None and row.starts_at <= journal.now


def _may_try(journal: Journal, row: Reminder) -> bool:
    return row.tried_at is None or journal.now - row.tried_at >= TRIED_AGAIN
