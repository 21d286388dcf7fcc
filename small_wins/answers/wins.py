"""Wins: kept, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interaction_model.request import Request
from interaction_model.understanding.meaning import Win as ToldWin
from small_wins import wins
from small_wins.answers.after_win import offer_after, with_offer
from small_wins.echo import say_back
from small_wins.reply import Reply
from small_wins.turn import Turn
from small_wins.undo import undo as undo_last

KEEP_THIS = "keep_this"
"""The open question about a doubtful win."""


def log_win(turn: Turn) -> Reply:
    if turn.meaning.logs == "ask":
        return ask_to_keep(turn)
    return keep(turn, turn.meaning.wins, turn.meaning.text)


def ask_to_keep(turn: Turn) -> Reply:
    """Only what is doubtful is asked about; the words wait in the conversation until the answer."""
    asked = turn.ask("keep_this", KEEP_THIS, "yes_no", "keep_this_again")
    return replace(asked, conversation=asked.conversation.wait(turn.meaning.text, turn.journal.now))


def after_keep_this(turn: Turn) -> Reply | None:
    said = turn.conversation.waiting(turn.journal.now)
    if turn.meaning.intent == "no":
        return turn.say("let_go")
    if turn.meaning.intent != "yes" or not said:
        return None
    request = Request("", turn.door, "", (said,))
    meaning = turn.journal.language.understanding.understand(request, today=turn.journal.today)
    return keep(turn, meaning.wins, said, echo=False) if meaning.wins else None


def keep(turn: Turn, told: Sequence[ToldWin], said: str, *, echo: bool = True) -> Reply:
    """Keep these wins of one utterance, and say them back in the person's own words."""
    journal = turn.journal
    kept = wins.keep_wins(journal, told, said, turn.door)
    offer = offer_after(turn, kept) if echo else None
    if offer:
        return with_offer(turn, turn.reply(f"{say_back(journal, kept)}. {offer.text}", kept), offer)
    if turn.in_care:
        acknowledgement = turn.text("acknowledgement_in_care")
    else:
        acknowledgement = journal.language.say_in_turn("acknowledgements", wins.acknowledge(journal))
    if not echo:
        return turn.reply(acknowledgement, kept)
    return turn.reply(turn.text("kept", acts=say_back(journal, kept), acknowledgement=acknowledgement), kept)


def undo(turn: Turn) -> Reply:
    gone = undo_last(turn.journal)
    if gone is None:
        return turn.say("nothing_to_undo")
    if not gone.wins:
        return turn.say("undone_change")
    grammar = turn.journal.language.grammar
    return turn.say("undone", acts=grammar.join([grammar.second_person(win.phrase) for win in gone.wins]))


ANSWERS = {"log_win": log_win, "undo": undo}
FOLLOW_UPS = {KEEP_THIS: after_keep_this}
