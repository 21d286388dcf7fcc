"""The Flask application: the views, behind the door."""

from __future__ import annotations

import logging
import uuid
from contextlib import suppress
from traceback import format_tb

from flask import Flask, Response, g, redirect, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import FORM_KEY, REQUEST, Access, is_from_our_form, is_ours
from journal_page.limits import LIMITS
from journal_page.page import EXTENSION, Page, notice, page
from journal_page.sending import again, begin, end, note
from journal_page.views import (
    by_code,
    by_link,
    calendar,
    feelings,
    hard_day,
    helps,
    kept,
    notes,
    plans,
    search,
    talk,
    today,
    week,
    wins,
)
from journal_page.views.talk import BROKEN, care_for_anybody, give_back
from journal_page.visits import Visit
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.journals import DoneAlreadyError, reading
from small_wins.locales import locale_of
from small_wins.themes.insights.ledger import mentions_of, read_ledger

log = logging.getLogger(__name__)
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


def create_app(core: Core, access: Access) -> Flask:
    """The page, for whoever `access` lets in."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LIMITS.body_bytes
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = Page(core, access)
    entry = by_code if access.is_public else by_link
    for view in (entry, today, talk, wins, calendar, week, hard_day, search, feelings, helps, plans, notes, kept):
        app.register_blueprint(view.blueprint)
    app.add_url_rule("/leave", "leave", leave, methods=["POST"])
    app.add_url_rule("/leave/everywhere", "leave_everywhere", leave_everywhere, methods=["POST"])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["kind"] = lambda kind: page().words["kinds"].get(kind, kind)
    app.before_request(guard)
    app.after_request(remember)
    app.after_request(note)  # before what it notes is remembered: the last that is named here comes first
    app.after_request(seal)
    app.teardown_request(end)
    app.context_processor(words_of_templates)
    app.register_error_handler(HTTPException, refuse)
    for failure in JOURNAL_FAILURES:
        app.register_error_handler(failure, tell_failure)
    app.register_error_handler(DoneAlreadyError, lambda _error: redirect("/", 303))
    app.register_error_handler(Exception, tell_fault)
    return app


def warm_up(app: Flask, known_as: str = "") -> None:
    """Do now what the first view would have to wait for, also with the journal of that person, if one is named. One
    that can't be used is told by the view.
    """
    here: Page = app.extensions[EXTENSION]
    here.core.language(locale_of(here.core.settings)).warm_up()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    if known_as:
        with suppress(*JOURNAL_FAILURES), reading(here.core, known_as) as journal:
            read_ledger(journal, mentions_of(journal))


def guard() -> AnyResponse | None:
    """Let in whoever has a visit; a form only with the secret of that visit."""
    access = page().access
    g.visit = None
    if not is_ours(access, request):
        return Response("", 421)
    if request.endpoint in UNSEEN:
        return None
    if request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")).startswith("prefetch"):
        return Response("", 503)  # a look ahead, that nobody asked for, would spend the link
    cookie = request.cookies.get(access.cookie_name(request))
    begin(cookie)
    g.visit = _visit_of(cookie)
    entry = by_code if access.is_public else by_link
    if request.blueprint == entry.blueprint.name and request.method != "HEAD":
        return None
    if g.visit is None:
        return care_for_anybody() or entry.closed()
    if request.method == "POST" and not is_from_our_form(request, g.visit):
        return care_for_anybody() or notice("not_ours", 403)
    return again()


def _visit_of(cookie: str | None) -> Visit | None:
    """Where the visit can't be read, its forms can still be given back."""
    access = page().access
    try:
        return access.visit_of(cookie)
    except JOURNAL_FAILURES:
        g.form_key = access.form_key_of(cookie) if cookie else ""
        raise


def remember(response: Response) -> Response:
    """What this request changed in its visit is there for the next one."""
    if g.get("visit"):
        page().access.keep(g.visit)
    return response


def seal(response: Response) -> Response:
    """No script, no other site, no copy kept."""
    own = response.headers.get("Referrer-Policy", HEADERS["Referrer-Policy"])
    response.headers.update(HEADERS | {"Referrer-Policy": own})
    return response


def refuse(error: HTTPException) -> AnyResponse | HTTPException:
    """What Flask itself answers, in our words where we have some."""
    if error.code == 405 and request.method == "GET":
        return redirect("/", 303)  # the address of a form, whose answer was shown at once, is opened again
    key = REFUSALS.get(error.code or 0)
    return notice(key, error.code or 0) if key else error


def tell_failure(error: Exception) -> AnyResponse:
    """A journal that can't be used is told in a sentence; nobody's words are. A disclosure is answered all the same."""
    here = page()
    return care_for_anybody() or give_back(said_of(error, here.core.database, here.language), BROKEN)


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
    return _left("left")


def leave_everywhere() -> AnyResponse:
    """Close it in every browser."""
    page().access.leave_everywhere(g.visit)
    return _left("left_everywhere")


def _left(key: str) -> Response:
    access = page().access
    g.visit = None
    answer = notice(key, 200)
    answer.delete_cookie(access.cookie_name(request), secure=access.is_public, httponly=True, samesite="Strict")
    return answer


def _form_key() -> str:
    return str(g.visit.form_key if g.get("visit") else g.get("form_key", ""))
