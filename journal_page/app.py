"""The Flask application: the views, behind the door."""

from __future__ import annotations

import logging
from contextlib import suppress
from traceback import format_tb

from flask import Flask, Response, g, redirect, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import FORM_KEY, Access
from journal_page.limits import LIMITS
from journal_page.page import EXTENSION, Page, page
from journal_page.views import calendar, feelings, hard_day, helps, kept, notes, plans, search, talk, today, week, wins
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, explain
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
    app.after_request(seal)
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
    with suppress(*JOURNAL_FAILURES), here.reading() as journal:
        read_ledger(journal, mentions_of(journal))


def guard() -> AnyResponse | None:
    """Let in whoever has a visit; a form only with the secret of that visit."""
    access = page().access
    g.visit = None
    if not access.is_ours(request):
        return Response("", 421)
    g.visit = access.visit_of(request.cookies.get(cookie_name()))
    if request.endpoint in UNSEEN or (request.endpoint == "open" and request.method == "GET"):
        return None
    if g.visit is None:
        return notice("closed", 403)
    if request.method == "POST" and not access.is_from_our_form(request, g.visit):
        return notice("not_ours", 403)
    return None


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
    return notice("not_here", 404) if error.code == 404 else error if error.code != 400 else notice("unread", 400)


def tell_failure(error: Exception) -> Response:
    """A journal that can't be used is told in a sentence; nobody's words are."""
    said = page().language.say(explain(error))
    return Response(render_template("notice.html", said=said), 503, mimetype="text/html")


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
    return Markup('<input type="hidden" name="{}" value="{}">').format(FORM_KEY, _form_key())


def leave() -> AnyResponse:
    """Close the journal in this browser."""
    page().access.leave(g.visit)
    g.visit = None
    answer = notice("left", 200)
    answer.delete_cookie(cookie_name())
    return answer


def _form_key() -> str:
    return g.visit.form_key if g.get("visit") else ""
