"""How a door has another service sound the reminders of a person: what is to be asked of it, and what came of that.

The service is asked between two transactions, so that nothing waits for it: the first notes what is being tried, the
second what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

from interaction_model.request import AFAR, Request
from models import queries
from models.tables import Reminder
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.themes.intentions import reminders
from small_wins.themes.intentions.reminders import Change

ACTION = "reminders"
"""The action of a reply after which a door calls `begin`."""
REMOVE = "remove_reminder"
"""The action that removes one by its token: of whoever deleted everything, nothing is left to look up."""

Result = Literal["done", "gone", "not_permitted", "unsupported", "later"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the service answered to one change."""

    change: Change
    result: Result
    """'gone': the person removed it there; 'unsupported': never here; 'later': not now."""
    token: str = ""
    """Its name for what was made."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of the outcomes."""

    key: str = ""
    """Of a sentence in replies/; '' where all went well, or is no news."""
    asks_permission: bool = False
    """Whether the service lets us make reminders only after they have permitted it."""


def promised(reply: Reply) -> Reply:
    """A reply whose words promise a reminder: where none can be made, that is said in their place."""
    return _with_action(reply, promises=True)


def removing(reply: Reply, tokens: Sequence[str]) -> Reply:
    """A reply after which the service is to forget these reminders."""
    return replace(reply, actions=(*reply.actions, *({"kind": REMOVE, "token": token} for token in tokens)))


def with_reminders(reply: Reply, request: Request, journal: Journal) -> Reply:
    """The reply, which tells the door where a reminder is to be made, changed or taken away; never in care mode."""
    if request.door not in AFAR or reply.safety != "none" or reply.conversation.in_care(journal.now):
        return reply
    if any(action["kind"] == ACTION for action in reply.actions) or not reminders.unsettled(journal):
        return reply
    return _with_action(reply, promises=False)


def begin(core: Core, request: Request, *, at_once: bool = False) -> list[Change]:
    """What the service is to be asked for now; noted as being tried, so that no other turn asks for it too."""
    with _journal(core, request) as journal:
        if journal is None:
            return []
        changes = reminders.unsettled(journal, at_once=at_once)
        for change in changes:
            if (row := _row(journal, change)) is not None:
                row.tried_at = journal.now
        return changes


def finish(core: Core, request: Request, outcomes: Sequence[Outcome]) -> Told:
    """Keep what the service answered."""
    with _journal(core, request) as journal:
        if journal is None:
            return Told()
        for outcome in outcomes:
            _keep(journal, outcome)
        return _told(outcomes)


def permitted(core: Core, request: Request) -> list[Change]:
    """They permitted reminders: what waited for that is to be made now."""
    with _journal(core, request) as journal:
        if journal is not None:
            journal.person.reminders_refused = False
    return begin(core, request, at_once=True)


def declined(core: Core, request: Request, *, for_good: bool) -> None:
    """They did not permit them: what waited for that stays without one; `for_good`: they are not offered any more."""
    with _journal(core, request) as journal:
        if journal is None:
            return
        journal.person.reminders_refused = for_good or journal.person.reminders_refused
        for row in queries.reminders(journal.session, journal.person.person_id):
            if row.token is None:
                reminders.let_go(journal, row)


def _with_action(reply: Reply, *, promises: bool) -> Reply:
    action: dict[str, Any] = {"kind": ACTION, "promises": promises}
    return replace(reply, actions=(*reply.actions, action))


@contextmanager
def _journal(core: Core, request: Request) -> Iterator[Journal | None]:
    """The journal of whoever spoke, committed at the end; None where there is none."""
    with core.database.writing() as session:
        person = queries.find_person(session, request.person, request.household)
        language = core.language(request.locale)
        yield Journal(session, person, core.clock(), language, core.settings.person) if person else None
        session.commit()


def _keep(journal: Journal, outcome: Outcome) -> None:
    row, change = _row(journal, outcome.change), outcome.change
    if row is None:
        return
    match outcome.result:
        case "done" | "gone" if change.times is None:
            journal.session.delete(row)
        case "done":
            row.token, row.made_as, row.tried_at = outcome.token or change.token, change.made_as, None
            row.starts_at = change.times.at if change.times else None
        case "gone":
            reminders.let_go(journal, row)
        case "unsupported" if change.token is None:
            journal.person.reminders_refused = True
            reminders.let_go(journal, row)


def _told(outcomes: Sequence[Outcome]) -> Told:
    failed = [one for one in outcomes if one.change.first and one.result not in {"done", "gone"}]
    not_made = {one.result for one in failed if one.change.token is None}
    if "not_permitted" in not_made:
        return Told(asks_permission=True)
    if "unsupported" in not_made:
        return Told("reminders_unsupported")
    if not_made:
        return Told("reminders_not_made")
    return Told("reminders_not_changed" if failed else "")


def _row(journal: Journal, change: Change) -> Reminder | None:
    return journal.session.get(Reminder, (journal.person.person_id, change.id))
