"""A hard day: one concrete thing from before, and then another if they want it."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from journal_page.page import page, visit
from journal_page.shown import capital
from models.tables import Note, Win
from small_wins.answers.hard_times.hard_days import READ_AT_MOST
from small_wins.themes.hard_times.hard_days import has_archive, win_to_hear
from small_wins.themes.past.day_names import day_name
from small_wins.themes.past.notes import mark_heard, note_to_hear

blueprint = Blueprint("hard_day", __name__)
KIND = "hard_day"


@blueprint.get("/hard-day")
def hard_day() -> str:
    """Nothing has to get done; one thing may be read."""
    visit().heard = ()
    with page().reading() as journal:
        archive, note = has_archive(journal), note_to_hear(journal) is not None
        said = journal.language.say_in_turn("harddays_acknowledged", journal.today.toordinal())
        rest = journal.language.say("harddays_nothing_has_to")
    return render_template("hard_day.html", said=f"{said} {rest}", archive=archive, note=note)


@blueprint.post("/hard-day")
def another() -> Response:
    """Choose what is read next: a win that was not read lately, or the note they left."""
    guest = visit()
    with page().changing(KIND) as journal:
        if request.form.get("read") == "note":
            note = note_to_hear(journal)
            if note is None:
                return redirect("/hard-day", 303)
            mark_heard(journal, note)
            return redirect(f"/hard-day/note/{note.id}", 303)
        win = win_to_hear(journal, guest.heard)
    if win is None:
        return redirect("/hard-day", 303)
    guest.heard = (*guest.heard, str(win.id))
    return redirect(f"/hard-day/{win.id}", 303)


@blueprint.get("/hard-day/<uuid:win_id>")
def one(win_id: uuid.UUID) -> str | Response:
    """One thing they did, large, and nothing made of it."""
    with page().reading() as journal:
        win = journal.session.get(Win, (journal.person.person_id, win_id))
        if win is None or not journal.may_say(win.phrase):
            return redirect("/hard-day", 303)
        when = day_name(journal, win.day)
    more = len(visit().heard) < READ_AT_MOST
    return render_template("hard_day_one.html", text=capital(win.phrase), when=when, domain=win.domain, more=more)


@blueprint.get("/hard-day/note/<uuid:note_id>")
def note(note_id: uuid.UUID) -> str | Response:
    """The note that they left."""
    with page().reading() as journal:
        found = journal.session.get(Note, (journal.person.person_id, note_id))
        if found is None or not journal.may_say(found.text):
            return redirect("/hard-day", 303)
        when = day_name(journal, found.day)
    return render_template("hard_day_one.html", text=capital(found.text), when=when, domain="", more=False)
