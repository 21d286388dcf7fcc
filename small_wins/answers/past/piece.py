"""A vague aim ('i did a bit better today'): kept, with one optional question for a piece of it."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.understanding.meaning import Win as ToldWin
from small_wins.reply import Reply
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.turn import Turn

PIECE = "piece"
"""The open question: what is one piece of it?"""


def ask_for_piece(turn: Turn, said: str) -> Reply:
    """`said`, and the question; for a turn that may offer."""
    asked = turn.reply(turn.text("wins_vague", acts=said))
    return turn.leave_open(asked, PIECE, "text", "wins_vague_again")


def after_piece(turn: Turn) -> Reply | None:
    """The piece is a win like any; a no is accepted, and anything else is what it is."""
    if turn.declines:
        return turn.say("wins_piece_skipped")
    told = turn.meaning.wins if turn.meaning.intent == "log_win" else _named(turn)
    if not told:
        return None
    kept = wins.keep_wins(turn.journal, told, turn.meaning.text, turn.door)
    if not kept:
        return None
    acknowledgement = turn.journal.language.say_in_turn("acknowledgements", wins.acknowledge(turn.journal))
    acts = say_back(turn.journal, kept)
    reply = turn.reply(turn.text("kept", acts=acts, acknowledgement=acknowledgement), kept)
    return replace(reply, intent="log_win")


def _named(turn: Turn) -> tuple[ToldWin, ...]:
    """An act without a subject, in any form: 'getting the post in'."""
    text = turn.words("feeling_report")
    if text is None:
        return ()
    language = turn.journal.language
    acts = language.grammar.find_acts(language.grammar.trim(text), infinitive=True, today=turn.journal.today)
    domain_of = language.understanding.domain_of
    return tuple(ToldWin(act.what, domain_of(act.what), act.day_offset or 0, act.feeling) for act in acts)


FOLLOW_UPS = {PIECE: after_piece}
