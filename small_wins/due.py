"""What is due now: the one scheduler. A door asks it, and says what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from models import queries
from models.tables import Commitment
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.themes.intentions import commitments, cues
from small_wins.themes.intentions.said_plans import say_action

LATE = timedelta(minutes=10)
"""What is so late is let go in silence."""
ANSWERED_WITHIN = timedelta(minutes=10)
"""So long a yes may be the answer to what was said unasked: as long as to a question."""
CHECK_IN_MINUTE = 18 * 60
"""When a check-in is offered, minutes after midnight: early in the evening."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to say unasked, which the person asked for before."""

    kind: Literal["commitment", "ask", "recap", "check_in"]
    id: str
    """Of the commitment or of the trusted person; '' for the recap."""
    due_at: datetime
    key: str
    """Of its sentence in replies/."""
    values: Mapping[str, str] = field(default_factory=dict)

    def speech(self, journal: Journal) -> str:
        """What is said."""
        return journal.language.say(self.key, **self.values)


def due(journal: Journal, now: datetime) -> list[Due]:
    """What is to be said at `now` and was not said yet, the earliest first."""
    found = [*_commitments(journal, now), *_recap(journal, now), *_check_ins(journal, now)]
    return sorted(found, key=lambda item: item.due_at)


def said_lately(journal: Journal) -> Iterator[Due]:
    """What was said today of the recap and of check-ins, where a yes may still be the answer to it."""
    today, person = journal.today, journal.person
    if person.recap_minute is not None and person.recap_said_on == today:
        at = cues.moment(journal, today, person.recap_minute)
        if at <= journal.now < at + LATE + ANSWERED_WITHIN:
            yield Due("recap", "", at, "commitments_due_recap")
    at = cues.moment(journal, today, CHECK_IN_MINUTE)
    if at <= journal.now < at + LATE + ANSWERED_WITHIN:
        for one in queries.check_ins(journal.session, person.person_id):
            if one.checked_in_on == today:
                yield Due("check_in", str(one.id), at, "commitments_due_check_in")


def carried_out(journal: Journal, item: Due) -> None:
    """Remember that it was said, so that it is not said again."""
    if item.kind in {"commitment", "ask"}:
        if commitment := commitments.find(journal, item.id):
            commitment.announced_at = journal.now
    elif item.kind == "recap":
        journal.person.recap_said_on = journal.today
    else:
        for person in queries.check_ins(journal.session, journal.person.person_id):
            if str(person.id) == item.id:
                person.checked_in_on = journal.today


def move_on(journal: Journal) -> None:
    """Give what came and went its next time, in silence: nobody hears that it was missed."""
    limit = journal.now - commitments.DUE_REACHES
    for one in _to_be_moved(journal):
        asked = one.minute is None
        once = one.repeats == cues.ONCE and not asked
        repeats = cues.DAILY if asked else one.repeats
        minute = one.minute if one.minute is not None else commitments.ASK_MINUTE
        one.next_at = None if once else cues.next_time(journal, repeats, minute, limit)


def _to_be_moved(journal: Journal) -> Sequence[Commitment]:
    limit = journal.now - commitments.DUE_REACHES
    return queries.commitments_due(journal.session, journal.person.person_id, limit)


def as_action(journal: Journal, item: Due) -> dict[str, Any]:
    """The item as a door's reply carries it."""
    return {"kind": "due", "what": item.kind, "speech": item.speech(journal), "due_at": item.due_at.isoformat()}


def say_due(core: Core, person: str) -> list[str]:
    """What to say to a person now, for a door that waits; it counts as said. A journal that can't be read is silent."""
    now = core.clock()
    try:
        with core.database.reading() as session:
            found = queries.find_person(session, person)
            if found is None:
                return []
            language = core.language(locale_of(core.settings))
            journal = Journal(session, found, now, language, core.settings.person)
            if not due(journal, now) and not _to_be_moved(journal):
                return []
        with core.database.writing() as session:
            found = queries.find_person(session, person)
            if found is None:
                return []
            journal = Journal(session, found, now, language, core.settings.person)
            move_on(journal)
            items = due(journal, now)
            said = [item.speech(journal) for item in items]
            for item in items:
                carried_out(journal, item)
            session.commit()
            return said
    except JOURNAL_FAILURES:
        return []


def _on_time(at: datetime, now: datetime) -> bool:
    return at <= now < at + LATE


def _commitments(journal: Journal, now: datetime) -> Iterator[Due]:
    for one in queries.commitments_due(journal.session, journal.person.person_id, now):
        at = one.next_at
        if one.remind and at and _on_time(at, now) and not _announced(one, at) and journal.may_say(one.action):
            kind: Literal["ask", "commitment"] = "ask" if one.minute is None else "commitment"
            yield Due(kind, str(one.id), at, f"commitments_due_{kind}", {"action": say_action(journal, one)})


def _announced(commitment: Commitment, at: datetime) -> bool:
    return commitment.announced_at is not None and commitment.announced_at >= at


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
    if not _on_time(at, now) or journal.person.sharing_stopped:
        return
    for one in queries.check_ins(journal.session, journal.person.person_id):
        meant = cues.falls_on(one.check_in or "", today) and one.checked_in_on != today
        if meant and journal.may_say(one.name):
            yield Due("check_in", str(one.id), at, "commitments_due_check_in", {"name": _said_name(journal, one.name)})


def _said_name(journal: Journal, name: str) -> str:
    return journal.language.grammar.second_person(name)
