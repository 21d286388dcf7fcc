"""Wins: kept and acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from interaction_model.understanding.meaning import Win as ToldWin
from models.ids import new_id
from models.tables import Win
from small_wins.journal import Journal

_NOON = time(12)


def keep_wins(journal: Journal, told: Sequence[ToldWin], said: str, door: str) -> list[Win]:
    """Write the wins of one utterance; `said` is the utterance. What the screen stops is not kept."""
    kept = [
        Win(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            said=said,
            phrase=win.what,
            domain=win.domain,
            happened_at=_happened_at(journal, win.day_offset),
            day=journal.today + timedelta(days=win.day_offset),
            told_at=journal.now,
            feeling_after=win.feeling,
            door=door,
        )
        for win in told
        if journal.language.screen.read_all((said, win.what)).level == "none"
    ]
    journal.session.add_all(kept)
    return kept


def acknowledge(journal: Journal) -> int:
    """The number of the next acknowledgement, so that none comes twice in a row of five, whatever the door."""
    number = journal.person.acknowledged
    journal.person.acknowledged = number + 1
    return number


def _happened_at(journal: Journal, day_offset: int) -> datetime:
    """Now, or noon of an earlier day: nothing nearer is known of it."""
    if day_offset == 0:
        return journal.now
    day = journal.today + timedelta(days=day_offset)
    return datetime.combine(day, _NOON, journal.zone).astimezone(UTC)
