"""In which state of a conversation a line is read.

Nothing is ever due yet: `after_commit_due` is for `small-wins understand` so far.
"""

from __future__ import annotations

from models import changes, queries
from models.tables import Win
from small_wins.conversation import Conversation
from small_wins.journal import Journal
from small_wins.steps import last_offer
from small_wins.undo import UNDO_REACHES

BREATHING = "breathing"
"""The open question while an exercise of the body is going on."""

CONTEXTS = ("any", "after_suggestion", "after_log", "after_commit_due", "open_question", "in_breathing")


def context_of(conversation: Conversation, journal: Journal) -> str:
    """What the next line is most likely about: an open question first, else the later of the last step and win."""
    if conversation.question == BREATHING:
        return "in_breathing"
    if conversation.question is not None:
        return "open_question"
    offer = last_offer(journal)
    since = journal.now - UNDO_REACHES
    change = queries.last_change(journal.session, journal.person.person_id, since, journal.now)
    if offer and (change is None or change.at <= offer.at):
        return "after_suggestion"
    logged = change is not None and changes.ids_added(change.detail, Win)
    return "after_log" if logged else "any"
