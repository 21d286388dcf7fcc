"""What is kept of them, and deleting it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from journal_page.page import done, page, told, visit
from journal_page.views.today import day_named
from models import queries
from small_wins.themes.intentions import reminders
from small_wins.themes.past import deletion
from small_wins.themes.past.deletion import DAYS, Scope
from small_wins.themes.past.undo import redo, undo

blueprint = Blueprint("kept", __name__)
YES = "yes"


@blueprint.get("/kept")
def kept() -> str:
    """Where it is, who else hears it, and how to have it deleted."""
    here = page()
    key = "privacy_kept_database" if here.core.settings.database else "privacy_kept"
    said = here.language.say("privacy_kept_alexa" if here.access.is_public else key)
    with here.reading() as journal:
        sounding = bool(reminders.tokens(journal))
    unsure = request.args.get("unsure") == "1"
    return render_template("kept.html", said=said, goes_too=_goes_too(), reminders=sounding, unsure=unsure)


@blueprint.post("/delete/all")
def delete_all() -> Response:
    """Delete everything, on a tick of its own."""
    if request.form.get("sure") != YES:
        return redirect("/kept?unsure=1", 303)
    here = page()
    with here.changing("privacy_delete") as journal:
        saved = deletion.delete_everything(journal, here.core.settings)
    visit().forget(page().core.clock())
    said = here.language.say("privacy_gone_all_files" if saved else "privacy_gone_all")
    g.visit = here.access.visit_of(visit().cookie)  # a server's is gone with the rest
    return told(said)


@blueprint.get("/delete/<day>")
def ask_day(day: str) -> str | Response:
    """Ask before the deletion of a day, which can't be undone."""
    scope = _of_day(day_named(day))
    with page().reading() as journal:
        count = deletion.count(journal, scope)
    if count == 0:
        return redirect(f"/day/{day}", 303)
    return render_template("delete_day.html", day=scope.first, count=count, goes_too=_goes_too())


@blueprint.post("/delete/<day>")
def delete_day(day: str) -> Response:
    """Delete what is kept of a day."""
    with page().changing("privacy_delete") as journal:
        deletion.delete(journal, _of_day(day_named(day)))
    visit().forget(page().core.clock())
    return redirect("/calendar", 303)


@blueprint.post("/undo")
def take_back() -> Response:
    """The last change taken back, whatever it was."""
    with page().changing("undo") as journal:
        undone = undo(journal)
    return done("undone" if undone else "nothing")


@blueprint.post("/redo")
def put_back() -> Response:
    """What was taken back or taken out put back again."""
    with page().changing("undo") as journal:
        again = redo(journal)
    return done("redone" if again is not None else "nothing")


def _goes_too() -> str:
    """What a deletion takes along; on this machine also how many others it is of. '' for nothing."""
    here = page()
    if not here.core.database.backups:
        return ""
    with here.core.database.reading() as session:
        others = queries.count_people(session) - 1
    said, tells = here.line("delete_backups"), others > 0 and not here.access.is_public
    return f"{said} {here.language.say('privacy_others', others=others)}" if tells else said


def _of_day(day: date) -> Scope:
    return Scope(DAYS, day, day)
