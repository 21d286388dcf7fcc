"""One win: its words and its day put right, or taken out."""

from __future__ import annotations

import uuid
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from journal_page.page import done, page
from journal_page.typed import clean, is_too_long, typed
from journal_page.views.talk import care_for, too_long, whom_to_call
from journal_page.views.today import day_named
from models.tables import Win
from small_wins.journal import Journal
from small_wins.safety import HelpLines, region_of
from small_wins.themes.past import edits, taking_out

blueprint = Blueprint("wins", __name__)


@blueprint.get("/win/<uuid:win_id>")
def win(win_id: uuid.UUID) -> str:
    """One win, to be changed. Words that the screen stops are shown here alone, with a line to call beside them."""
    here = page()
    with here.reading() as journal:
        found, today = _find(journal, win_id), journal.today
        region = region_of(here.locale, journal.person.region, here.core.settings.region)
    is_heavy = not here.may_show(found.phrase)
    said, numbers = whom_to_call(HelpLines(here.language, region)) if is_heavy else ("", ())
    return render_template(
        "win.html", win=found, phrase=clean(found.phrase), today=today, is_heavy=is_heavy, said=said, numbers=numbers
    )


@blueprint.post("/win/<uuid:win_id>")
def change(win_id: uuid.UUID) -> Response:
    """Other words, another day, another kind."""
    phrase, day, kind = typed("words"), day_named(typed("day")), typed("kind")
    with page().reading() as journal:
        before = _find(journal, win_id)
    if phrase != clean(before.phrase):
        if care := care_for(phrase):
            return care
        if is_too_long(phrase):
            return too_long()
    with page().changing("edit") as journal:
        _change(journal, _find(journal, win_id), phrase, day, kind)
    return redirect(f"/day/{day.isoformat()}", 303)


@blueprint.post("/win/<uuid:win_id>/delete")
def delete(win_id: uuid.UUID) -> Response:
    """Take one win out, with how it felt; it can be put back for half an hour."""
    with page().changing("undo") as journal:
        found = _find(journal, win_id)
        day = found.day
        taking_out.take_out(journal, found)
    return done("undone", f"/day/{day.isoformat()}")


def _find(journal: Journal, win_id: uuid.UUID) -> Win:
    found = journal.session.get(Win, (journal.person.person_id, win_id))
    if found is None:
        abort(404)
    return found


def _change(journal: Journal, found: Win, phrase: str, day: date, kind: str) -> None:
    if phrase and phrase != clean(found.phrase):  # a field of one line holds it so: they have not touched it
        edits.set_phrase(journal, found, phrase)
    if day != found.day and day <= journal.today:
        edits.set_day(journal, found, day)
    if kind != found.domain and kind in journal.language.page["kinds"] and kind == request.form["kind"]:
        found.domain = kind
