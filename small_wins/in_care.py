"""The turns that follow in care mode, where the screen finds nothing new. Nothing here touches the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from interaction_model.understanding.screen import Screening
from small_wins.care import ASKS, SAFE, YES, Given, ask, is_asked, reassured, stay_open, unclear
from small_wins.conversation import Conversation
from small_wins.reply import Reply
from small_wins.safety import HelpLines

_HEAVY = frozenset({"hard_day", "feeling_report", "nothing_today", "smaller", "recap_today", "set_energy"})
"""How the other answer to ENDING_LIFE is understood: 'it's a hard day', 'too much', 'today', 'just tired'."""

_SAID = frozenset({"no", "too_much", "not_yet"})
"""The answers to ENDING_LIFE that the screen knows in words of their own: 'neither', 'no, just tired', 'not yet'."""

_NO_REQUESTS = frozenset({"done_commitment", "missed_commitment", "harsh_thought", "cannot", *_HEAVY} - {"recap_today"})
"""What, said straight after a crisis, belongs to it: 'I did it' is no step done."""

_NO_REQUESTS_AFTER_CONCERN = frozenset({"done_commitment"})
"""The same after a concern: a hard day and a harsh thought have answers of their own, which ask for nothing."""


def answer_question(
    intent: str, said: str, conversation: Conversation, lines: HelpLines, now: datetime
) -> Reply | None:
    """What follows in care mode; None when the person went on to something else, which is then done plainly.

    `said` is what the screen takes the line for, as an answer.
    """
    if is_asked(conversation, now) and intent != "stop":
        return _answer_ending_life(said if said in _SAID else intent, lines, now)
    given = Given.of(conversation, now)
    reply = given.reply if given else "default"
    match intent:
        case "stop":
            return stop(conversation, lines, now)
        case _ if given and said == SAFE:
            return reassured(given, lines, now)
        case _ if intent == "unknown" or (given and intent in _belongs_to(given, lines)):
            return stay(intent, given, conversation, lines)
        case "no" if given:
            return decline(reply, lines, now)
        case "repeat" if conversation.last_speech and not given:
            return None
        case "help" | "repeat":
            return stay_open(lines.say("number_again", reply), intent, "crisis", given or Given(), lines, now)
        case "yes" if given:
            return stay_open(lines.say("number_again", reply), intent, "crisis", given, lines, now)
        case "launch":
            return stay_open(lines.say("reprompt"), intent, "concern", given or Given(), lines, now)
    return None


def stop(conversation: Conversation, lines: HelpLines, now: datetime) -> Reply:
    """A goodbye that names the number once more; care mode still holds."""
    given = Given.of(conversation, now) or Given()
    closed = Conversation(care_until=conversation.care_until)
    return Reply(lines.say("stop_in_care", given.reply), "stop", safety="concern", conversation=closed)


def decline(reply: str, lines: HelpLines, now: datetime) -> Reply:
    """A no is taken as it is; the conversation stays open for whatever else they want to say."""
    return Reply(
        lines.say("number_declined", reply),
        "no",
        safety="concern",
        open=True,
        reprompt=lines.say("here"),
        conversation=Conversation().with_care(now),
    )


def stay(intent: str, given: Given | None, conversation: Conversation, lines: HelpLines) -> Reply:
    """To what asks for nothing: the line once, then presence, never twice in the same words.

    Care mode is not renewed by a noise.
    """
    times = conversation.not_understood
    again = lines.say("again", given.reply if given else "default")
    return Reply(
        lines.say("presence", turn=times - 1) if times else again,
        intent,
        safety="concern",
        open=True,
        reprompt=lines.say("here"),
        conversation=replace(conversation, last_speech="", pending="", pending_until=None, not_understood=times + 1),
    )


def _belongs_to(given: Given, lines: HelpLines) -> frozenset[str]:
    return _NO_REQUESTS if lines.gravity(given.reply) else _NO_REQUESTS_AFTER_CONCERN


def _answer_ending_life(answer: str, lines: HelpLines, now: datetime) -> Reply:
    """Only a plain no, or a hard day, is none: 'I thought about it' must not become a win."""
    if answer == "no":
        return decline("default", lines, now)
    if answer == "too_much" or answer in _HEAVY:
        heavy = Screening("concern", "heavy", "heavy")
        return stay_open(lines.reply_to(heavy), "hard_day", "concern", Given("heavy", 1), lines, now)
    if answer == "repeat":
        return ask(Screening("concern", ASKS, ASKS), lines, now)
    if answer == "yes":
        return stay_open(lines.reply_to(YES), "crisis", "crisis", Given(YES.reply, 1), lines, now)
    return unclear(lines, now)
