"""Telling by typing: what is typed goes the same way as what is said, past the same safety screen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from interaction_model.request import Request
from journal_page.limits import LIMITS
from journal_page.page import DOOR, page, visit
from small_wins.converse import converse
from small_wins.interpret import screen
from small_wins.reply import Reply
from small_wins.safety import spoken_number

blueprint = Blueprint("talk", __name__)
OFFERS_A_STEP = frozenset({"suggest", "smaller", "different"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer, and what may be said to it by a button."""

    said: str
    is_care: bool
    numbers: Sequence[str]
    """To call, or a code to say elsewhere; shown large."""
    buttons: Sequence[str]
    """Names in the page's words, under 'buttons'."""


@blueprint.post("/say")
def say() -> Response:
    """Something typed, or the words of a button."""
    text = typed("text")
    if text:
        tell(text, request.form.get("request", ""))
    return redirect(_after(), 303)


@blueprint.get("/care")
def care() -> str | Response:
    """The answer to a disclosure, and nothing else: no list, no beads. It needs no journal."""
    answer = answer_shown()
    if answer is None or not answer.is_care:
        return redirect("/", 303)
    return render_template("care.html", answer=answer, request_id=fresh_request())


def tell(text: str, request_id: str = "") -> Reply:
    """Hand a text to the core; its answer is shown by the next view."""
    here, guest = page(), visit()
    said = Request(here.known_as, DOOR, _unique(request_id), (text,), here.locale)
    reply = converse(said, guest.conversation, here.core)
    guest.conversation, guest.reply, guest.replied_at = reply.conversation, reply, here.core.clock()
    return reply


def care_for(*texts: str) -> Response | None:
    """Where to go if one of these texts, typed into another form, is a disclosure; None: they may be used."""
    here = page()
    for text in filter(None, texts):
        said = Request(here.known_as, DOOR, "", (text,), here.locale)
        if screen(said, here.core).level != "none":
            tell(text)
            return redirect("/care", 303)
    return None


def answer_shown() -> Answer | None:
    """The last answer, while it may still be meant."""
    reply = visit().last_reply(page().core.clock())
    if reply is None or not reply.speech:
        return None
    numbers = reply.shown.lines if reply.shown and reply.shown.large else ()
    said = reply.speech
    for number in numbers:
        said = said.replace(spoken_number(number.replace(" ", "-")), number)
    return Answer(said, reply.safety != "none", numbers, _buttons(reply))


def fresh_request() -> str:
    """The name of the next thing that is told: a form that is sent twice is answered once."""
    return uuid.uuid4().hex


def typed(field: str) -> str:
    """What was typed into a field, without halves of characters, line breaks and control characters."""
    text = request.form.get(field, "").encode("utf-8", "replace").decode()
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return text[: LIMITS.typed_characters]


def _buttons(reply: Reply) -> list[str]:
    yes_no = ["yes", "no"] if reply.open and reply.expects == "yes_no" else []
    if reply.safety != "none":
        return yes_no if "?" in reply.speech else []  # beside a number to call, only a question has a yes
    buttons = yes_no
    if reply.intent in OFFERS_A_STEP and not reply.open:
        buttons += ["done", "smaller", "different"]
    if reply.wins:
        buttons.append("undo")
    if reply.intent == "undo":
        buttons.append("redo")
    return buttons


def _after() -> str:
    reply = visit().reply
    return "/care" if reply and reply.safety != "none" else "/#answer"


def _unique(request_id: str) -> str:
    sent = request_id if len(request_id) == len(uuid.uuid4().hex) and request_id.isalnum() else fresh_request()
    return f"{DOOR}:{sent}"
