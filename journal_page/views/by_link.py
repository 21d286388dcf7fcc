"""The way in on this machine: a link that works once."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, g, redirect
from werkzeug.wrappers import Response

from journal_page.link_access import LinkAccess
from journal_page.page import let_in, notice, page

OPEN = "/open/"
blueprint = Blueprint("by_link", __name__)


@blueprint.get(f"{OPEN}<link>")
def open_link(link: str) -> Response:
    """The one-time link: exchanged for a cookie. Whoever has one already is let through."""
    if g.visit is not None:
        return redirect("/", 303)
    visit = cast("LinkAccess", page().access).open(link)
    return notice("link_used", 403) if visit is None else let_in(visit)


def closed() -> Response:
    """What whoever has no visit is told."""
    return notice("closed", 403)
