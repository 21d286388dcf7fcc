"""An act of their own that was offered and that no step of the catalogue stands for: 'done' keeps it."""

from __future__ import annotations

from interaction_model.understanding.meaning import Win as ToldWin
from small_wins.reply import Reply
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.turn import Turn

DOING = "playbook_doing"


def doing(turn: Turn, reply: Reply, act: str, domain: str) -> Reply:
    """Leave the act open, without a question."""
    return turn.leave_open(reply, DOING, "action", "playbook_doing_again", {"act": act, "domain": domain})


def after_doing(turn: Turn) -> Reply | None:
    about, said = turn.conversation.about, turn.meaning.text
    if turn.agrees or turn.meaning.intent == "done_commitment" or turn.says_only("playbook", "done"):
        kept = wins.keep_wins(turn.journal, (ToldWin(about["act"], about["domain"]),), said, turn.door)
        return turn.reply(turn.text("playbook_done", acts=say_back(turn.journal, kept)), kept)
    return turn.say("playbook_let_go") if turn.declines else None


FOLLOW_UPS = {DOING: after_doing}
