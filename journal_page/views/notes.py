"""Notes to the future self."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from journal_page.limits import LIMITS
from journal_page.page import page
from journal_page.typed import is_too_long, typed
from journal_page.views.talk import care_for, too_long
from models import queries
from models.tables import Note
from small_wins.themes.past.notes import FUTURE, HOPEFUL, OBSERVATION, keep_note

blueprint = Blueprint("notes", __name__)
KINDS = (FUTURE, HOPEFUL, OBSERVATION, "message")


@blueprint.get("/notes")
def notes() -> str:
    """What they left to be read again, the newest first."""
    here = page()
    with here.reading() as journal:
        rows = queries.latest_notes(journal.session, journal.person.person_id, KINDS)[: LIMITS.notes]
    shown = [(row, row.text if here.may_show(row.text) else "") for row in rows]
    return render_template("notes.html", notes=shown)


@blueprint.post("/notes")
def keep() -> Response:
    """Keep a note."""
    text = typed("text")
    if care := care_for(text):
        return care
    if is_too_long(text):
        return too_long()
    if text:
        with page().changing("future_self_note") as journal:
            keep_note(journal, text, FUTURE)
    return redirect("/notes", 303)


@blueprint.post("/note/<uuid:note_id>/delete")
def delete(note_id: uuid.UUID) -> Response:
    """Take one out; "put back" brings it back for half an hour."""
    with page().changing("future_self_note") as journal:
        if (row := journal.session.get(Note, (journal.person.person_id, note_id))) is not None:
            journal.session.delete(row)
    return redirect("/notes", 303)
