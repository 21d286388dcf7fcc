"""The weekly plan by voice: made, read a day at a time, changed, cleared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.tables import PlanItem
from small_wins.answers.past.record import list_wins
from small_wins.reply import Reply
from small_wins.themes.intentions import ladder, weekly_plan
from small_wins.themes.suggestions import steps
from small_wins.themes.wordlists import plain
from small_wins.turn import Turn

DAY = "plan_day"
"""The open question: the next day, or stop."""


def answer(turn: Turn) -> Reply:
    slots = turn.slots
    if slots.get("one_sided"):
        return balance(turn)
    if slots.get("count"):
        return countable(turn)
    if slots.get("clear") or slots.get("remove"):
        return clear(turn)
    if slots.get("item") or slots.get("change") or slots.get("lighter"):
        return change(turn)
    return read(turn)


def read(turn: Turn) -> Reply:
    """A plan that is there is read; where there is none, one is made, unless they asked for one that is there."""
    named = _day(turn, turn.slots.get("day"))
    planned = weekly_plan.planned_days(turn.journal)
    if turn.slots.get("also") and not planned:
        return list_wins(turn)  # "what about friday" goes on with the record, where there is no plan
    if named is not None and turn.slots.get("ask"):
        return _say_day(turn, "plan_day", named, also_next=False)
    if turn.slots.get("ask") and not planned:
        return turn.say("plan_none")
    planned = planned if turn.slots.get("ask") else weekly_plan.make(turn.journal)
    return _say_day(turn, "plan_first", named or planned[0])


def after_day(turn: Turn) -> Reply | None:
    """'Next' goes on, 'stop' ends it, 'another' changes what was said."""
    day = date.fromisoformat(turn.conversation.about["day"])
    if turn.agrees or turn.says_only("weekly_plan", "next"):
        later = [one for one in weekly_plan.planned_days(turn.journal) if one > day]
        return _say_day(turn, "plan_day", later[0]) if later else turn.say("plan_end")
    if turn.declines or turn.meaning.intent == "stop":
        return turn.say("plan_stopped")
    if turn.meaning.intent == "different" or turn.says("weekly_plan", "another"):
        return _another(turn, day)
    return None


def change(turn: Turn) -> Reply:
    """Something of their own on a day, another thing, fewer things, or something moved."""
    journal, slots = turn.journal, turn.slots
    day = _day(turn, slots.get("day")) or _open_day(turn) or journal.today
    to = _day(turn, slots.get("to")) or (day if slots.get("move") else None)
    if slots.get("lighter"):
        return _lighter(turn, None if slots["lighter"] == "all" else day)
    if to and (item := slots.get("item")):
        return _move(turn, item, to)
    if item := slots.get("item"):
        weekly_plan.put(journal, day, item)
        return _say_day(turn, "plan_changed", day, also_next=False)
    return _another(turn, day)


def _another(turn: Turn, day: date) -> Reply:
    domain = turn.slots.get("domain")
    weekly_plan.change(turn.journal, day, weekly_plan.group_of(domain) if domain else None)
    return _say_day(turn, "plan_changed", day)


def _lighter(turn: Turn, day: date | None) -> Reply:
    for one in [day] if day else weekly_plan.planned_days(turn.journal):
        weekly_plan.lighten(turn.journal, one)
    if day is None:
        return turn.say("plan_lighter")
    return _say_day(turn, "plan_changed", day, also_next=False)


def _move(turn: Turn, words: str, to: date) -> Reply:
    first, last = _reach(turn)
    gone = weekly_plan.take_off(turn.journal, words, first, last)
    weekly_plan.put(turn.journal, to, gone.text if gone else words)
    return _say_day(turn, "plan_changed", to, also_next=False)


def clear(turn: Turn) -> Reply:
    """A day, one thing, or all of it. It says how to have it back, so nothing need be asked."""
    day = _day(turn, turn.slots.get("day"))
    first, last = (day, day) if day else _reach(turn)
    if item := turn.slots.get("item"):
        gone = weekly_plan.take_off(turn.journal, item, first, last)
        return turn.say("plan_taken_off", text=gone.text) if gone else turn.say("plan_not_found")
    if not weekly_plan.clear(turn.journal, first, last):
        return turn.say("plan_nothing_to_clear")
    return turn.say("plan_cleared_day", day=_name(turn, day)) if day else turn.say("plan_cleared")


def countable(turn: Turn) -> Reply:
    """Today's things in small units: those of the plan, else examples."""
    journal = turn.journal
    texts = [item.text for item in weekly_plan.of_day(journal, journal.today)] or [
        found[0].text for group in weekly_plan.GROUPS if (found := weekly_plan.ideas(journal, journal.today, group))
    ]
    count = 1 if turn.low_energy else weekly_plan.A_DAY
    return turn.say("plan_countable", items=journal.language.grammar.join(texts[:count]))


def balance(turn: Turn) -> Reply:
    """Where one kind fills their days, one of another kind, as an option."""
    journal = turn.journal
    domain = weekly_plan.one_sided(journal) or turn.slots.get("domain")
    if turn.in_care or turn.low_energy or domain is None:
        return turn.say("plan_all_counts")
    group = "social" if weekly_plan.group_of(domain) != "social" else "physical"
    found = [step for step in ladder.fitting(journal) if step.domain in weekly_plan.GROUPS[group] and step.energy < 3]
    step = ladder.rotated(journal, found)
    if step is None:
        return turn.say("plan_all_counts")
    return turn.say(f"plan_other_than_{domain.replace('-', '_')}", step=steps.offer(journal, step).do)


def _say_day(turn: Turn, key: str, day: date, *, also_next: bool = True) -> Reply:
    """One day in one breath; 'next' is open while there are more, and a low day hears one thing and no more."""
    items = weekly_plan.of_day(turn.journal, day)
    if not items:
        return turn.say("plan_free_day", day=_name(turn, day))
    if turn.low_energy:
        return turn.say("plan_low", day=_name(turn, day), item=items[0].text)
    speech = turn.say(key, day=_name(turn, day), items=_join(turn, items))
    later = any(one > day for one in weekly_plan.planned_days(turn.journal))
    if not (also_next and later):
        return turn.say("plan_day_alone", day=_name(turn, day), items=_join(turn, items))
    return turn.leave_open(speech, DAY, "text", "plan_again", {"day": day.isoformat()})


def _join(turn: Turn, items: Sequence[PlanItem]) -> str:
    return turn.journal.language.grammar.join([item.text for item in items])


def _open_day(turn: Turn) -> date | None:
    found = turn.conversation.about.get("day") if turn.conversation.question == DAY else None
    return date.fromisoformat(found) if found else None


def _day(turn: Turn, said: str | None) -> date | None:
    """The next day of that name, today included."""
    if not said:
        return None
    ahead = turn.journal.language.understanding.words["weekly_plan"]["ahead"]
    today, words = turn.journal.today, plain(said).split()
    for word, days in ahead.items():
        if word in words:
            return today + timedelta(days=days)
    for word, weekday in turn.journal.language.understanding.words["weekly_plan"]["weekdays"].items():
        if word in words:
            return today + timedelta(days=(weekday - today.weekday()) % weekly_plan.DAYS)
    return None


def _reach(turn: Turn) -> tuple[date, date]:
    return turn.journal.today, turn.journal.today + timedelta(days=2 * weekly_plan.DAYS)


def _name(turn: Turn, day: date) -> str:
    ahead = (day - turn.journal.today).days
    return turn.text("plan_today") if ahead == 0 else turn.journal.language.say_in_turn("plan_weekdays", day.weekday())


ANSWERS = {"weekly_plan": answer}
FOLLOW_UPS = {DAY: after_day}
