"""Care mode: what is answered when the screen has found a crisis or a concern. Nothing here touches the journal."""

from __future__ import annotations

from datetime import datetime

from interaction_model.understanding.screen import Screening
from small_wins.conversation import Conversation
from small_wins.reply import Reply
from small_wins.safety import HelpLines

NUMBER_AGAIN = "number_again"
ENDING_LIFE = "ending_life"
"""The open questions of care mode: 'would you like the number again', 'are you thinking about ending your life'."""


def answer(screening: Screening, conversation: Conversation, lines: HelpLines, now: datetime) -> Reply:
    """The fixed reply; the conversation stays open and in care mode, and nothing is kept or shown."""
    repeated = screening.level == "crisis" and conversation.question == NUMBER_AGAIN and conversation.in_care(now)
    asks = screening.reply == "ambiguous"
    return Reply(
        speech=lines.again() if repeated else lines.reply_to(screening),
        intent="crisis" if screening.level == "crisis" else "unknown",
        safety=screening.level,
        expects="yes_no",
        open=True,
        reprompt=lines.say("reprompt"),
        conversation=_in_care(now, ENDING_LIFE if asks else NUMBER_AGAIN),
    )


def answer_question(intent: str, conversation: Conversation, lines: HelpLines, now: datetime) -> Reply | None:
    """What follows a question of care mode; None when the person went on to something else."""
    match conversation.question, intent:
        case ("number_again", "yes") | (_, "repeat"):
            return Reply(
                speech=lines.say("number_again"),
                intent=intent,
                safety="crisis",
                open=True,
                expects="yes_no",
                reprompt=lines.say("reprompt"),
                conversation=_in_care(now, NUMBER_AGAIN),
            )
        case ("number_again" | "ending_life", "no"):
            return Reply(lines.say("number_declined"), intent, safety="concern", conversation=_in_care(now, None))
        case ("ending_life", "yes" | "unknown"):
            return answer(Screening("crisis", "suicide_active", "suicide"), conversation, lines, now)
        case (_, "stop"):
            return Reply(lines.say("stop_in_care"), intent, safety="concern")
    return None


def _in_care(now: datetime, question: str | None) -> Conversation:
    return Conversation(question=question).with_care(now)
