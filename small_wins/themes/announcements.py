"""What was said unasked: whether it was, whether anybody heard it, and when it is to come again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from models import queries
from models.ids import new_id
from models.tables import Announcement
from small_wins.journal import Journal

Kind = Literal["commitment", "ask", "recap", "check_in"]

REACHES = timedelta(hours=2)
"""How long an answer still means what was announced."""
UNHEARD_AGAIN = timedelta(minutes=5)
"""After so long a reminder that nobody answered is said once more."""
KEPT = timedelta(days=2)
"""Longer than any clock is put back by."""


def lately(journal: Journal) -> Sequence[Announcement]:
    """What was said in the last days, or is to come again, the latest said first."""
    since = journal.now - KEPT
    return queries.announcements_since(journal.session, journal.person.person_id, since)


def latest(journal: Journal) -> Announcement | None:
    """What was said last and may still be answered. A clock that was put back takes nothing from it."""
    open_ones = (row for row in lately(journal) if row.closed_at is None)
    return next((row for row in open_ones if abs(journal.now - row.said_at) < REACHES), None)


def was_said(journal: Journal, kind: Kind, about: str, due_at: datetime) -> bool:
    """Whether what was due then was said, or let go before it was."""
    return any(row.due_at == due_at for row in _of(journal, kind, about))


def note_said(journal: Journal, kind: Kind, about: str, due_at: datetime, *, heard: bool) -> None:
    """Remember that it was said, so that it is not said again; told twice, it counts once."""
    rows = _of(journal, kind, about)
    row = next((row for row in rows if due_at in {row.again_at, unheard_at(row)}), None)
    if row is not None:
        row.said_at, row.times, row.again_at, row.heard = journal.now, row.times + 1, None, heard
    elif not any(row.due_at <= due_at <= row.said_at < due_at + KEPT for row in rows):
        _add(journal, kind, about, due_at, heard=heard).times = 1


def of_due(journal: Journal, kind: Kind, about: str, due_at: datetime) -> Announcement:
    """The row of what is due, also where no door of ours has said it: Alexa may have."""
    found = next((row for row in _of(journal, kind, about) if row.due_at == due_at), None)
    return found or _add(journal, kind, about, due_at, heard=True)


def unheard_at(row: Announcement) -> datetime | None:
    """When a reminder is said once more that was said once, into silence.

    Only what has a clock time of their own choice: a question, a recap or a check-in can wait for another day.
    """
    once = row.kind == "commitment" and row.times == 1 and not row.heard
    return row.said_at + UNHEARD_AGAIN if once and row.again_at is None and row.closed_at is None else None


def note_heard(journal: Journal) -> None:
    """Somebody is there and has spoken: what was said before has been heard, or does not matter."""
    for row in lately(journal):
        if not row.heard:
            row.heard = True


def put_off(row: Announcement, at: datetime) -> None:
    """It comes again at that moment, once."""
    row.again_at, row.closed_at = at, None


def let_go(journal: Journal, row: Announcement) -> None:
    """It does not come again; what it is about stays."""
    row.again_at, row.closed_at = None, journal.now


def let_go_about(journal: Journal, about: uuid.UUID) -> None:
    """What was announced of this does not come again."""
    for row in lately(journal):
        if row.about == about and row.closed_at is None:
            let_go(journal, row)


def said_today(journal: Journal, about: uuid.UUID) -> bool:
    """Whether this was announced on the person's own day of today."""
    return any(row.about == about and journal.day_of(row.said_at) == journal.today for row in lately(journal))


def _of(journal: Journal, kind: Kind, about: str) -> list[Announcement]:
    return [row for row in lately(journal) if row.kind == kind and str(row.about or "") == about]


def _add(journal: Journal, kind: Kind, about: str, due_at: datetime, *, heard: bool) -> Announcement:
    person_id = journal.person.person_id
    queries.sweep_announcements(journal.session, person_id, journal.now - KEPT)
    row = Announcement(
        person_id=person_id,
        id=new_id(journal.now),
        kind=kind,
        about=uuid.UUID(about) if about else None,
        due_at=due_at,
        said_at=journal.now,
        times=0,
        heard=heard,
    )
    journal.session.add(row)
    return row
