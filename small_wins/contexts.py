"""In which state of a conversation a line is read."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import changes, queries
from models.tables import Announcement, Change, Suggestion, Win
from small_wins.conversation import Conversation
from small_wins.journal import Journal
from small_wins.themes import announcements
from small_wins.themes.intentions.commitments import due_lately, find
from small_wins.themes.suggestions.steps import last_offer

BREATHING = "breathing"
"""The open question while an exercise of the body is going on."""

PLAN = "plan"
"""In what a closed conversation is about: the id of the plan that was read back in the turn before."""
READ_BACK_HOLDS = timedelta(minutes=10)
"""How long a plan that was read back is what the next words are about."""

CONTEXTS = ("any", "after_suggestion", "after_log", "after_plan", "after_commit_due", "open_question", "in_breathing")


def _tells_of_a_win(change: Change) -> bool:
    """Whether it kept a win, or put one right."""
    return bool(changes.ids_added(change.detail, Win) or changes.ids_touched(change.detail, Win))


def context_of(conversation: Conversation, journal: Journal) -> str:
    """What the next line is most likely about: an open question first, else the latest of all."""
    if conversation.question == BREATHING:
        return "in_breathing"
    if conversation.question is not None:
        return "open_question"
    if _read_back(conversation, journal):
        return "after_plan"
    offer = last_offer(journal)
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    logged = change is not None and _tells_of_a_win(change)
    if _is_latest(_due_at(journal), offer, change):
        return "after_commit_due"
    # A step that was named in the reply to a win is an afterthought of it.
    if offer and (change is None or change.at < offer.at or not (logged or change.at > offer.at)):
        return "after_suggestion"
    return "after_log" if logged else "any"


def _read_back(conversation: Conversation, journal: Journal) -> bool:
    plan = find(journal, conversation.about.get(PLAN))
    return plan is not None and journal.now - plan.made_at <= READ_BACK_HOLDS


def announced_last(journal: Journal) -> Announcement | None:
    """What was announced and is the latest of all: the next line may well answer it."""
    said = announcements.latest(journal)
    if said is None:
        return None
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    return said if _is_latest(said.said_at, last_offer(journal), change) else None


def _due_at(journal: Journal) -> datetime | None:
    """When something was due or announced last, of what may still be answered."""
    due, said = due_lately(journal), announcements.latest(journal)
    moments = [moment for moment in (due and due.next_at, said and said.said_at) if moment]
    return max((at for at in moments if at <= journal.now), default=min(moments, default=None))


def _is_latest(at: datetime | None, offer: Suggestion | None, change: Change | None) -> bool:
    """Whether nothing was offered or changed since; to have put it off changes nothing of that."""
    if at is None:
        return False
    put_off = change and changes.main_table(change.detail) == Announcement.__tablename__
    return all(row.at <= at for row in (offer, None if put_off else change) if row)
