"""Greetings: at a launch, in the morning, after a gap, and how the day is going."""

from __future__ import annotations

from datetime import timedelta

from models import queries
from models.tables import DayState
from small_wins.answers.talk import FIRST_WIN, stay
from small_wins.journal import Journal
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.suggestions import choice, steps
from small_wins.turn import Turn

INTENTION = "morning_intention"
"""The open question: a small intention, or a hello? Also the remark that it was asked today."""

WEEKS = timedelta(days=14)
"""A gap of so long is met with 'good to hear you', and never with what was in it."""

LOW = 1


def launch(turn: Turn) -> Reply:
    """The first time who this is; later a short hello."""
    if not turn.may_offer:
        return stay(turn, turn.say("launch_low"))
    if _is_new(turn.journal):
        return turn.ask("launch", FIRST_WIN, "text", "launch_again")
    reply = turn.reply(turn.text(_again(turn), hello=_hello(turn)))
    return turn.leave_open(reply, FIRST_WIN, "text", "launch_again")


def _is_new(journal: Journal) -> bool:
    return journal.person.created_at >= journal.now


def _again(turn: Turn) -> str:
    return "launch_after_weeks" if was_away(turn.journal) else "launch_back"


def _hello(turn: Turn) -> str:
    name = turn.journal.person.name
    named = name is not None and turn.journal.may_say(name)
    return turn.text("hello_named", name=name) if named else turn.text("hello")


def was_away(journal: Journal) -> bool:
    """Whether nothing was heard of them for weeks."""
    last = queries.last_heard_at(journal.session, journal.person.person_id)
    return journal.now - (last or journal.person.created_at) >= WEEKS


def greeting(turn: Turn) -> Reply:
    match turn.slots.get("kind"):
        case "back":
            return back(turn)
        case "progress":
            return progress(turn)
    return morning(turn)


def morning(turn: Turn) -> Reply:
    """One small intention is offered, once a day, and not on the day after a heavy one."""
    journal = turn.journal
    if _is_new(journal):
        return launch(turn)
    if choice.part_of_day(journal) != "morning":
        return stay(turn, turn.say("greeting_day", hello=_hello(turn)))
    asked = days.remarked(journal, INTENTION)
    if asked or not turn.may_offer or _heavy_yesterday(journal):
        return stay(turn, turn.say("greeting_clean_page"))
    days.remark(journal, INTENTION)
    return turn.ask("greeting_morning", INTENTION, "yes_no", "greeting_morning_again")


def _heavy_yesterday(journal: Journal) -> bool:
    """Whether they said yesterday that their energy was low. It is not mentioned; nothing is asked of them."""
    state = journal.session.get(DayState, (journal.person.person_id, journal.today - timedelta(days=1)))
    return state is not None and state.energy == LOW


def after_intention(turn: Turn) -> Reply | None:
    intent = turn.meaning.intent
    if turn.agrees or intent == "suggest" or turn.label("greetings", "wants") == "intention":
        return turn.say("greeting_intention", step=steps.suggest_step(turn.journal).text)
    if turn.declines or intent == "greeting" or turn.label("greetings", "wants") == "hello":
        return stay(turn, turn.say("greeting_hello", hello=_hello(turn)))
    return None


def back(turn: Turn) -> Reply:
    """Absence is nothing to explain."""
    away = turn.slots.get("gap") or was_away(turn.journal)
    return stay(turn, turn.say("greeting_after_weeks" if away else "greeting_back"))


def progress(turn: Turn) -> Reply:
    """How many things are kept today, and no more than that."""
    journal = turn.journal
    count = queries.count_wins(journal.session, journal.person.person_id, (journal.today, journal.today), None)
    ending = {0: "_none", 1: "_one"}.get(count, "")
    return turn.say(f"greeting_progress{ending}", count=journal.language.grammar.number(count))


ANSWERS = {"launch": launch, "greeting": greeting}
FOLLOW_UPS = {INTENTION: after_intention}
