"""Telling by typing: what is typed goes the same way as what is said, past the same safety screen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from interaction_model.request import Request
from journal_page.access import FORM_KEY, REQUEST, Visit
from journal_page.limits import LIMITS
from journal_page.page import DOOR, page, visit
from journal_page.typed import WORDS, is_too_long, typed
from small_wins.converse import converse, help_lines
from small_wins.failures import JOURNAL_FAILURES
from small_wins.interpret import screen
from small_wins.journals import is_marked, reading
from small_wins.reply import Reply
from small_wins.safety import HelpLines, spoken_number

blueprint = Blueprint("talk", __name__)
BROKEN = 503
"""The status of a view for which the journal can't be used."""
OFFERS_A_STEP = frozenset({"suggest", "smaller", "different"})
ANSWERS_NOTHING = frozenset({"step"})
"""Buttons that say something by themselves, whatever was answered last."""


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
    """Something typed, or a button pressed."""
    here, guest = page(), visit()
    button = request.form.get("button", "")
    known = here.words["buttons"].get(button)
    text = str(known["says"]) if known else typed("text")
    if not text:
        return redirect("/", 303)
    if is_too_long(text):
        return care_for(text) or too_long()
    if request.form.get("turn") != str(guest.turn):
        if (known and button not in ANSWERS_NOTHING) or _only_answers(text):
            return _not_open(guest)
        guest.conversation = guest.conversation.hung_up(here.core.clock())
    reply = tell(text, request.form.get(REQUEST, ""))
    return give_back(reply.speech, BROKEN) if reply.failed else redirect(_after(), 303)


@blueprint.get("/care")
def care() -> str | Response:
    """The answer to a disclosure, and nothing else: no list, no beads. It needs no journal."""
    answer = answer_shown()
    if answer is None or not answer.is_care:
        return redirect("/", 303)
    return render_template("care.html", answer=answer, turn=visit().turn)


def tell(text: str, request_id: str = "") -> Reply:
    """Hand a text to the core; its answer is shown by the next view."""
    here, guest = page(), visit()
    said = Request(here.known_as, DOOR, _unique(request_id), (text,), here.locale)
    reply = converse(said, guest.conversation, here.core)
    guest.conversation, guest.reply, guest.replied_at = reply.conversation, reply, here.core.clock()
    guest.turn, guest.done, guest.told_as = guest.turn + 1, "", ""
    with suppress(*JOURNAL_FAILURES), reading(here.core, here.known_as) as journal:
        guest.told_as = said.request_id if is_marked(journal, said.request_id) else ""
    return reply


def care_for(*texts: str) -> Response | None:
    """Where to go if one of these texts, typed into another form, is a disclosure; None: they may be used."""
    for text in filter(None, texts):
        if screen(_asked(text), page().core).level != "none":
            tell(text)
            return redirect("/care", 303)
    return None


def too_long() -> Response:
    """What is too long to be kept is kept in no part, and not lost."""
    return give_back(page().line("too_long", most=LIMITS.typed_characters), 413)


def give_back(said: str, status: int) -> Response:
    """A sentence in place of what was asked for, with the form as it was sent; of a broken journal, whom to call."""
    here, form = page(), request.form if request.method == "POST" else {}
    words = {field: form[field] for field in WORDS if form.get(field)}
    others = {field: text for field, text in form.items() if field not in {*WORDS, FORM_KEY, REQUEST, "button"}}
    call = whom_to_call(help_lines(_asked(""), here.core)) if status == BROKEN else None
    shown = render_template("given_back.html", said=said, words=words, others=others, call=call)
    return Response(shown, status, mimetype="text/html")


def whom_to_call(lines: HelpLines) -> tuple[str, Sequence[str]]:
    """The numbers; where none is known, how to find one."""
    numbers = lines.numbers_in(lines.say("crisis"))
    return ("", numbers) if numbers else (lines.say("number_again"), ())


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


def done(key: str, path: str = "/") -> Response:
    """Go to a view that says what was done by a form, once: until something else is done."""
    guest = visit()
    guest.done = key
    return redirect(f"{path}?done={guest.turn}", 303)


def done_shown() -> str:
    """What that view says, as the end of the key of its sentence; '' for nothing."""
    guest = visit()
    return guest.done if request.args.get("done") == str(guest.turn) else ""


def _not_open(guest: Visit) -> Response:
    """An answer that was drawn for another question than the open one does nothing. That one is asked no more either,
    for they may have taken it for the other; in care it is.
    """
    now = page().core.clock()
    if guest.conversation.in_care(now):
        return redirect(_after(), 303)
    guest.put_aside(now)
    return done("not_open")


def _only_answers(text: str) -> bool:
    return page().language.understanding.understand(_asked(text)).intent in {"yes", "no"}


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


def _asked(text: str) -> Request:
    here = page()
    return Request(here.known_as, DOOR, "", (text,), here.locale)


def _unique(request_id: str) -> str:
    sent = request_id if len(request_id) == len(uuid.uuid4().hex) and request_id.isalnum() else uuid.uuid4().hex
    return f"{DOOR}:{sent}"
