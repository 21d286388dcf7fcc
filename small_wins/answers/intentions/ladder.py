"""The ladder by voice: sizes, today's invitation, more and fewer."""

from __future__ import annotations

from small_wins.answers.suggestions.doing import doing
from small_wins.answers.suggestions.steps import sizes
from small_wins.answers.talk import not_understood
from small_wins.reply import Reply
from small_wins.themes.intentions import ladder, weekly_plan
from small_wins.themes.intentions.ladder import Grown
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn

SURE_TO_RAISE = 0.5
"""How sure of it the understanding has to be, for more a day where no number was said: "i could murder a curry"."""
GROW = "ladder_grow"
"""The open question: this much more, okay?"""


def today(turn: Turn) -> Reply:
    """An invitation, with what the weekly plan holds for today."""
    journal = turn.journal
    count = ladder.wins_a_day(journal)
    items = weekly_plan.of_day(journal, journal.today)[:count]
    if items:
        return turn.say("ladder_today_planned", items=journal.language.grammar.join([item.text for item in items]))
    return turn.say("ladder_today_one" if count == 1 else "ladder_today", count=_number(turn, count))


def more(turn: Turn) -> Reply:
    """A number a day, or one size up of the last step: they asked for it."""
    number = _named_number(turn)
    if number is not None:
        return _set(turn, number)
    if turn.slots.get("what") != "count" and (grown := ladder.next_size(turn.journal, turn.slots.get("item", ""))):
        return grow(turn, grown)
    if turn.slots.get("what") == "size":
        return another(turn)
    if turn.meaning.confidence < SURE_TO_RAISE:
        return not_understood(turn)
    return _set(turn, (turn.journal.person.wins_a_day or ladder.USUAL) + 1)


def fewer(turn: Turn) -> Reply:
    number = _named_number(turn)
    return _set(turn, number if number is not None else (turn.journal.person.wins_a_day or ladder.USUAL) - 1)


def _set(turn: Turn, asked: int) -> Reply:
    before = turn.journal.person.wins_a_day or ladder.USUAL
    count = ladder.set_wins_a_day(turn.journal, asked)
    if asked > ladder.MOST:
        return turn.say("ladder_most", count=_number(turn, count))
    key = "ladder_raised" if count > before else "ladder_one" if count == 1 else "ladder_lowered"
    return turn.say(key, count=_number(turn, count))


def grow(turn: Turn, grown: Grown) -> Reply:
    """One size up and never double, if they say yes to it."""
    about = {"do": grown.do, "act": grown.act, "domain": grown.domain, "rung": str(grown.rung)}
    about["step"] = grown.step.id if grown.step else ""
    if grown.minutes is None:
        return turn.ask(
            "ladder_grow", GROW, "yes_no", "ladder_grow_again", instead="ladder_grow_low", about=about, do=grown.do
        )
    before, after = (_number(turn, minutes) for minutes in grown.minutes)
    key = "ladder_grow_first_minute" if before == after else "ladder_grow_minutes"
    low = f"{key}_low"
    return turn.ask(key, GROW, "yes_no", "ladder_grow_again", instead=low, about=about, before=before, after=after)


def after_grow(turn: Turn) -> Reply | None:
    about = turn.conversation.about
    if turn.declines:
        return turn.say("ladder_stays")
    if not turn.agrees:
        return None
    step = turn.journal.language.steps.find(about["step"])
    if step is not None:
        steps.offer(turn.journal, step, int(about["rung"]))
        return turn.say("ladder_grown", do=about["do"])
    return doing(turn, turn.say("ladder_grown", do=about["do"]), about["act"], about["domain"])


def another(turn: Turn) -> Reply:
    """One more step beside those that have become easy: a small one."""
    step = ladder.of_size(turn.journal, "tiny")
    if step is None:
        return turn.say("ladder_stays")
    return turn.say("ladder_another", do=steps.offer(turn.journal, step).do)


def answer(turn: Turn) -> Reply:
    """By its kind; today's invitation where the kind is not known."""
    kinds = {"sizes": sizes, "more": more, "fewer": fewer}
    return kinds.get(turn.slots.get("kind", ""), today)(turn)


def _named_number(turn: Turn) -> int | None:
    said = turn.slots.get("number")
    return turn.journal.language.grammar.find_number(said) if said else None


def _number(turn: Turn, count: int) -> str:
    return turn.journal.language.grammar.number(count)


ANSWERS = {"ladder": answer}
FOLLOW_UPS = {GROW: after_grow}
