"""Telling by typing: what is typed goes the same way as what is said, past the same safety screen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from interaction_model.request import Request
from journal_page.access import FORM_KEY, REQUEST, TURN
from journal_page.limits import LIMITS
from journal_page.page import done, page, told, visit
from journal_page.sending import CARE, sent_name
from journal_page.typed import WORDS, is_too_long, typed
from small_wins.conversation import Conversation
from small_wins.converse import converse, help_lines
from small_wins.failures import JOURNAL_FAILURES
from small_wins.interpret import screen
from small_wins.journals import is_marked, reading
from small_wins.reminding import ACTION, REMOVE
from small_wins.reply import Reply
from small_wins.safety import HelpLines, spoken_number

blueprint = Blueprint("talk", __name__)
BROKEN = 503
"""The status of a view for which the journal can't be used."""
BUTTON = "button"
_OF_OURS = frozenset({FORM_KEY, REQUEST, TURN, BUTTON})
"""Fields that hold no words of theirs."""
OFFERS_A_STEP = frozenset({"suggest", "smaller", "different"})

ANSWERS = frozenset({"yes", "no"})
"""What answers a question and says nothing by itself."""
SAY_SOMETHING_NEW = frozenset({"step"})
"""Buttons that answer nothing, and so may be pressed whatever was answered last."""


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
    """Something typed, or a button pressed."""
    here, guest, button = page(), visit(), request.form.get(BUTTON, "")
    known = here.words["buttons"].get(button)
    text = str(known["says"]) if known else typed("text")
    if not text:
        return redirect("/", 303)
    if care := care_for(text):  # before anything else is made of it
        return care
    if is_too_long(text):
        return too_long()
    if request.form.get(TURN) != guest.turn:
        if (known and button not in SAY_SOMETHING_NEW) or _only_answers(text):
            return _not_open()
        guest.conversation = guest.conversation.hung_up(here.core.clock())
    reply = tell(text, sent_name())
    return give_back(reply.speech, BROKEN) if reply.failed else _shown(reply)


@blueprint.get(CARE)
def care() -> AnyResponse:
    """The answer to a disclosure, and nothing else: no list, no beads. It needs no journal."""
    answer = answer_shown()
    if answer is None or not answer.is_care:
        return redirect("/", 303)
    return _care_view(answer)


def tell(text: str, request_id: str = "") -> Reply:
    """Hand a text to the core; its answer is shown by the next view."""
    here, guest = page(), visit()
    said = _request(text, request_id)
    reply = converse(said, guest.conversation, here.core)
    guest.answered(reply if here.may_keep(reply) else None, reply.conversation, here.core.clock())
    guest.told_as = ""
    with suppress(*JOURNAL_FAILURES), reading(here.core, here.known_as) as journal:
        guest.told_as = said.request_id if is_marked(journal, said.request_id) else ""
    return reply


def care_for(*texts: str) -> AnyResponse | None:
    """What is answered if one of these texts, typed into another form, is a disclosure; None: they may be used."""
    text = _disclosure(texts)
    return None if text is None else _shown(tell(text))


def care_for_anybody() -> AnyResponse | None:
    """The same for a form that is not taken: a visit is over, or the journal can't be read."""
    fields = (field for field in request.form if field not in _OF_OURS)
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


def too_long() -> Response:
    """What is too long to be kept is kept in no part, and not lost."""
    return give_back(page().line("too_long", most=LIMITS.typed_characters), 413)


def give_back(said: str, status: int) -> Response:
    """A sentence in place of what was asked for, with the form as it was sent; of a broken journal, whom to call."""
    form = request.form if request.method == "POST" else {}
    words = {field: form[field] for field in WORDS if form.get(field)}
    others = {field: text for field, text in form.items() if field not in {*WORDS, FORM_KEY, REQUEST, BUTTON}}
    call = _call()[::2] if status == BROKEN else None
    turn = g.visit.turn if g.get("visit") else ""
    shown = render_template("given_back.html", said=said, words=words, others=others, call=call, turn=turn)
    return Response(shown, status, mimetype="text/html")


def _not_open() -> AnyResponse:
    """What was drawn for another question than the open one answers none. That one is asked no more either, for they
    may have taken it for the other; in care it is.
    """
    guest, now = visit(), page().core.clock()
    if guest.conversation.in_care(now):
        return redirect(CARE, 303)
    guest.put_aside(now)
    return done("not_open")


def _only_answers(text: str) -> bool:
    """Whether it is a yes or a no, and not a word more."""
    understanding = page().language.understanding
    found = understanding.sentences.match(text, "open_question")
    whole = any(match.intent in ANSWERS and not match.free for match in found)
    return whole and understanding.understand(_request(text)).intent in ANSWERS


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
        return redirect(CARE if answer.is_care else "/#answer", 303)
    return _care_view(answer) if answer.is_care else told(answer.said)


def _care_view(answer: Answer) -> Response:
    turn = g.visit.turn if g.visit else ""
    return Response(render_template("care.html", answer=answer, turn=turn), mimetype="text/html")


def _call() -> tuple[str, bool, Sequence[str]]:
    said, numbers = whom_to_call(help_lines(_request(""), page().core))
    return said, True, numbers


def _disclosure(texts: Iterable[str]) -> str | None:
    """The first of these texts that the screen stops."""
    here = page()
    return next((text for text in texts if text and screen(_request(text), here.core).level != "none"), None)


def _request(text: str, request_id: str = "") -> Request:
    here = page()
    person = here.known_as if g.get("visit") else here.stranger[0]
    return Request(person, here.door, f"{here.door}:{request_id or uuid.uuid4().hex}", (text,), here.locale)
