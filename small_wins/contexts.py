"""In which state of a conversation a line is read."""

from __future__ import annotations

from models import changes, queries
from models.tables import Change, Win
from small_wins.conversation import Conversation
from small_wins.journal import Journal
from small_wins.themes.intentions.commitments import due_lately
from small_wins.themes.past.undo import UNDO_REACHES
from small_wins.themes.suggestions.steps import last_offer

BREATHING = "breathing"
"""The open question while an exercise of the body is going on."""

CONTEXTS = ("any", "after_suggestion", "after_log", "after_commit_due", "open_question", "in_breathing")


def _tells_of_a_win(change: Change) -> bool:
    """Whether it kept a win, or put one right."""
    return bool(changes.ids_added(change.detail, Win) or changes.ids_touched(change.detail, Win))


def context_of(conversation: Conversation, journal: Journal) -> str:
    """What the next line is most likely about: an open question first, else the latest of all."""
    if conversation.question == BREATHING:
        return "in_breathing"
    if conversation.question is not None:
        return "open_question"
    offer = last_offer(journal)
    since = journal.now - UNDO_REACHES
    change = queries.last_change(journal.session, journal.person.person_id, since, journal.now)
    logged = change is not None and _tells_of_a_win(change)
    due = due_lately(journal)
    due_at = due and max(filter(None, (due.next_at, due.announced_at)), default=None)
    if due_at and all(row.at <= due_at for row in (offer, change) if row):
        return "after_commit_due"
    # A step that was named in the reply to a win is an afterthought of it.
    if offer and (change is None or change.at < offer.at or not (logged or change.at > offer.at)):
        return "after_suggestion"
    return "after_log" if logged else "any"
