"""Notes to the future self, hopeful lines and observations: kept, and heard again when they are asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from models import queries
from models.ids import new_id
from models.tables import Note
from small_wins.journal import Journal

FUTURE, HOPEFUL, OBSERVATION = "future", "hopeful", "observation"
OWN = (FUTURE, HOPEFUL)
"""What they left to be heard again."""
_NEVER = datetime.min.replace(tzinfo=UTC)


def keep_note(journal: Journal, text: str, kind: str) -> Note | None:
    """Keep a note in their words; None where the screen stops it, or acts alone are kept."""
    if journal.acts_only or not journal.may_say(text):
        return None
    note = Note(
        person_id=journal.person.person_id,
        id=new_id(journal.now),
        at=journal.now,
        day=journal.today,
        kind=kind,
        text=text,
        trusted_id=None,
        played_at=None,
    )
    journal.session.add(note)
    return note


def note_to_hear(journal: Journal, kinds: Collection[str] = OWN) -> Note | None:
    """The newest note that was not heard yet, else the one not heard for the longest time."""
    found = queries.latest_notes(journal.session, journal.person.person_id, kinds)
    in_turn = sorted(found, key=lambda note: note.played_at or _NEVER)
    return next((note for note in in_turn if journal.may_say(note.text)), None)


def mark_heard(journal: Journal, note: Note) -> None:
    """It was read out now."""
    note.played_at = journal.now
