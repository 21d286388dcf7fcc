"""The way in at a server: a code that the speaker tells."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import is_from_our_entry
from journal_page.code_access import CodeAccess
from journal_page.page import let_in, notice, page
from journal_page.typed import typed
from journal_page.views.talk import care_for_anybody

blueprint = Blueprint("by_code", __name__)


@blueprint.get("/enter")
def entry() -> AnyResponse:
    """The one field."""
    return closed() if g.visit is None else redirect("/", 303)


@blueprint.post("/enter")
def enter() -> AnyResponse:
    """A right code is exchanged for a cookie, which no browser had before."""
    access = cast("CodeAccess", page().access)
    if not is_from_our_entry(access, request):
        return care_for_anybody() or notice("not_ours", 403)
    visit = access.open(typed("code"))
    if visit is None:
        return care_for_anybody() or closed(wrong=True)
    if g.visit is not None:
        access.leave(g.visit)
    return let_in(visit)


def closed(*, wrong: bool = False) -> AnyResponse:
    """What whoever has no visit is shown. Its form is the one that has to name its origin: there is no secret yet."""
    answer = Response(render_template("enter.html", wrong=wrong), 403, mimetype="text/html")
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
