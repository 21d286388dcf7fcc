"""A week on one sheet of paper, for a wall or an appointment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import east_asian_width

from flask import Blueprint, render_template

from journal_page.limits import LIMITS
from journal_page.page import page
from journal_page.shown import ShownWin, String, shown, string_of
from journal_page.views.feelings import ShownFeeling, feelings_of
from journal_page.views.today import day_named
from models import queries

blueprint = Blueprint("week", __name__)
DAYS = 7


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A day of the sheet."""

    day: date
    string: String
    wins: Sequence[ShownWin]
    more: int
    """Wins that found no room."""
    feelings: Sequence[ShownFeeling]


@blueprint.get("/week")
def this_week() -> str:
    """The seven days up to today."""
    with page().reading() as journal:
        today = journal.today
    return _week(today - timedelta(days=DAYS - 1), today)


@blueprint.get("/week/<first>")
def week(first: str) -> str:
    """Seven days from a day on."""
    with page().reading() as journal:
        today = journal.today
    return _week(day_named(first), today)


def _week(first: date, today: date) -> str:
    here, last = page(), first + timedelta(days=DAYS - 1)
    with here.reading() as journal:
        person_id = journal.person.person_id
        domains = queries.domains_by_day(journal.session, person_id, first, last)
        felt = feelings_of(here, journal, first, last)
        days = []
        for place in range(DAYS):
            day = first + timedelta(days=place)
            of_day = domains.get(day, [])
            latest = queries.archive_latest(journal.session, person_id, day, day, LIMITS.wins_a_day_in_week)
            wins = shown(here, latest) if of_day else []
            alone = [one for one in felt if one.day == day and one.win is None]
            days.append(DayOfWeek(day, string_of(of_day), wins, len(of_day) - len(wins), alone[:2]))
    lines = sum(_lines(text) for one in days for text in (*map(_text, one.wins), *(each.text for each in one.feelings)))
    size = "roomy" if lines <= LIMITS.roomy_lines else "middling" if lines <= LIMITS.middling_lines else "full"
    after = first + timedelta(days=DAYS)
    return render_template(
        "week.html", days=days, first=first, last=last, size=size,
        before=first - timedelta(days=DAYS), after=after if after <= today else None,
    )  # fmt: skip


def _text(win: ShownWin) -> str:
    return f"{win.text}, {win.feeling}"


def _lines(text: str) -> int:
    width = sum(1 + (east_asian_width(sign) in "WF") for sign in text)
    return 1 if width <= LIMITS.roomy_width else 2
