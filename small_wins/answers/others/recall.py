"""A message called back while it still waits in the outbox; what has left can't be, and that is said."""

from __future__ import annotations

from models import queries
from models.queries import sharing
from models.queries.talk import UNDO_REACHES
from models.tables import Message
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.turn import Turn

_GONE = {
    "sending": "people_going_now",
    "sent": "people_gone_out",
    "unsure": "people_doubtful",
    "failed": "people_lost",
    "cancelled": "people_cancelled",
}


def is_wished(turn: Turn) -> bool:
    return turn.meaning.intent == "share" and "recall" in turn.slots


def call_back(turn: Turn) -> Reply:
    """'Don't send it.'"""
    message = _latest(turn)
    return _call_back(turn, message) if message else turn.say("people_none_on_its_way")


def undo(turn: Turn) -> Reply | None:
    """'Undo that', where a message was the last thing they asked for; None where that was something else."""
    journal, message = turn.journal, _latest(turn)
    if message is None or message.state == "cancelled":
        return None
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    if change is not None and change.at >= message.at:
        return None
    reply = _call_back(turn, message)
    return None if reply.speech == turn.conversation.last_speech else reply


def object_to_sending(turn: Turn) -> Reply | None:
    """A no straight after we said that it is on its way; None where something else was said last."""
    message = _latest(turn)
    trusted = people.by_id(turn.journal, str(message.trusted_id)) if message else None
    if message is None or trusted is None:
        return None
    going = turn.text("people_going", name=people.called(turn.journal, trusted.name))
    return _call_back(turn, message) if turn.conversation.last_speech == going else None


def _latest(turn: Turn) -> Message | None:
    """The last message of the time that undo reaches, or one that still waits."""
    message = sharing.latest_message(turn.journal.session, turn.journal.person.person_id)
    recent = message is not None and turn.journal.now - message.at <= UNDO_REACHES
    return message if message is not None and (recent or message.state == "waiting") else None


def _call_back(turn: Turn, message: Message) -> Reply:
    if sharing.cancel(turn.journal.session, message.person_id, message.id):
        return turn.say("people_called_back")
    trusted = people.by_id(turn.journal, str(message.trusted_id))
    name = people.called(turn.journal, trusted.name) if trusted else turn.text("people_someone").lower()
    return turn.say(_GONE[message.state], name=name)
