"""Forms, one at a time, and each once: two that come at the same moment, and one that is sent twice."""

from __future__ import annotations

from threading import Lock

from flask import Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import REQUEST
from journal_page.limits import LIMITS

_TURNS = tuple(Lock() for _ in range(64))
"""Whoever sends a form waits here; visits that share a lock wait for each other now and then."""


def begin(cookie: str | None) -> None:
    """Wait until the form before this one, of the same visit, is answered."""
    if request.method == "POST" and cookie:
        request.get_data(parse_form_data=True)  # in whole: nobody waits for a slow sender
        turn = _TURNS[hash(cookie) % len(_TURNS)]
        turn.acquire()
        g.sending = turn


def end(_error: BaseException | None = None) -> None:
    """Let the next one in."""
    if turn := g.pop("sending", None):
        turn.release()


def again() -> AnyResponse | None:
    """Where a form led that was sent before; None: it was not."""
    name = request.form.get(REQUEST) if request.method == "POST" else None
    led = g.visit.sent.get(name) if name else None
    return redirect(led, 303) if led else None


def note(response: Response) -> Response:
    """Where this form led, if it did something."""
    if response.status_code == 303 and g.get("sending") and g.get("visit"):
        latest = {**g.visit.sent, request.form.get(REQUEST, ""): response.headers["Location"]}
        g.visit.sent = dict(list(latest.items())[-LIMITS.forms_remembered :])
    return response
