"""A yes, a no or a stop with no question open: to what was said unasked, to what is on its way, or to nothing."""

from __future__ import annotations

from small_wins import due
from small_wins.answers import talk
from small_wins.answers.others import recall, sharing
from small_wins.answers.past import recaps
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.turn import Turn


def lone_yes(turn: Turn) -> Reply:
    if not turn.agrees:
        return talk.not_understood(turn)
    if turn.conversation.lapsed:
        return turn.say("yes_too_late")
    return _answer_unasked(turn) or turn.say("yes_without_question")


def _answer_unasked(turn: Turn) -> Reply | None:
    """What was offered unasked, once."""
    for item in due.said_lately(turn.journal):
        taken_up = f"took up {item.kind} {item.id}"
        if days.remarked(turn.journal, taken_up):
            continue
        days.remark(turn.journal, taken_up)
        if item.kind == "recap":
            return recaps.recap_today(turn)
        if asked := sharing.ask_for_check_in(turn, item.id):
            return asked
    return None


def lone_no(turn: Turn) -> Reply:
    return recall.object_to_sending(turn) or turn.say("no_without_question")


def stop(turn: Turn) -> Reply:
    cancels = turn.says("people", "cancels")
    return (recall.object_to_sending(turn) if cancels else None) or turn.say("stop")


ANSWERS = {"yes": lone_yes, "no": lone_no, "stop": stop}
