"""Commitments as they are said: 'After your coffee, stretch for two minutes'."""

from __future__ import annotations

from datetime import datetime

from interaction_model.understanding.grammar import Cue
from models.tables import Commitment
from small_wins.journal import Journal
from small_wins.themes.intentions import cues
from small_wins.themes.intentions.commitments import DUE_REACHES
from small_wins.themes.intentions.reminders import Times

_DAWN, _NOON, _EVENING, _WEEK = 4, 12, 18, 7
_DAILY, _WEEKDAYS = tuple(range(7)), tuple(range(5))


def say_plan(journal: Journal, commitment: Commitment, *, cue: str | None = None) -> str:
    """One sentence without its full stop, the treat left out; `cue` in place of what its cue is by now."""
    when = say_cue(journal, commitment) if cue is None else cue
    action = say_action(journal, commitment)
    return journal.language.say("commitments_plan", cue=when, action=action) if when else action


def say_action(journal: Journal, commitment: Commitment) -> str:
    """'stretch for two minutes', 'open your post'."""
    return journal.language.grammar.second_person(commitment.action)


def say_reward(journal: Journal, commitment: Commitment) -> str:
    """'a biscuit'; '' where none was named."""
    return journal.language.grammar.second_person(commitment.reward or "")


def say_cue(journal: Journal, commitment: Commitment) -> str:
    """In their own words; a clock time that is meant once is told by its day, since 'tomorrow' ages."""
    if commitment.minute is None or commitment.repeats != cues.ONCE:
        return journal.language.grammar.second_person(commitment.cue)
    at = _comes_at(journal, commitment)
    return say_moment(journal, at) if at else ""


def say_next(journal: Journal, commitment: Commitment) -> str:
    """When it comes next: 'tomorrow at two', or the event."""
    at = _comes_at(journal, commitment)
    if commitment.minute is not None and at:
        return say_moment(journal, at)
    return journal.language.grammar.second_person(commitment.cue)


def _comes_at(journal: Journal, commitment: Commitment) -> datetime | None:
    """Its next time; None once that is over."""
    at = commitment.next_at
    return at if at and at > journal.now - DUE_REACHES else None


def say_moment(journal: Journal, at: datetime) -> str:
    """'tomorrow at two', 'on Friday at nine'."""
    language, local = journal.language, at.astimezone(journal.zone)
    ahead = (journal.day_of(at) - journal.today).days
    clock = _clock(journal, local)
    days = language.replies["commitments_days"]
    if 0 <= ahead < len(days):
        day = str(days[ahead])
    elif ahead < _WEEK:
        day = str(language.replies["on_weekday"][journal.day_of(at).weekday()])
    else:
        return _lower(language.say("commitments_in_days", count=language.grammar.number(ahead), time=clock))
    return _lower(language.say("commitments_on_day", day=day, time=clock), day)


def say_times(journal: Journal, times: Times) -> str:
    """'tomorrow at two', 'at nine in the morning, every day', 'at nine in the morning, every Monday and Friday'."""
    language = journal.language
    if not times.days:
        return say_moment(journal, times.at)
    names = language.replies["plan_weekdays"]
    clock = _clock(journal, times.at)
    if times.days == _DAILY:
        return _lower(language.say("reminders_daily", time=clock))
    if times.days == _WEEKDAYS:
        return _lower(language.say("reminders_weekdays", time=clock))
    named = language.grammar.join([str(names[day]) for day in times.days])
    return _lower(language.say("reminders_days", time=clock, days=named))


def say_clock_of_day(journal: Journal, cue: Cue) -> str:
    """'nine in the morning', for a cue that left open which nine, or named no clock time; '' where it is plain."""
    return "" if cue.at is None or cue.exact else _clock(journal, cue.at.astimezone(journal.zone))


def _clock(journal: Journal, local: datetime) -> str:
    said = journal.language.grammar.clock(local.hour, local.minute)
    if local.minute == 0 and local.hour in {0, _NOON}:
        return said
    key = "night" if local.hour < _DAWN else "morning" if local.hour < _NOON else "afternoon"
    key = "evening" if local.hour >= _EVENING else key
    return _lower(journal.language.say(f"commitments_in_the_{key}", time=said))


def _lower(said: str, begins: str = "") -> str:
    """The beginning of a sentence, as the middle of one."""
    return begins[:1] + said[1:] if begins else said[:1].lower() + said[1:]
