"""The last change of a journal, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from models import changes, queries
from models.tables import Win
from small_wins.journal import Journal

UNDO_REACHES = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone."""

    wins: Sequence[Win]
    """The wins that are gone, oldest first; where none, something else is as it was before."""

    again: Sequence[Win] = ()
    """The wins that are as they were before, oldest first."""

    kind: str = ""
    """The table of what was changed first of all, such as 'feelings'."""


def undo(journal: Journal) -> TakenBack | None:
    """Put back the last change of the last half hour; None where there is none. It can't be undone in its turn."""
    since = journal.now - UNDO_REACHES
    change = queries.last_change(journal.session, journal.person.person_id, since, journal.now)
    if change is None:
        return None
    person_id = journal.person.person_id
    gone = queries.wins_by_id(journal.session, person_id, changes.ids_added(change.detail, Win))
    touched = changes.ids_touched(change.detail, Win)
    kind = changes.main_table(change.detail)
    changes.put_back(journal.session, person_id, change.detail)
    journal.session.delete(change)
    changes.forget(journal.session)
    again = [] if gone else queries.wins_by_id(journal.session, person_id, touched)
    return TakenBack(gone, again, kind)
