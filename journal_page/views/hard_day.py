"""A hard day: one concrete thing from before, and then another if they want it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from journal_page.limits import LIMITS
from journal_page.page import page, visit
from journal_page.shown import capital
from models.tables import Note, Win
from small_wins.answers.hard_times.hard_days import READ_AT_MOST
from small_wins.journal import Journal
from small_wins.themes.hard_times.hard_days import has_archive, win_to_hear
from small_wins.themes.past.day_names import day_name
from small_wins.themes.past.notes import mark_heard, note_to_hear

blueprint = Blueprint("hard_day", __name__)
KIND = "hard_day"


@blueprint.get("/hard-day")
def hard_day() -> str:
    """Nothing has to get done; one thing may be read."""
    with page().reading() as journal:
        archive, note = has_archive(journal), note_to_hear(journal) is not None
        said = journal.language.say_in_turn("harddays_acknowledged", journal.today.toordinal())
        rest = journal.language.say("harddays_nothing_has_to")
        more = len(_heard(journal.now)) < READ_AT_MOST
    return render_template("hard_day.html", said=f"{said} {rest}", archive=archive, note=note, more=more)


@blueprint.post("/hard-day")
def another() -> Response:
    """Choose what is read next: a win that was not read lately, or the note they left."""
    with page().changing(KIND) as journal:
        heard = _heard(journal.now)
        if len(heard) >= READ_AT_MOST:
            return redirect("/hard-day", 303)
        note = note_to_hear(journal) if request.form.get("read") == "note" else None
        win = win_to_hear(journal, heard) if request.form.get("read") == "win" else None
        if note is not None:
            mark_heard(journal, note)
        found = note or win
        if found is None:
            return redirect("/hard-day", 303)
        visit().heard = {**heard, str(found.id): journal.now.isoformat()}
        return redirect(f"/hard-day/{'note/' if note else ''}{found.id}", 303)


@blueprint.get("/hard-day/<uuid:win_id>")
def one(win_id: uuid.UUID) -> str | Response:
    """One thing they did, large, and nothing made of it."""
    with page().reading() as journal:
        win = journal.session.get(Win, (journal.person.person_id, win_id))
        return _read(journal, win.phrase, win.day, win.domain) if win else redirect("/hard-day", 303)


@blueprint.get("/hard-day/note/<uuid:note_id>")
def note(note_id: uuid.UUID) -> str | Response:
    """The note that they left."""
    with page().reading() as journal:
        found = journal.session.get(Note, (journal.person.person_id, note_id))
        return _read(journal, found.text, found.day) if found else redirect("/hard-day", 303)


def _read(journal: Journal, text: str, day: date, domain: str = "") -> str | Response:
    if not journal.may_say(text):
        return redirect("/hard-day", 303)
    when, more = day_name(journal, day), bool(domain) and len(_heard(journal.now)) < READ_AT_MOST
    return render_template("hard_day_one.html", text=capital(text), when=when, domain=domain, more=more)


def _heard(now: datetime) -> dict[str, str]:
    """Wins and notes that were read lately, and when: whoever begins again is not read more than the most."""
    since = now - timedelta(seconds=LIMITS.hard_day_seconds)
    return {one: at for one, at in visit().heard.items() if datetime.fromisoformat(at) > since}
