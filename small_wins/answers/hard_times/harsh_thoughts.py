"""Harsh thoughts about themselves: never argued with. An act of theirs is named where there is one, and nothing is made
of it.
"""

from __future__ import annotations

from collections.abc import Callable

from interaction_model.understanding.second_pass import BOUNDS
from models.tables import Win
from small_wins.answers.remarks import act_and_day, vary
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.hard_times.hard_days import REACH, last_wins, near_step, partial_step, week_count
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.themes.past.recaps import acts_of
from small_wins.turn import Turn

EVIDENCE, NEAR, TELL = "hear_evidence", "what_is_near", "tell_someone"
"""The open questions: the things of this week; what is near; whether there is anyone to tell."""

READ_AT_MOST = 3
CLEAN_WORDS = 6
"""A longer telling of an act has the harsh thought in it, and that is not said back."""
NAME_WORDS = 3
"""Who answers whom to tell in more words than this has not named somebody."""
_DECLINED_EVIDENCE, _ASKED_TELL, _ASKED_NEAR = "evidence declined", "asked to tell", "asked what is near"


def harsh_thought(turn: Turn) -> Reply:
    return _KINDS.get(turn.slots.get("kind", ""), _plain)(turn)


def _plain(turn: Turn) -> Reply:
    return turn.reply(vary(turn, "harddays_thought"))


def _lazy(turn: Turn) -> Reply:
    """What heaviness does to effort, then one act of theirs; nothing about the person."""
    return _with_act(turn, "harddays_lazy", _last_act(turn))


def _never(turn: Turn) -> Reply:
    """What is here from this week is offered, and not read out unless they want it."""
    count = week_count(turn.journal)
    feels = vary(turn, "harddays_never")
    if not count or not turn.may_offer or days.remarked(turn.journal, _DECLINED_EVIDENCE):
        return turn.reply(feels)
    number = turn.journal.language.grammar.number(count)
    offer = turn.text("harddays_evidence_one" if count == 1 else "harddays_evidence", count=number)
    return turn.leave_open(turn.reply(f"{feels} {offer}"), EVIDENCE, "yes_no", "harddays_evidence_again")


def after_evidence(turn: Turn) -> Reply | None:
    if turn.declines:
        days.remark(turn.journal, _DECLINED_EVIDENCE)
        return turn.say("harddays_evidence_declined")
    if not turn.agrees and turn.meaning.intent not in {"list_wins", "recap_week", "recap_today"}:
        return None
    found = last_wins(turn.journal, REACH.week_days, READ_AT_MOST)
    if not found:
        return turn.say("harddays_nothing_here")
    return turn.say("harddays_week_some", acts=acts_of(turn.journal, found))


def _varied(key: str) -> Callable[[Turn], Reply]:
    """An answer that is one of the texts of this key, with nothing added."""
    return lambda turn: turn.reply(vary(turn, key))


def _ruined(turn: Turn) -> Reply:
    """One small part of the day, or leaving it."""
    if turn.may_offer and (rung := partial_step(turn.journal, turn.meaning.text)):
        return turn.reply(vary(turn, "harddays_ruined", do=rung.do))
    return turn.reply(vary(turn, "harddays_ruined_rest"))


def _not_enough(turn: Turn) -> Reply:
    """The part that happened, once more: told just now, or the last of today. No debate."""
    told = _keep_told(turn)
    today = told or last_wins(turn.journal, 1, 1)
    if not today:
        return turn.reply(vary(turn, "harddays_not_enough"))
    return turn.reply(f"{say_back(turn.journal, today)}. {vary(turn, 'harddays_happened')}", told)


def _no_progress(turn: Turn) -> Reply:
    """It may not feel like it. What they did is told, and no more."""
    feels = vary(turn, "harddays_no_progress")
    found = last_wins(turn.journal, REACH.week_days, READ_AT_MOST)
    if not found or turn.in_care:
        return turn.reply(feels)
    return turn.reply(f"{feels} {turn.text('harddays_week_some', acts=acts_of(turn.journal, found))}")


def _capable(turn: Turn) -> Reply:
    """What was heard of them, in place of a word about them."""
    win = _last_act(turn)
    if win is None:
        return turn.say("harddays_capable_unheard")
    return turn.reply(act_and_day(turn, "harddays_capable", win))


def _unnoticed(turn: Turn) -> Reply:
    """It was heard here. Whether there is anyone to tell is asked once a day."""
    told = _keep_told(turn)
    heard = (
        f"{say_back(turn.journal, told)}, {turn.text('harddays_and_heard')}" if told else turn.text("harddays_heard_it")
    )
    if not turn.may_offer or days.remarked(turn.journal, _ASKED_TELL):
        return turn.reply(heard, told)
    days.remark(turn.journal, _ASKED_TELL)
    asks = turn.reply(f"{heard} {turn.text('harddays_tell')}", told)
    return turn.leave_open(asks, TELL, "text", "harddays_tell_again")


def after_tell(turn: Turn) -> Reply | None:
    """A no drops it. Whom and what to send is for them to say, in a sentence of its own."""
    if turn.declines:
        return turn.say("harddays_tell_declined")
    said = turn.words("yes")
    if said is None:
        return None
    if not turn.agrees and len(said.split()) <= NAME_WORDS:
        return turn.say("harddays_tell_person", person=said.strip(" ."))
    return turn.say("harddays_tell_how")


def _long_day(turn: Turn) -> Reply:
    """Two minutes in place of the day."""
    if not turn.may_offer or days.remarked(turn.journal, _ASKED_NEAR):
        return turn.say("harddays_long_day")
    days.remark(turn.journal, _ASKED_NEAR)
    return turn.ask("harddays_long_day_ask", NEAR, "text", "harddays_near_again")


def after_near(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("harddays_quiet")
    said = turn.words("constraint", "log_win")
    if said is None or turn.agrees or turn.meaning.intent == "log_win":
        return None
    rung = near_step(turn.journal, said)
    return turn.say("harddays_near_step", do=rung.do) if rung else turn.say("harddays_near")


def _last_act(turn: Turn) -> Win | None:
    """The last act of today, else of this week."""
    if turn.in_care:
        return None
    found = last_wins(turn.journal, 1, 1) or last_wins(turn.journal, REACH.week_days, 1)
    return found[-1] if found else None


def _with_act(turn: Turn, key: str, win: Win | None) -> Reply:
    if win is None:
        return turn.reply(vary(turn, key))
    return turn.reply(f"{vary(turn, key)} {act_and_day(turn, 'harddays_act', win)}")


def _keep_told(turn: Turn) -> list[Win]:
    """The acts that they told of in the same breath, kept where both passes see a report in it."""
    second_pass = turn.journal.language.understanding.second_pass
    told = [win for win in turn.meaning.wins if len(win.what.split()) <= CLEAN_WORDS]
    if not told or (second_pass and second_pass.report(turn.meaning.text) < BOUNDS.keep):
        return []
    return wins.keep_wins(turn.journal, told, turn.meaning.text, turn.door)


_KINDS: dict[str, Callable[[Turn], Reply]] = {
    "lazy": _lazy,
    "never": _never,
    "zero": _varied("harddays_zero"),
    "ruined": _ruined,
    "rebound": _varied("harddays_rebound"),
    "worse": _varied("harddays_worse"),
    "not_enough": _not_enough,
    "no_progress": _no_progress,
    "capable": _capable,
    "unnoticed": _unnoticed,
    "long_day": _long_day,
}

ANSWERS = {"harsh_thought": harsh_thought}
FOLLOW_UPS = {EVIDENCE: after_evidence, NEAR: after_near, TELL: after_tell}
