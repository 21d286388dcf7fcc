"""A yes, a no or a stop with no question open: to what is on its way, or to nothing."""

from __future__ import annotations

from small_wins.answers import talk
from small_wins.answers.others import recall
from small_wins.reply import Reply
from small_wins.turn import Turn


def lone_yes(turn: Turn) -> Reply:
    if not turn.agrees:
        return talk.not_understood(turn)
    if turn.conversation.lapsed:
        return turn.say("yes_too_late")
    return turn.say("yes_without_question")


def lone_no(turn: Turn) -> Reply:
    return recall.object_to_sending(turn) or turn.say("no_without_question")


def stop(turn: Turn) -> Reply:
    cancels = turn.says("people", "cancels")
    return (recall.object_to_sending(turn) if cancels else None) or turn.say("stop")


ANSWERS = {"yes": lone_yes, "no": lone_no, "stop": stop}
