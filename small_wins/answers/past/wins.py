"""Wins: kept, and said back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from interaction_model.request import Request
from interaction_model.understanding.meaning import Win as ToldWin
from models.tables import Win
from small_wins.answers.after_win import Offer, offer_after, offered, with_offer
from small_wins.answers.past.feelings import moments
from small_wins.answers.past.piece import ask_for_piece
from small_wins.reply import Reply
from small_wins.themes.past import feelings, wins
from small_wins.themes.past.echo import say_back
from small_wins.themes.suggestions import neighbours
from small_wins.themes.wordlists import listed, says
from small_wins.turn import Turn

LANDS_SECONDS = 1.0
"""The silence between an act that was hard and the word on it."""
KEEP_THIS = "keep_this"
"""The open question about a doubtful win."""
NEIGHBOUR = "neighbour"


def log_win(turn: Turn) -> Reply:
    if turn.meaning.logs == "ask":
        return ask_to_keep(turn)
    return keep(turn, turn.meaning.wins, turn.meaning.text)


def ask_to_keep(turn: Turn) -> Reply:
    """Only what is doubtful is asked about; the words wait in the conversation until the answer."""
    key = "keep_this_again" if turn.low_energy else "keep_this"  # no question then, and yet no win is lost
    asked = turn.ask(key, KEEP_THIS, "yes_no", "keep_this_again")
    return replace(asked, conversation=asked.conversation.wait(turn.meaning.text, turn.journal.now))


def after_keep_this(turn: Turn) -> Reply | None:
    said = turn.conversation.waiting(turn.journal.now)
    if turn.meaning.intent == "no":
        return turn.say("let_go")
    if not turn.agrees or not said:
        return None
    request = Request("", turn.door, "", (said,))
    meaning = turn.journal.language.understanding.understand(request, today=turn.journal.today)
    return keep(turn, meaning.wins, said, echo=False, beside=meaning.slots) if meaning.wins else None


def keep(
    turn: Turn,
    told: Sequence[ToldWin],
    said: str,
    *,
    echo: bool = True,
    beside: Mapping[str, str] | None = None,
) -> Reply:
    """Keep these wins of one utterance, and say them back in the person's own words.

    `beside` is what was told with them (the details of `log_win` in slots.yaml); left out: the turn's own.
    """
    journal = turn.journal
    details = dict(turn.slots if beside is None and turn.meaning.intent == "log_win" else beside or {})
    felt = feelings.read(journal, {name: said for name, said in details.items() if name != "feeling"})
    if not felt and (hard := _hard(turn, told, details)):
        felt, told = [hard], [replace(win, feeling=None) for win in told]
    kept = wins.keep_wins(journal, told, said, turn.door, felt)
    if not kept:  # the screen stops the act alone, where the whole line passed
        return turn.say("not_understood")
    if not echo:
        return turn.reply(acknowledgement(turn, kept, details), kept)
    if felt and not details.get("struggle"):
        details["moments"] = moments(turn, felt)
    acts = say_back(journal, kept, details)
    if details.get("vague") and kept and turn.may_offer:
        asked = ask_for_piece(turn, acts)
        return replace(asked, wins=turn.reply("", kept).wins)
    quiet = details.keys() & {"struggle", "enough"}
    if not quiet and (offer := offer_after(turn, kept)):
        return with_offer(turn, turn.reply(f"{acts}. {offer.text}", kept), offer)
    then = acknowledgement(turn, kept, details)
    reply = turn.reply(turn.text("kept", acts=acts, acknowledgement=then), kept)
    landing = "struggle" in details or any(_is_weighty(turn, win) for win in kept)
    return replace(reply, timed=((f"{acts}.", LANDS_SECONDS), (then, 0.0))) if landing else reply


def _is_weighty(turn: Turn, win: Win) -> bool:
    """Whether the act is one that is rarely small: the doctor rung, the bank written to."""
    words = turn.journal.language.understanding.words.get("wins", {})
    return not set(words.get("weighty", ())).isdisjoint(win.phrase.lower().split())


def _hard(turn: Turn, told: Sequence[ToldWin], details: Mapping[str, str]) -> feelings.Felt | None:
    """'... and it was hard' tells of the doing, not of the time after it."""
    it = turn.journal.language.understanding.words.get("mixed", {}).get("it")
    struggle, how = details.get("struggle", ""), told[-1].feeling if told else None
    return feelings.felt_as(turn.journal, "during", how) if how and struggle.split()[:1] == [it] else None


def acknowledgement(turn: Turn, kept: Sequence[Win], details: Mapping[str, str]) -> str:
    """A short word on the act, or on what was told with it; never the same in a row."""
    language = turn.journal.language
    if turn.in_care:
        return turn.text("acknowledgement_in_care")
    number = wins.acknowledge(turn.journal)
    if details.get("struggle"):
        return language.say_in_turn("wins_both", number)
    if details.get("enough"):
        return language.say_in_turn("wins_enough", number)
    if any(_sets_up(turn, win) for win in kept):
        return turn.text("wins_set_up")
    return language.say_in_turn("acknowledgements", number)


def _sets_up(turn: Turn, win: Win) -> bool:
    """Whether something was set out for later: 'left my bag by the door'."""
    return says(turn.journal, win.phrase, listed(turn.journal, "wins", "setting_up"))


def offer_neighbour(turn: Turn, kept: Sequence[Win]) -> Offer | None:
    """A step that lies near, as a statement that ends with a way out."""
    if kept[-1].day != turn.journal.today or offered(turn, NEIGHBOUR):
        return None
    rung = neighbours.neighbour(turn.journal, kept)
    return Offer(NEIGHBOUR, turn.text("wins_neighbour", step=rung.do)) if rung else None


ANSWERS = {"log_win": log_win}
FOLLOW_UPS = {KEEP_THIS: after_keep_this}
TAKES_REPORTS = {KEEP_THIS}
OFFERS = (offer_neighbour,)
