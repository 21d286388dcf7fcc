"""The Flask application: the views, behind the door."""

from __future__ import annotations

import logging
import uuid
from contextlib import suppress
from traceback import format_tb

from flask import Flask, Response, g, redirect, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import FORM_KEY, REQUEST, Access
from journal_page.limits import LIMITS
from journal_page.page import EXTENSION, Page, page
from journal_page.sending import again, begin, end, remember
from journal_page.typed import words_typed
from journal_page.views import calendar, feelings, hard_day, helps, kept, notes, plans, search, talk, today, week, wins
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.journals import reading
from small_wins.themes.insights.ledger import mentions_of, read_ledger

log = logging.getLogger(__name__)
OPEN = "/open/"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
REFUSALS = {400: "unread", 404: "not_here", 405: "not_here", 413: "too_large"}
"""What is said in place of Flask's own words, by status."""
UNSEEN = frozenset({"static"})
"""What holds nothing of anybody: the style and the icon."""


def create_app(core: Core, known_as: str, access: Access) -> Flask:
    """The page of the person whom the core knows by this name, for whoever `access` lets in."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LIMITS.body_bytes
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = Page(core, known_as, access)
    for view in (today, talk, wins, calendar, week, hard_day, search, feelings, helps, plans, notes, kept):
        app.register_blueprint(view.blueprint)
    app.add_url_rule(f"{OPEN}<link>", "open", open_link, methods=["GET"])
    app.add_url_rule("/leave", "leave", leave, methods=["POST"])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["kind"] = lambda kind: page().words["kinds"].get(kind, kind)
    app.before_request(guard)
    app.after_request(remember)
    app.after_request(seal)
    app.teardown_request(end)
    app.context_processor(words_of_templates)
    app.register_error_handler(HTTPException, refuse)
    for failure in JOURNAL_FAILURES:
        app.register_error_handler(failure, tell_failure)
    app.register_error_handler(Exception, tell_fault)
    return app


def warm_up(app: Flask) -> None:
    """Do now what the first view would have to wait for. A journal that can't be used is told by the view."""
    here: Page = app.extensions[EXTENSION]
    here.language.warm_up()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    with suppress(*JOURNAL_FAILURES), reading(here.core, here.known_as) as journal:
        read_ledger(journal, mentions_of(journal))


def guard() -> AnyResponse | None:
    """Let in whoever has a visit; a form only with the secret of that visit."""
    access = page().access
    g.visit = None
    if not access.is_ours(request):
        return Response("", 421)
    if request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")).startswith("prefetch"):
        return Response("", 503)  # a look ahead, that nobody asked for, would spend the link
    cookie = request.cookies.get(cookie_name())
    begin(cookie)
    g.visit = access.visit_of(cookie)
    if request.endpoint in UNSEEN or (request.endpoint == "open" and request.method == "GET"):
        return None
    if g.visit is None:
        return notice("closed", 403)
    if request.method == "POST" and not access.is_from_our_form(request, g.visit):
        return notice("not_ours", 403)
    return again()


def open_link(link: str) -> AnyResponse:
    """The one-time link: exchanged for a cookie. Whoever has one already is let through."""
    if g.visit is not None:
        return redirect("/", 303)
    visit = page().access.open(link)
    if visit is None:
        return notice("link_used", 403)
    answer = redirect("/", 303)
    answer.set_cookie(cookie_name(), visit.cookie, httponly=True, samesite="Strict", path="/")
    return answer


def cookie_name() -> str:
    """The cookies of a host are the same for all of its ports: two journals that are open must not lock each other."""
    return f"small-wins-{request.host.rpartition(':')[2]}"


def seal(response: Response) -> Response:
    """No script, no other site, no copy kept."""
    response.headers.update(HEADERS)
    return response


def notice(key: str, status: int) -> Response:
    """A page with one sentence on it."""
    return Response(render_template("notice.html", said=page().line(key)), status, mimetype="text/html")


def refuse(error: HTTPException) -> Response | HTTPException:
    """What Flask itself answers, in our words where we have some."""
    key = REFUSALS.get(error.code or 0)
    return notice(key, error.code or 0) if key else error


def tell_failure(error: Exception) -> AnyResponse:
    """A journal that can't be used is told in a sentence; nobody's words are. A disclosure is answered all the same."""
    here = page()
    return talk.care_for(*words_typed()) or talk.give_back(
        said_of(error, here.core.database, here.language), talk.BROKEN
    )


def tell_fault(error: Exception) -> Response:
    """A fault of ours: where it is goes to the log, and no message, which may hold somebody's words."""
    log.error("%s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
    return notice("fault", 500)


def words_of_templates() -> dict[str, object]:
    """What every template knows."""
    here = page()
    return {
        "t": here.line,
        "n": here.count,
        "words": here.words,
        "date_of": here.day,
        "form_key": _form_key(),
        "secret": secret,
        "limits": LIMITS,
    }


def secret() -> Markup:
    """What every form carries."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(FORM_KEY, _form_key()) + field.format(REQUEST, uuid.uuid4().hex)


def leave() -> AnyResponse:
    """Close the journal in this browser."""
    page().access.leave(g.visit)
    g.visit = None
    answer = notice("left", 200)
    answer.delete_cookie(cookie_name())
    return answer


def _form_key() -> str:
    return g.visit.form_key if g.get("visit") else ""
