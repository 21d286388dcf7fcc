"""Care mode: what is answered when the screen has found a crisis or a concern, and after it.

Nothing here touches the journal. What care mode remembers is in the name of the open question: 'number_again', the
kind of the gravest reply that was given, and how many were, so that the next is shorter and names the same number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from interaction_model.understanding.screen import Screening
from small_wins.conversation import Conversation
from small_wins.reply import Reply, Safety
from small_wins.safety import HelpLines

NUMBER_AGAIN = "number_again"
ENDING_LIFE = "ending_life"
"""The open questions of care mode: 'would you like the number again', 'are you thinking about ending your life'."""

ASKS = "ambiguous"
"""The reply that asks ENDING_LIFE."""

FULL_REPLIES_AT_MOST = 4
"""After so many turns a new kind of disclosure, too, is answered shortly, unless it is graver than what came before."""

_YES = Screening("crisis", "suicide_active", "suicide")
_DENIALS = frozenset({"denied_or_past", "win_with_care"})
"""What the screen calls a no in words of their own."""

_HEAVY = frozenset({"hard_day", "feeling_report", "nothing_today", "smaller", "recap_today", "set_energy"})
"""How the other answer to ENDING_LIFE is understood: 'it's a hard day', 'too much', 'today', 'just tired'."""


_NO_REQUESTS = frozenset({"done_commitment", "missed_commitment", "harsh_thought", "cannot", *_HEAVY} - {"recap_today"})
"""What, said straight after a disclosure, belongs to it: 'I did it' is no step done."""


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
        match str(conversation.question).split():
            case ["number_again", reply, turns] if turns.isdecimal() and len(turns) < 4:
                return cls(reply, int(turns))
            case ["number_again"]:
                return cls(turns=1)
        return None

    @property
    def question(self) -> str:
        return f"{NUMBER_AGAIN} {self.reply} {self.turns}"


def answer(screening: Screening, conversation: Conversation, lines: HelpLines, now: datetime) -> Reply:
    """The fixed reply; the conversation stays open and in care mode, and nothing is kept or shown."""
    given = Given.of(conversation, now)
    if screening.level == "concern" and _is_asked(conversation, now) and screening.category not in _DENIALS:
        return _unclear(lines, now)
    if screening.level == "concern" and screening.reply == ASKS:
        if given is None or lines.gravity(given.reply) == 0:
            return _ask(screening, lines, now)
        screening = replace(screening, reply=given.reply)  # They have told us: no need to ask.
    speech, given = _next(screening, given, lines)
    intent = "crisis" if screening.level == "crisis" else "unknown"
    return _open(speech, intent, screening.level, given, lines, now)


def _next(screening: Screening, given: Given | None, lines: HelpLines) -> tuple[str, Given]:
    """In full where it is new or graver, else shorter; and what has been given then."""
    reply = screening.reply or "default"
    if given is None:
        return lines.reply_to(screening), Given(reply, 1)
    graver = lines.gravity(reply) - lines.gravity(given.reply)
    if graver > 0 or (reply != given.reply and given.turns < FULL_REPLIES_AT_MOST):
        return lines.reply_to(screening), Given(reply if graver >= 0 else given.reply, given.turns + 1)
    return lines.say("again", given.reply, given.turns - 1), replace(given, turns=given.turns + 1)


def answer_question(intent: str, conversation: Conversation, lines: HelpLines, now: datetime) -> Reply | None:
    """What follows in care mode; None when the person went on to something else, which is then done plainly."""
    if _is_asked(conversation, now) and intent != "stop":
        return _answer_ending_life(intent, lines, now)
    given = Given.of(conversation, now)
    reply = given.reply if given else "default"
    match intent:
        case "stop":
            closed = Conversation(care_until=conversation.care_until)
            return Reply(lines.say("stop_in_care", reply), intent, safety="concern", conversation=closed)
        case "unknown":
            return _stay(intent, given, conversation, lines)
        case _ if given and intent in _NO_REQUESTS:
            return _stay(intent, given, conversation, lines)
        case "no" if given:
            return _decline(reply, lines, now)
        case "repeat" if conversation.last_speech and not given:
            return None
        case "help" | "repeat":
            return _open(lines.say("number_again", reply), intent, "crisis", given or Given(), lines, now)
        case "yes" if given:
            return _open(lines.say("number_again", reply), intent, "crisis", given, lines, now)
        case "launch":
            return _open(lines.say("reprompt"), intent, "concern", given or Given(), lines, now)
    return None


def _is_asked(conversation: Conversation, now: datetime) -> bool:
    return conversation.question == ENDING_LIFE and conversation.in_care(now)


def _answer_ending_life(intent: str, lines: HelpLines, now: datetime) -> Reply:
    """Only a plain no, or a hard day, is none: 'I thought about it' must not become a win."""
    if intent == "no":
        return _decline("default", lines, now)
    if intent in _HEAVY:
        heavy = Screening("concern", "heavy", "heavy")
        return _open(lines.reply_to(heavy), intent, "concern", Given("heavy", 1), lines, now)
    if intent == "repeat":
        return _ask(Screening("concern", ASKS, ASKS), lines, now)
    if intent == "yes":
        return _open(lines.reply_to(_YES), "crisis", "crisis", Given(_YES.reply, 1), lines, now)
    return _unclear(lines, now)


def _ask(screening: Screening, lines: HelpLines, now: datetime) -> Reply:
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


def _unclear(lines: HelpLines, now: datetime) -> Reply:
    return _open(lines.say("unclear"), "crisis", "crisis", Given(_YES.reply, 1), lines, now)


def _open(speech: str, intent: str, safety: Safety, given: Given, lines: HelpLines, now: datetime) -> Reply:
    return Reply(
        speech,
        intent,
        safety=safety,
        expects="yes_no",
        open=True,
        reprompt=lines.say("reprompt"),
        conversation=Conversation(question=given.question).with_care(now),
    )


def _decline(reply: str, lines: HelpLines, now: datetime) -> Reply:
    """A no is taken as it is; the conversation stays open for whatever else they want to say."""
    return Reply(
        lines.say("number_declined", reply),
        "no",
        safety="concern",
        open=True,
        reprompt=lines.say("here"),
        conversation=Conversation().with_care(now),
    )


def _stay(intent: str, given: Given | None, conversation: Conversation, lines: HelpLines) -> Reply:
    """To what asks for nothing: the line once, then presence, then silence. Care mode is not renewed by a noise."""
    times = conversation.not_understood
    speech = lines.say("again", given.reply if given else "default") if times == 0 else lines.say("here")
    return Reply(
        speech if times < 2 else "",
        intent,
        safety="concern",
        open=True,
        reprompt=lines.say("here"),
        conversation=Conversation(
            conversation.question,
            conversation.about,
            conversation.reprompt,
            conversation.question_until,
            care_until=conversation.care_until,
            not_understood=times + 1,
        ),
    )
