"""What became of a message, told once, where nothing else is asked: with a greeting, or behind what was kept."""

from __future__ import annotations

import re
from dataclasses import replace

from models.queries import sharing as queries
from models.tables import Message
from small_wins.answers.others.sharing import send
from small_wins.reply import Reply
from small_wins.themes.others import people
from small_wins.turn import Turn

SEND_AGAIN = "send_again"
"""The open question about a message of which nobody knows whether it went out."""
GOES_WITH = frozenset({"launch", "greeting", "log_win", "done_commitment"})
_FIRST = re.compile(r".*?[.?](?=\s|$)", re.S)


def with_news(turn: Turn, reply: Reply) -> Reply:
    """The first sentence of a reply, and the news in place of the rest; the reply itself where there is none."""
    asked_by_us = reply.open and reply.intent not in {"launch", "greeting"}
    if turn.in_care or asked_by_us or reply.intent not in GOES_WITH or not reply.speech or reply.failed:
        return reply
    message = queries.message_to_tell_of(turn.journal.session, turn.journal.person.person_id)
    if message is None:
        return reply
    message.next_try_at = None
    return _told(turn, reply, message)


def _told(turn: Turn, reply: Reply, message: Message) -> Reply:
    trusted = people.by_id(turn.journal, str(message.trusted_id))
    name = people.called(turn.journal, trusted.name) if trusted else turn.text("people_someone").lower()
    first = _FIRST.match(reply.speech)
    asks = message.state == "unsure" and not turn.low_energy and people.may_tell(turn.journal, trusted)
    key = "people_failed" if message.state == "failed" else "people_unsure" if asks else "people_unsure_low"
    speech = f"{first[0] if first else reply.speech} {turn.text(key, name=name)}"
    plain = turn.reply(speech)
    told = replace(plain, intent=reply.intent, wins=reply.wins, timed=(), actions=reply.actions)
    about = {"message": str(message.id)}
    return turn.leave_open(told, SEND_AGAIN, "yes_no", "people_unsure_again", about) if asks else told


def after_send_again(turn: Turn) -> Reply | None:
    """A yes makes a new message; a no leaves it, for good."""
    return turn.consent("people", "sends_it", given=lambda: _send_again(turn), refused="people_not_sent")


def _send_again(turn: Turn) -> Reply:
    message = queries.message_by_id(
        turn.journal.session, turn.journal.person.person_id, turn.conversation.about.get("message", "")
    )
    if message is None:
        return turn.say("people_gone")
    return send(turn, people.by_id(turn.journal, str(message.trusted_id)), message.text)


FOLLOW_UPS = {SEND_AGAIN: after_send_again}
