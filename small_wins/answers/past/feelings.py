"""How it feels: told alone, told of a win, or asked for after one."""

from __future__ import annotations

from collections.abc import Sequence

from models.tables import Win
from small_wins.answers.after_win import Offer
from small_wins.answers.hard_times.hard_days import usual_step_line
from small_wins.answers.past.piece import ask_for_piece
from small_wins.reply import Reply
from small_wins.themes.past import feelings, wins
from small_wins.themes.wordlists import listed, says
from small_wins.turn import Turn

HOW_IT_FEELS = "how_it_feels"
"""The open question after a win that took something."""


def feeling_report(turn: Turn) -> Reply:
    """A feeling is kept and acknowledged, and never turned into a task."""
    felt = feelings.read(turn.journal, turn.slots)
    of_a_win = [one for one in felt if one.moment != feelings.NOW]
    feelings.keep(turn.journal, felt, feelings.last_win(turn.journal) if of_a_win else None)
    if turn.slots.get("vague") and turn.may_offer:
        return ask_for_piece(turn, turn.text("feelings_vague"))
    if turn.slots.get("drop") and (usual := usual_step_line(turn)):
        return turn.reply(f"{turn.text('feeling_report')} {usual}")
    return answer(turn, felt)


def answer(turn: Turn, felt: Sequence[feelings.Felt]) -> Reply:
    said = moments(turn, felt)
    if not felt:
        return turn.say("feeling_report")
    if len(felt) > 1:
        return turn.say("feelings_many", moments=said)
    turns = wins.acknowledge(turn.journal)
    return turn.reply(turn.journal.language.say_in_turn("feelings_one", turns, moments=said))


def moments(turn: Turn, felt: Sequence[feelings.Felt]) -> str:
    """'two before, four after'; a feeling of now is said alone."""
    return ", ".join(_moment(turn, one) for one in felt)


def _moment(turn: Turn, felt: feelings.Felt) -> str:
    said = feelings.say(turn.journal, felt)
    if felt.moment == feelings.NOW:
        return said
    told = turn.text(f"feelings_{felt.moment}", feeling=said)
    return said[:1] + told[1:]


def offer_to_notice(turn: Turn, kept: Sequence[Win]) -> Offer | None:
    """How it feels, after an act that took some time or doing; not where they told it already."""
    if turn.journal.acts_only or kept[-1].feeling_after or kept[-1].day != turn.journal.today:
        return None
    if not says(turn.journal, kept[-1].said, listed(turn.journal, "wins", "effort")):
        return None
    about = {"win": str(kept[-1].id)}
    return Offer("how it feels", turn.text("feelings_ask"), HOW_IT_FEELS, "feeling", "feelings_ask_again", about)


def after_how_it_feels(turn: Turn) -> Reply | None:
    """Whatever it is, nothing too, is noted beside the win; a no is accepted."""
    said = turn.meaning.text.strip(" .,!").lower()
    nothing = turn.says_only("wins", "nothing_felt")
    if turn.declines and not nothing:
        return turn.say("feelings_skipped")
    felt = [feelings.felt_as(turn.journal, "after", said)] if nothing else feelings.read(turn.journal, turn.slots)
    if not nothing and (turn.meaning.intent != "feeling_report" or not felt):
        text = turn.words("feeling_report")
        if text is None or turn.meaning.wins or len(text.split()) > len(["a", "bit", "better", "than", "before", "it"]):
            return None
        felt = [feelings.felt_as(turn.journal, "after", text.strip(" .,!"))]
    win = feelings.last_win(turn.journal)
    told = [feelings.Felt("after" if one.moment == feelings.NOW else one.moment, one.word, one.score) for one in felt]
    feelings.keep(turn.journal, told, win)
    return turn.say("feelings_noted", moments=", ".join(feelings.say(turn.journal, one) for one in told))


ANSWERS = {"feeling_report": feeling_report}
FOLLOW_UPS = {HOW_IT_FEELS: after_how_it_feels}
OFFERS = (offer_to_notice,)
