"""Care mode: what is answered when the screen has found a crisis or a concern.

Nothing here touches the journal. What care mode remembers is in the name of the open question: 'number_again', the
kind of the gravest reply that was given, and how many were, so that the next is shorter and names the same number.
What follows in it, `in_care.py` answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from interaction_model.understanding.screen import WITH_CARE, Screening
from small_wins.conversation import Conversation
from small_wins.held import NOTHING_ELSE, Heard
from small_wins.reply import Reply, Safety
from small_wins.safety import HelpLines

NUMBER_AGAIN = "number_again"
ENDING_LIFE = "ending_life"
KEEP_HELD = "keep_held"
"""The open questions of care mode: 'would you like the number again', 'are you thinking about ending your life', 'shall
I keep this one'."""

ASKS = "ambiguous"
"""The reply that asks ENDING_LIFE."""

FULL_REPLIES_AT_MOST = 4
"""After so many turns a new kind of disclosure, too, is answered shortly, unless it is graver than what came before."""

YES = Screening("crisis", "suicide_active", "suicide")
"""What a yes to ENDING_LIFE is."""

_DENIED = "denied_or_past"
_DENIALS = frozenset({_DENIED, WITH_CARE})
"""What the screen calls a no in words of their own."""

_NOES = frozenset({"no", "too_much", "no_and"})
"""How an answer to ENDING_LIFE begins that goes on with a weight: 'no, i just hate myself'."""

SAFE = "safe"
"""What the screen calls a line by which they are safe, or will do nothing."""

_AFTER = "after"
"""Where KEEP_HELD remembers what was given before it."""


@dataclass(frozen=True, slots=True)
class Given:
    """The replies that were given in care mode, one turn after another."""

    reply: str = "default"
    """The gravest of them, as a key of safety/replies.yaml."""

    turns: int = 0
    """How many there were."""

    @classmethod
    def of(cls, conversation: Conversation, now: datetime) -> Given | None:
        """What the open question tells; None outside of care mode, and where something else was said in between."""
        if not conversation.in_care(now):
            return None
        asked = conversation.about.get(_AFTER, "") if conversation.question == KEEP_HELD else conversation.question
        match str(asked).split():
            case ["number_again", reply, turns] if turns.isdecimal() and len(turns) < 4:
                return cls(reply, int(turns))
            case ["number_again"]:
                return cls(turns=1)
        return None

    @property
    def question(self) -> str:
        return f"{NUMBER_AGAIN} {self.reply} {self.turns}"


def answer(
    screening: Screening, conversation: Conversation, lines: HelpLines, now: datetime, heard: Heard = NOTHING_ELSE
) -> Reply:
    """The fixed reply; the conversation stays open and in care mode, and nothing is kept or shown."""
    given, asked = Given.of(conversation, now), is_asked(conversation, now)
    if screening.level == "concern" and asked and not _says_no(screening, heard):
        return _holding(unclear(lines, now), heard)
    if screening.level == "concern" and screening.reply == ASKS:
        if given is None or lines.gravity(given.reply) == 0:
            return _holding(ask(screening, lines, now), heard)
        screening = replace(screening, reply=given.reply)  # They have told us: no need to ask.
    if screening.category == WITH_CARE and not heard.held:
        screening = replace(screening, reply="told_with_care")
    if given and screening.level == "concern" and (heard.answer == SAFE or screening.category == _DENIED):
        return _holding(reassured(given, lines, now), heard)
    speech, given = _next(screening, given, lines)
    if screening.reply == WITH_CARE and speech == lines.reply_to(screening):
        return _holding(_ask_to_keep(speech, given, lines, now), heard)
    intent = "crisis" if screening.level == "crisis" else "unknown"
    return _holding(stay_open(speech, intent, screening.level, given, lines, now), heard)


def is_asked(conversation: Conversation, now: datetime) -> bool:
    return conversation.question == ENDING_LIFE and conversation.in_care(now)


def ask(screening: Screening, lines: HelpLines, now: datetime) -> Reply:
    """The one plain question. To be silent is no answer, so the reprompt names the line."""
    return Reply(
        lines.reply_to(screening),
        "unknown",
        safety="concern",
        expects="yes_no",
        open=True,
        reprompt=lines.say("unclear"),
        conversation=Conversation(question=ENDING_LIFE).with_care(now),
    )


def unclear(lines: HelpLines, now: datetime) -> Reply:
    return stay_open(lines.say("unclear"), "crisis", "crisis", Given(YES.reply, 1), lines, now)


def reassured(given: Given, lines: HelpLines, now: datetime) -> Reply:
    """To 'i am safe now', after a disclosure: it is heard, and the line stays named. Of what can't wait it is no reason
    to say less.
    """
    key = "again" if lines.cannot_wait(given.reply) else "safe"
    speech = lines.say(key, given.reply, given.turns - 1)
    return stay_open(speech, "unknown", "concern", replace(given, turns=given.turns + 1), lines, now)


def stay_open(speech: str, intent: str, safety: Safety, given: Given, lines: HelpLines, now: datetime) -> Reply:
    return Reply(
        speech,
        intent,
        safety=safety,
        expects="yes_no",
        open=True,
        reprompt=lines.say("reprompt"),
        conversation=Conversation(question=given.question).with_care(now),
    )


def _says_no(screening: Screening, heard: Heard) -> bool:
    """Whether a line in which the screen found a concern is a no to ENDING_LIFE all the same."""
    return screening.category in _DENIALS or (screening.reply != ASKS and heard.answer in _NOES)


def _next(screening: Screening, given: Given | None, lines: HelpLines) -> tuple[str, Given]:
    """In full where it is new or graver, else shorter; and what has been given then."""
    reply = screening.reply or "default"
    if given is None:
        return lines.reply_to(screening), Given(reply, 1)
    graver = lines.gravity(reply) - lines.gravity(given.reply)
    if graver > 0 or (reply != given.reply and given.turns < FULL_REPLIES_AT_MOST):
        return lines.reply_to(screening), Given(reply if graver >= 0 else given.reply, given.turns + 1)
    return lines.say("again", given.reply, given.turns - 1), replace(given, turns=given.turns + 1)


def _ask_to_keep(speech: str, given: Given, lines: HelpLines, now: datetime) -> Reply:
    """A win that needs care is kept on a yes alone."""
    asks = stay_open(speech, "unknown", "concern", given, lines, now)
    conversation = replace(asks.conversation, question=KEEP_HELD, about={_AFTER: given.question})
    return replace(asks, reprompt=lines.say("here"), conversation=conversation)


def _holding(reply: Reply, heard: Heard) -> Reply:
    return replace(reply, conversation=replace(reply.conversation, held=heard.held))
