"""Telling by typing: what is typed goes the same way as what is said, past the same safety screen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from interaction_model.request import Request
from journal_page.access import FORM_KEY
from journal_page.limits import LIMITS
from journal_page.page import page, told, visit
from small_wins.conversation import Conversation
from small_wins.converse import converse, help_lines
from small_wins.interpret import screen
from small_wins.reminding import ACTION, REMOVE
from small_wins.reply import Reply
from small_wins.safety import HelpLines, spoken_number

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
def say() -> AnyResponse:
    """Something typed, or the words of a button."""
    text = typed("text")
    return _shown(tell(text, request.form.get("request", ""))) if text else redirect("/#answer", 303)


@blueprint.get("/care")
def care() -> AnyResponse:
    """The answer to a disclosure, and nothing else: no list, no beads. It needs no journal."""
    answer = answer_shown()
    if answer is None or not answer.is_care:
        return redirect("/", 303)
    return _care_view(answer)


def tell(text: str, request_id: str = "") -> Reply:
    """Hand a text to the core; its answer is shown by the next view."""
    here, guest = page(), visit()
    reply = converse(_request(text, request_id), guest.conversation, here.core)
    guest.conversation, guest.reply = reply.conversation, reply if here.may_keep(reply) else None
    guest.replied_at = here.core.clock()
    return reply


def care_for(*texts: str) -> AnyResponse | None:
    """What is answered if one of these texts, typed into another form, is a disclosure; None: they may be used."""
    text = _disclosure(texts)
    return None if text is None else _shown(tell(text))


def care_for_anybody() -> AnyResponse | None:
    """The same for a form that is not taken: a visit is over, or the journal can't be read."""
    fields = (field for field in request.form if field not in {FORM_KEY, "request"})
    text = _disclosure([typed(field) for field in fields]) if request.method == "POST" else None
    return None if text is None else _care_view(answer_of(converse(_request(text), Conversation(), page().core)))


def answer_shown() -> Answer | None:
    """The last answer, while it may still be meant. Of one to a disclosure that was not kept, whom to call."""
    guest, now = visit(), page().core.clock()
    reply = guest.last_reply(now)
    if reply is None and guest.conversation.in_care(now):
        return Answer(*_call(), ())
    return answer_of(reply) if reply and reply.speech else None


def whom_to_call(lines: HelpLines) -> tuple[str, Sequence[str]]:
    """The numbers; where none is known, how to find one."""
    numbers = lines.numbers_in(lines.say("crisis"))
    return ("", numbers) if numbers else (lines.say("number_again"), ())


def answer_of(reply: Reply) -> Answer:
    """An answer as it is shown."""
    numbers = reply.shown.lines if reply.shown and reply.shown.large else ()
    said = reply.speech
    for number in numbers:
        said = said.replace(spoken_number(number.replace(" ", "-")), number)
    if any(action["kind"] == ACTION and action["promises"] for action in reply.actions):
        said = f"{said} {page().line('reminder_next_talk')}"
    if any(action["kind"] == REMOVE for action in reply.actions):
        said = f"{said} {page().line('reminders_stay')}"
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


def _shown(reply: Reply) -> AnyResponse:
    """The view that shows an answer; what may not be kept for it, or ended the visit, is shown at once."""
    access, guest, answer = page().access, visit(), answer_of(reply)
    if access.visit_of(guest.cookie) is None:
        g.visit = None
    elif page().may_keep(reply):
        return redirect("/care" if answer.is_care else "/#answer", 303)
    return _care_view(answer) if answer.is_care else told(answer.said)


def _care_view(answer: Answer) -> Response:
    shown = render_template("care.html", answer=answer, request_id=fresh_request())
    return Response(shown, mimetype="text/html")


def _call() -> tuple[str, bool, Sequence[str]]:
    said, numbers = whom_to_call(help_lines(_request(""), page().core))
    return said, True, numbers


def _disclosure(texts: Iterable[str]) -> str | None:
    """The first of these texts that the screen stops."""
    here = page()
    return next((text for text in texts if text and screen(_request(text), here.core).level != "none"), None)


def _request(text: str, request_id: str = "") -> Request:
    here = page()
    return Request(here.known_as, here.door, _unique(request_id), (text,), here.locale)


def _unique(request_id: str) -> str:
    sent = request_id if len(request_id) == len(uuid.uuid4().hex) and request_id.isalnum() else fresh_request()
    return f"{page().door}:{sent}"
