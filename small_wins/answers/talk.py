"""The conversation itself: help, a moment to wait, saying again, a lone yes or no, and what is not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from small_wins.answers.personal import codes, pairing
from small_wins.reply import Reply
from small_wins.turn import Turn

FIRST_WIN = "first_win"
"""The open question of the greeting: what is one thing you did?"""


def help_(turn: Turn) -> Reply:
    return turn.leave_open(turn.say("help"), FIRST_WIN, "text", "launch_again")


def after_first_win(turn: Turn) -> Reply | None:
    if turn.agrees:
        return turn.leave_open(turn.say("launch_again"), FIRST_WIN, "text", "launch_again")
    return turn.say("no_to_launch") if turn.meaning.intent == "no" else None


def repeat(turn: Turn) -> Reply:
    """The last reply again, with the question that it left open."""
    if codes.TOLD in turn.conversation.about:
        return pairing.code_again(turn)
    last = turn.conversation.last_speech
    return turn.aside(replace(turn.reply(last), whole=True)) if last else turn.say("nothing_to_repeat")


def wait(turn: Turn) -> Reply:
    """They take their time: the question that was open stays so, and what follows is silence."""
    reply = turn.aside(turn.say("wait"))
    return reply if reply.open else stay(turn, reply)


def stay(turn: Turn, reply: Reply) -> Reply:
    """The reply, after which the door goes on listening without a question."""
    return replace(reply, open=True, reprompt=turn.text("listening"))


def not_understood(turn: Turn) -> Reply:
    """One gentle line, then a shorter one that asks for nothing, then silence: never a loop."""
    if turn.meaning.ghost:
        return replace(turn.reply(""), conversation=turn.conversation)
    if turn.meaning.unfinished:
        conversation = turn.conversation.wait(turn.meaning.text, turn.journal.now)
        return replace(turn.reply(""), open=True, reprompt=turn.text("listening"), conversation=conversation)
    before = turn.conversation.not_understood
    reply = turn.reply("") if before > 1 else turn.say("not_understood_again" if before else "not_understood")
    reply = replace(reply, conversation=replace(reply.conversation, not_understood=before + 1))
    return reply if before else replace(reply, open=True, reprompt=turn.text("launch_again"))


def says(key: str) -> Callable[[Turn], Reply]:
    """An answer that is always this sentence."""
    return lambda turn: turn.say(key)


NOT_YET = (

)  # fmt: skip
"""What is understood, and honestly refused so far."""

ANSWERS: dict[str, Callable[[Turn], Reply]] = {
    "help": help_,
    "repeat": repeat,
    "wait": wait,
    "no_log": says("not_kept"),
    "out_of_scope": says("out_of_scope"),
    **dict.fromkeys(NOT_YET, says("not_yet")),
}
FOLLOW_UPS = {FIRST_WIN: after_first_win}
