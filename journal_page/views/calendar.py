"""A month, each day a string of beads."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template

from journal_page.page import page
from journal_page.shown import String, string_of
from journal_page.views.today import day_named
from models import queries

blueprint = Blueprint("calendar", __name__)


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the month; with no string, one that holds nothing or is yet to come."""

    day: date
    string: String | None


@blueprint.get("/calendar")
def this_month() -> str:
    """The month of today."""
    with page().reading() as journal:
        today = journal.today
    return _month(today, today)


@blueprint.get("/calendar/<month>")
def month(month: str) -> str:
    """Another month, as 2026-11."""
    with page().reading() as journal:
        today = journal.today
    return _month(day_named(f"{month}-01"), today)


def _month(wanted: date, today: date) -> str:
    here = page()
    first = wanted.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    with here.reading() as journal:
        found = queries.domains_by_day(journal.session, journal.person.person_id, first, following - timedelta(days=1))
    weeks = [
        [_square(day, first, found) for day in week] for week in Calendar().monthdatescalendar(*first.timetuple()[:2])
    ]
    return render_template(
        "calendar.html",
        title=here.month(first),
        weeks=weeks,
        kinds=_kinds(found),
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=following.strftime("%Y-%m") if following <= today else None,
        today=today,
    )


def _square(day: date, first: date, found: dict[date, list[str]]) -> Square | None:
    if day.month != first.month:
        return None
    domains = found.get(day)
    return Square(day, string_of(domains) if domains else None)


def _kinds(found: dict[date, list[str]]) -> Sequence[str]:
    return sorted({domain for domains in found.values() for domain in domains})
