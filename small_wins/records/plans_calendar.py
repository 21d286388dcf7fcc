"""Plans as a calendar (iCalendar, RFC 5545): a clock cue is an event, any other cue a thing to do."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Todo

from models.queries import exports as queries
from models.tables import Commitment
from small_wins import __version__
from small_wins.journal import Journal
from small_wins.themes.intentions.cues import DAILY, DAYS, ONCE, WEEKDAYS

LENGTH = timedelta(minutes=15)
"""What an event takes up in a calendar; nobody said how long it is."""
_CODES = dict(zip(DAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def write(journal: Journal) -> bytes:
    """The calendar: what is open and what was done, nothing that was let go, and no alarm.

    What the screen stops is left out, as calendars show and say what they hold.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Small Wins//{__version__}//EN")
    calendar.add("version", "2.0")
    for plan in queries.plans(journal.session, journal.person.person_id):
        if journal.may_say(f"{plan.cue} {plan.action} {plan.reward or ''}"):
            calendar.add_component(_component(journal, plan))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _component(journal: Journal, plan: Commitment) -> Event | Todo:
    timed = plan.status == "open" and plan.minute is not None and plan.next_at is not None
    component = _event(journal, plan, plan.next_at) if timed and plan.next_at else _to_do(plan)
    component.add("uid", str(plan.id))
    component.add("dtstamp", plan.made_at)
    component.add("created", plan.made_at)
    if plan.reward:
        component.add("description", journal.language.say("records_reward", reward=plan.reward))
    return component


def _event(journal: Journal, plan: Commitment, at: datetime) -> Event:
    event = Event()
    event.add("summary", plan.action)
    event.add("dtstart", at.astimezone(journal.zone))
    event.add("duration", LENGTH)
    if plan.repeats == DAILY:
        event.add("rrule", {"freq": "daily"})
    elif plan.repeats != ONCE:
        days = DAYS[:5] if plan.repeats == WEEKDAYS else plan.repeats.split(",")
        event.add("rrule", {"freq": "weekly", "byday": [_CODES[day] for day in days]})
    return event


def _to_do(plan: Commitment) -> Todo:
    to_do = Todo()
    to_do.add("summary", f"{plan.cue}: {plan.action}")
    if plan.status == "done":
        to_do.add("status", "COMPLETED")
        if plan.done_at:
            to_do.add("completed", plan.done_at)
    return to_do
