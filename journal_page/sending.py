"""Forms, one at a time, and each once: two that come at the same moment, and one that is sent twice."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock

from flask import Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from journal_page.access import FORM_KEY, REQUEST
from journal_page.limits import LIMITS

CARE = "/care"
_NAME_DIGITS = 32
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


def sent_name() -> str:
    """The name of the form that is being sent, with all that is in it: the very same one alone has it twice. It quotes
    nothing, and nobody finds the words by it who lacks the form's random name. '' for a form without a name.
    """
    if request.method != "POST" or not request.form.get(REQUEST):
        return ""
    fields = [request.path, *(one for one in request.form.items(multi=True) if one[0] != FORM_KEY)]
    return sha256(repr(fields).encode("utf-8", "backslashreplace")).hexdigest()[:_NAME_DIGITS]


def again() -> AnyResponse | None:
    """Where this very form led when it was sent before; None: it was not."""
    name = sent_name()
    led = g.visit.sent.get(name) if name else None
    return redirect(led, 303) if led else None


def note(response: Response) -> Response:
    """Where this form led, if it did something. One that led to care is answered each time."""
    led = response.headers.get("Location", "")
    if response.status_code == 303 and led != CARE and g.get("sending") and g.get("visit") and (name := sent_name()):
        latest = {**g.visit.sent, name: led}
        g.visit.sent = dict(list(latest.items())[-LIMITS.forms_remembered :])
    return response
