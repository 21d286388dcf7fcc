"""Exercises of the body: led, repeated, stopped, and kept as a win when the person says that it was done."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.exercises import Exercise
from small_wins.answers.personal import settings
from small_wins.answers.suggestions import steps
from small_wins.contexts import BREATHING
from small_wins.reply import Reply
from small_wins.themes.suggestions import exercises
from small_wins.turn import Turn

AFTER = "after_exercise"
"""The open question: how was it?"""

ONE_BREATH = "one_breath"
"""The open question after a sign of the body: shall we slow one breath? And the exercise that it offers."""

SIGN = "sign"
"""The kind of what tells a sign of the body ("my heart is racing") and asks for nothing."""

SURE_IN_EXERCISE = 0.5
"""How sure the understanding has to be, for a sound not to be somebody's breath."""


def breathe(turn: Turn) -> Reply:
    kind, part = turn.slots.get("kind"), turn.slots.get("part")
    if unwell := turn.slots.get("unwell"):
        return steps.ban_kind(turn, unwell)
    if kind == SIGN:
        return body_sign(turn)
    return lead(turn, turn.journal.language.exercises.choose(kind, part))


def body_sign(turn: Turn) -> Reply:
    """A sign is met as one that is unpleasant, and never explained."""
    if not turn.may_offer:
        return turn.say("body_sign_low")
    return turn.ask("body_sign", ONE_BREATH, "yes_no", "body_sign_again")


def after_sign(turn: Turn) -> Reply | None:
    exercise = turn.journal.language.exercises.find(ONE_BREATH)
    if turn.declines:
        return turn.say("body_sign_no")
    return lead(turn, exercise) if exercise and (turn.agrees or turn.meaning.intent == "breathe") else None


def lead(turn: Turn, exercise: Exercise) -> Reply:
    """The exercise; the door keeps its silences, and until something else is said it is what the talk is about."""
    reply = replace(turn.reply(exercise.speech), timed=exercises.pieces_of(turn.journal, exercise), whole=True)
    return turn.leave_open(reply, BREATHING, "text", "body_again", {"exercise": exercise.id})


def after_breathing(turn: Turn) -> Reply | None:
    exercise = turn.journal.language.exercises.find(turn.conversation.about.get("exercise", ""))
    if exercise is None:
        return None
    how, intent = turn.detail("in_exercise", "how"), turn.meaning.intent
    if how == "hurts":
        return turn.say("body_hurts")
    if intent == "feeling_report" or how == "helped":
        return _helped(turn, exercise)
    if turn.agrees or intent == "done_commitment" or how == "finished":
        return _done(turn, exercise)
    if intent in {"stop", "no"} or turn.declines:
        return turn.say("body_stopped")
    return _go_on(turn, exercise, intent)


def _go_on(turn: Turn, exercise: Exercise, intent: str) -> Reply | None:
    """Once more, another one or more slowly; a noise does not disturb it."""
    if turn.meaning.confidence < SURE_IN_EXERCISE and intent != "slower":
        intent = "unknown"
    match intent:
        case "breathe" if turn.slots.get("kind") or turn.slots.get("part"):
            return breathe(turn)
        case "breathe" | "repeat":
            return lead(turn, exercise)
        case "slower":
            settings.change_manner(turn)
            return lead(turn, exercise)
        case "unknown" if turn.conversation.not_understood == 0:
            conversation = replace(turn.conversation, not_understood=1)
            return replace(turn.aside(turn.reply("")), conversation=conversation)
    return None


def _helped(turn: Turn, exercise: Exercise) -> Reply:
    """They told how it was: it is kept with that, and nothing is asked."""
    journal = turn.journal
    if journal.acts_only:
        return _done(turn, exercise)
    whole = journal.language.grammar.trim(turn.meaning.text)
    part = turn.slots.get("after") or turn.slots.get("feeling")
    kept = exercises.keep_done(journal, exercise, turn.meaning.text, turn.door, part or whole)
    # Words that are no clause and no known feeling can't be said after "and".
    sayable = part or (whole if journal.language.grammar.felt(whole) is None else None)
    return turn.reply(exercises.say_done(journal, exercise, sayable), kept)


def _done(turn: Turn, exercise: Exercise) -> Reply:
    """It is kept; they are asked once how it was, and need not answer."""
    kept = exercises.keep_done(turn.journal, exercise, turn.meaning.text, turn.door)
    if not kept or not turn.may_offer or turn.journal.acts_only:
        return turn.reply(exercises.say_done(turn.journal, exercise, None), kept)
    acts = turn.journal.language.grammar.second_person(exercise.act)
    asked = turn.reply(turn.text("body_done_ask", acts=acts), kept)
    return turn.leave_open(asked, AFTER, "feeling", "body_ask_again", {"win": str(kept[0].id)})


def after_exercise(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("body_unasked")
    told = turn.words("feeling_report", "yes", "log_win", "breathe")
    if told is None:
        return None
    feeling = turn.journal.language.grammar.trim(told)
    there = exercises.keep_feeling(turn.journal, turn.conversation.about.get("win", ""), feeling)
    return turn.say("body_felt_kept" if there else "body_felt_gone")


ANSWERS = {"breathe": breathe}
FOLLOW_UPS = {BREATHING: after_breathing, AFTER: after_exercise, ONE_BREATH: after_sign}
