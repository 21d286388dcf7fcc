"""Today, or another day, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, render_template, request

from journal_page.listing import Listing, listing
from journal_page.page import Page, done_shown, page, visit
from journal_page.shown import String, string_of
from journal_page.views.feelings import ShownFeeling, feelings_of
from journal_page.views.talk import answer_shown
from models import queries
from small_wins.journal import Journal
from small_wins.themes.past.record import Asked

blueprint = Blueprint("today", __name__)


@dataclass(frozen=True, slots=True)
class Day:
    """What one day held."""

    day: date
    string: String
    listing: Listing
    feelings: Sequence[ShownFeeling]
    """Those that were told by themselves; the others stand with their win."""


@blueprint.get("/")
def today() -> str:
    """Today, and what is told to it by typing."""
    here = page()
    with here.reading() as journal:
        day = day_of(here, journal, journal.today)
    return render_template("today.html", day=day, answer=answer_shown(), done=done_shown(), turn=visit().turn)


@blueprint.get("/day/<day>")
def one_day(day: str) -> str:
    """A day gone by."""
    here, wanted = page(), day_named(day)
    number = request.args.get("page", 1, type=int)
    with here.reading() as journal:
        found = day_of(here, journal, wanted, number)
        has_next = wanted < journal.today
    before, after = wanted - timedelta(days=1), wanted + timedelta(days=1) if has_next else None
    return render_template("day.html", day=found, before=before, after=after, done=done_shown())


def day_of(here: Page, journal: Journal, day: date, number: int = 1) -> Day:
    """What a day held, a page of its wins."""
    domains = queries.domains_by_day(journal.session, journal.person.person_id, day, day).get(day, [])
    wins = listing(here, journal, Asked((day, day)), number, newest_first=False)
    alone = [one for one in feelings_of(here, journal, day, day) if one.win is None]
    return Day(day, string_of(domains, in_row=18, most=54), wins, alone)


def day_named(text: str) -> date:
    """The day of an address; 404 for what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if not 1900 <= day.year <= 2200:
        abort(404)
    return day
