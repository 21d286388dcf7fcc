"""Feelings, where they were told: a line through them, and the words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from interaction_model.understanding.moods import Moods
from journal_page.limits import LIMITS
from journal_page.page import Page, page
from journal_page.shown import capital
from models import queries
from models.tables import Feeling, Win
from small_wins.journal import Journal
from small_wins.records import felt
from small_wins.themes.insights.ledger import HIGH_SCORE, LOW_SCORE, mentions_of

blueprint = Blueprint("feelings", __name__)
MOST = 300
MIDDLE, HIGHEST = 3, 5
WIDTH, HEIGHT, EDGE = 600, 120, 12
"""Of the drawing."""


@dataclass(frozen=True, slots=True)
class ShownFeeling:
    """One feeling as it was told."""

    id: uuid.UUID
    text: str
    moment: str
    day: date
    height: int
    """1 to 5: how high it lies on the line."""
    win: str | None
    """The act that it was told with."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place of the drawing."""

    x: int
    y: int


@blueprint.get("/feelings")
def feelings() -> str:
    """The last weeks."""
    here = page()
    with here.reading() as journal:
        last = journal.today
        first = last - timedelta(days=LIMITS.feelings_days - 1)
        found = feelings_of(here, journal, first, last)
    dots, middles = dots_of(found, first), middles_of(found, first)
    return render_template(
        "feelings.html",
        feelings=found[-LIMITS.feelings_listed :][::-1],
        dots=dots,
        path=curve(middles),
        width=WIDTH,
        height=HEIGHT,
    )


@blueprint.post("/feeling/<uuid:feeling_id>/delete")
def delete(feeling_id: uuid.UUID) -> Response:
    """Take one feeling out, and from the win that it stands with."""
    with page().changing("feeling_report") as journal:
        person_id = journal.person.person_id
        if (row := journal.session.get(Feeling, (person_id, feeling_id))) is not None:
            win = journal.session.get(Win, (person_id, row.win_id)) if row.win_id else None
            if win is not None:
                setattr(win, f"feeling_{row.moment}", None)
            journal.session.delete(row)
    return redirect("/feelings", 303)


def feelings_of(here: Page, journal: Journal, first: date, last: date) -> list[ShownFeeling]:
    """The feelings of these days that may be shown, oldest first."""
    rows = queries.latest_feelings_since(journal.session, journal.person.person_id, first, last, MOST)
    ids = [row.win_id for row in rows if row.win_id]
    wins = {win.id: win for win in queries.wins_by_id(journal.session, journal.person.person_id, ids)} if ids else {}
    moods = mentions_of(journal).moods
    found = []
    for row in rows:
        text = felt.said(journal, row.word, row.score)
        win = wins.get(row.win_id) if row.win_id else None
        act = capital(win.phrase) if win and here.may_show(win.phrase) else None
        if text and here.may_show(row.word or ""):
            found.append(ShownFeeling(row.id, text, row.moment, row.day, _height(moods, row), act))
    return found


def dots_of(found: Sequence[ShownFeeling], first: date) -> list[Dot]:
    """A dot for each, from left to right by its day; several of a day lie side by side."""
    return [
        _dot((day - first).days + (place + 0.5) / len(of_day), one.height)
        for day, of_day in _by_day(found).items()
        for place, one in enumerate(of_day)
    ]


def middles_of(found: Sequence[ShownFeeling], first: date) -> list[Dot]:
    """The middle of each day's feelings, from left to right."""
    return [
        _dot((day - first).days + 0.5, median(one.height for one in of_day)) for day, of_day in _by_day(found).items()
    ]


def curve(dots: Sequence[Dot]) -> str:
    """A path through the dots, as SVG writes it, that between two of them is never higher or lower than both; '' for
    fewer than two.
    """
    slopes = [(other.y - one.y) / (other.x - one.x) for one, other in pairwise(dots)]
    if not slopes:
        return ""
    # Fritsch and Carlson: at a turn it is level, elsewhere the harmonic mean of both sides.
    inner = [2 * one * other / (one + other) if one * other > 0 else 0.0 for one, other in pairwise(slopes)]
    path = [f"M{dots[0].x} {dots[0].y}"]
    for (one, other), (out, into) in zip(pairwise(dots), pairwise([slopes[0], *inner, slopes[-1]]), strict=True):
        third = (other.x - one.x) / 3
        path.append(
            f"C{one.x + third:.0f} {one.y + out * third:.0f} {other.x - third:.0f} {other.y - into * third:.0f}"
            f" {other.x} {other.y}"
        )
    return "".join(path)


def _by_day(found: Sequence[ShownFeeling]) -> dict[date, list[ShownFeeling]]:
    by_day: dict[date, list[ShownFeeling]] = {}
    for one in found:
        by_day.setdefault(one.day, []).append(one)
    return by_day


def _dot(days: float, height: float) -> Dot:
    step = (WIDTH - 2 * EDGE) / LIMITS.feelings_days
    y = EDGE + (HEIGHT - 2 * EDGE) * (HIGHEST - height) / (HIGHEST - 1)
    return Dot(round(EDGE + step * days), round(y))


def _height(moods: Moods, row: Feeling) -> int:
    if row.score is not None:
        return row.score
    read = moods.read(row.word or "")
    return {"lifted": HIGH_SCORE, "low": LOW_SCORE}[read[0]] if read else MIDDLE
