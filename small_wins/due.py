"""What is due now: the one scheduler. A door asks it, and says what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import queries
from models.tables import Announcement as Said
from models.tables import Commitment
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.themes import announcements
from small_wins.themes.announcements import Kind
from small_wins.themes.intentions import commitments, cues, upcoming
from small_wins.themes.intentions.said_plans import say_action
from small_wins.themes.personal import quiet_hours

LATE = timedelta(minutes=10)
"""What is so late is let go in silence."""
CHECK_IN_MINUTE = 18 * 60
"""When a check-in is offered, minutes after midnight: early in the evening."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to say unasked, which the person asked for before."""

    kind: Kind
    id: str
    """Of the commitment or of the trusted person; '' for the recap."""
    due_at: datetime
    key: str
    """Of its sentence in replies/."""
    values: Mapping[str, str] = field(default_factory=dict)
    chosen: bool = False
    """Whether just this clock time is the person's own choice: then it is said in their quiet hours too."""

    def speech(self, journal: Journal) -> str:
        """What is said."""
        return journal.language.say(self.key, **self.values)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a door that speaks is to say, softly, when nobody else does."""

    text: str
    kind: Kind
    id: str
    """Of the commitment or of the trusted person; '' for the recap."""
    due_at: datetime
    """When this saying of it was due (aware)."""
    opens: bool
    """Whether an answer is natural: 'done', 'later', 'not today'. Then the ear stays open for a while."""


def due(journal: Journal, now: datetime) -> list[Due]:
    """What is to be said at `now` and was not said yet, the earliest first."""
    found = [*_commitments(journal, now), *_recap(journal, now), *_check_ins(journal, now), *_again(journal, now)]
    return sorted((item for item in found if _may_sound(journal, item, now)), key=lambda item: item.due_at)


def carried_out(journal: Journal, item: Due | Announcement, *, heard: bool = True) -> None:
    """Remember that it was said, so that it is not said again; `heard`: as the answer to somebody who is there."""
    announcements.note_said(journal, item.kind, item.id, item.due_at, heard=heard)
    if item.kind == "recap":
        journal.person.recap_said_on = journal.today
    elif item.kind == "check_in":
        for person in queries.check_ins(journal.session, journal.person.person_id):
            if str(person.id) == item.id:
                person.checked_in_on = journal.today


def as_action(journal: Journal, item: Due) -> dict[str, Any]:
    """The item as a door's reply carries it."""
    return {"kind": "due", "what": item.kind, "speech": item.speech(journal), "due_at": item.due_at.isoformat()}


def waiting(core: Core, person: str) -> list[Announcement]:
    """What is to be said to a person now, the earliest first, for a door that can speak unasked.

    It stays there until `announced` is told, or until it is too late for it. A journal that can't be read is silent.
    """
    try:
        with core.database.reading() as session:
            journal = _journal(core, session, person)
            if journal is None:
                return []
            if upcoming.is_settled(journal):
                return _to_be_said(journal)
        with core.database.writing() as session:
            journal = _journal(core, session, person)
            if journal is None:
                return []
            upcoming.move_on(journal)
            session.flush()
            found = _to_be_said(journal)
            session.commit()
            return found
    except JOURNAL_FAILURES:
        return []


def announced(core: Core, person: str, announcement: Announcement) -> bool:
    """Remember that the speaker has begun it. False where the journal can't be written: it would be said again."""
    try:
        with core.database.writing() as session:
            journal = _journal(core, session, person)
            if journal is None:
                return False
            carried_out(journal, announcement, heard=False)
            session.commit()
            return True
    except JOURNAL_FAILURES:
        return False


def _journal(core: Core, session: Session, person: str) -> Journal | None:
    found = queries.find_person(session, person)
    language = core.language(locale_of(core.settings))
    return Journal(session, found, core.clock(), language, core.settings.person) if found else None


def _to_be_said(journal: Journal) -> list[Announcement]:
    return [
        Announcement(item.speech(journal), item.kind, item.id, item.due_at, opens=True)
        for item in due(journal, journal.now)
    ]


def _on_time(at: datetime, now: datetime) -> bool:
    return at <= now < at + LATE


def _may_sound(journal: Journal, item: Due, now: datetime) -> bool:
    """Never in quiet hours, but for a clock time that they chose themselves within them."""
    if quiet_hours.is_quiet(journal, item.due_at):
        return item.chosen
    return not quiet_hours.is_quiet(journal, now)


def _commitments(journal: Journal, now: datetime) -> Iterator[Due]:
    for one in queries.commitments_due(journal.session, journal.person.person_id, now):
        at, kind = one.next_at, _kind(one)
        if one.remind and at and _on_time(at, now) and not announcements.was_said(journal, kind, str(one.id), at):
            yield from _commitment(journal, one, at, chosen=upcoming.names_clock(journal, one))


def _commitment(journal: Journal, one: Commitment, at: datetime, *, chosen: bool) -> Iterator[Due]:
    if journal.may_say(one.action):
        kind = _kind(one)
        yield Due(kind, str(one.id), at, f"commitments_due_{kind}", {"action": say_action(journal, one)}, chosen)


def _kind(one: Commitment) -> Kind:
    return "ask" if one.minute is None else "commitment"


def _recap(journal: Journal, now: datetime) -> Iterator[Due]:
    minute = journal.person.recap_minute
    if minute is None or journal.person.recap_said_on == journal.day_of(now):
        return
    at = cues.moment(journal, journal.day_of(now), minute)
    if _on_time(at, now):
        yield Due("recap", "", at, "commitments_due_recap")


def _check_ins(journal: Journal, now: datetime) -> Iterator[Due]:
    today = journal.day_of(now)
    at = cues.moment(journal, today, CHECK_IN_MINUTE)
    if not _on_time(at, now):
        return
    for one in queries.check_ins(journal.session, journal.person.person_id):
        if cues.falls_on(one.check_in or "", today) and one.checked_in_on != today:
            yield from _check_in(journal, str(one.id), at)


def _check_in(journal: Journal, trusted_id: str, at: datetime, *, chosen: bool = False) -> Iterator[Due]:
    for one in queries.check_ins(journal.session, journal.person.person_id):
        if str(one.id) == trusted_id and not journal.person.sharing_stopped and journal.may_say(one.name):
            name = journal.language.grammar.second_person(one.name)
            yield Due("check_in", trusted_id, at, "commitments_due_check_in", {"name": name}, chosen)


def _again(journal: Journal, now: datetime) -> Iterator[Due]:
    """What they put off until now, and a reminder that was said once, into silence."""
    for row in announcements.lately(journal):
        at = row.again_at or announcements.unheard_at(row)
        if row.closed_at is None and at and _on_time(at, now):
            yield from _once_more(journal, row, at)


def _once_more(journal: Journal, row: Said, at: datetime) -> Iterator[Due]:
    wished = row.again_at is not None
    if row.kind == "recap":
        yield Due("recap", "", at, "commitments_due_recap", chosen=wished)
    elif row.kind == "check_in":
        yield from _check_in(journal, str(row.about), at, chosen=wished)
    elif one := commitments.find(journal, str(row.about)):
        done = one.done_at is not None and one.done_at >= row.said_at
        if not done and (wished or one.remind):
            yield from _commitment(journal, one, at, chosen=wished)
