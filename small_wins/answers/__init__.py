"""What is answered to each meaning: a file a theme, each with its answers by intent and by open question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import ModuleType
from typing import Any

from small_wins import acts_only, in_care
from small_wins.answers import about, after_win, announced, greetings, lone_answers, talk
from small_wins.answers.hard_times import hard_days, harsh_thoughts, heavy, held, playbook
from small_wins.answers.insights import patterns, triggers
from small_wins.answers.intentions import (
    commitments,
    ladder,
    medicine,
    misses,
    outcomes,
    plan_cues,
    plans,
    rewards,
    values,
    weekly_plan,
)
from small_wins.answers.others import news, sharing, trusted
from small_wins.answers.past import (
    edits,
    export,
    feelings,
    notes,
    piece,
    privacy,
    recaps,
    record,
    reflection,
    taking_back,
    wins,
)
from small_wins.answers.personal import pairing, settings, setup
from small_wins.answers.suggestions import basics, big_tasks, body, doing, limits, steps
from small_wins.contexts import BREATHING
from small_wins.reply import Reply
from small_wins.turn import Turn

SURE_IN_CARE = {"yes": 1.0, "no": 1.0, "log_win": 0.8}
SURE_ASIDE = 0.6
"""How sure of an aside the understanding has to be, for it not to be the answer to what is open."""
SURE_ENOUGH = 0.6
"""How sure of these, and of anything else, the understanding has to be in care mode."""
NOISES_ANSWERED = 2
"""Words are always answered in care mode; what may be a noise in the room, so often in a row."""

ASIDES = {"wait", "repeat", "slower"}
"""What leaves an open question open: it is answered without being taken for the answer."""


_THEMES = (
    talk,
    lone_answers,
    announced,
    feelings,
    wins,
    piece,
    record,
    edits,
    taking_back,
    steps,
    recaps,
    limits,
    big_tasks,
    hard_days,
    harsh_thoughts,
    notes,
    reflection,
    patterns,
    triggers,
    commitments,
    outcomes,
    misses,
    plans,
    plan_cues,
    body,
    settings,
    setup,
    greetings,
    about,
    basics,
    playbook,
    heavy,
    doing,
    ladder,
    weekly_plan,
    values,
    rewards,
    sharing,
    news,
    export,
    privacy,
    pairing,
)

after_win.OFFERS.extend(offer for theme in _THEMES for offer in getattr(theme, "OFFERS", ()))


def _merged(name: str, themes: Iterable[ModuleType]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for theme in themes:
        ours = getattr(theme, name, {})
        if twice := found.keys() & ours.keys():
            raise ValueError(f"{theme.__name__} answers again: {sorted(twice)}")
        found |= ours
    return found


ANSWERS: dict[str, Callable[[Turn], Reply]] = _merged("ANSWERS", _THEMES)
"""The answer to each intent."""

FOLLOW_UPS: dict[str, Callable[[Turn], Reply | None]] = _merged("FOLLOW_UPS", _THEMES)
"""What follows each open question; None where the line is no answer to it: then the question is dropped."""

TAKES_REPORTS = frozenset(question for theme in _THEMES for question in getattr(theme, "TAKES_REPORTS", ()))
"""The questions that a win told outright answers: as words for somebody, or as a win in its own way."""

CORRECTIONS: tuple[Callable[[Turn], Reply | None], ...] = (
    trusted.let_go_named,
    edits.instead,
    taking_back.by_name,
    medicine.missed,
)
"""What a line about something kept may be, whatever else it sounds like; None where it is no such line."""


def answer(turn: Turn) -> Reply:
    """The reply to a turn whose texts have passed the screen; what it keeps is in the journal's session."""
    if turn.in_care:
        return _answer_in_care(turn)
    return acts_only.refused(turn) or news.with_news(turn, _answer(acts_only.narrowed(turn)))


def _answer(turn: Turn) -> Reply:
    if pairing.is_code(turn):
        return pairing.pair(turn)
    follow_up = FOLLOW_UPS.get(turn.conversation.question or "")
    is_answer = follow_up and not _is_aside(turn) and not _is_win_instead(turn)
    reply = follow_up(turn) if follow_up and is_answer else None
    if turn.conversation.question is None:
        reply = announced.after_announcement(turn)
    reply = reply or next((found for read in CORRECTIONS if (found := read(turn))), None)
    return reply or ANSWERS.get(turn.meaning.intent, talk.not_understood)(turn)


def _is_win_instead(turn: Turn) -> bool:
    """Whether a win is told in place of an answer: it must not be lost as a name, a cue or a wish."""
    return turn.tells_a_win and turn.conversation.question not in TAKES_REPORTS


def _is_aside(turn: Turn) -> bool:
    """An exercise alone is led on more slowly, or from its start."""
    sure = turn.meaning.intent in ASIDES and turn.meaning.confidence >= SURE_ASIDE
    return sure and not turn.declines and turn.conversation.question != BREATHING


def _answer_in_care(turn: Turn) -> Reply:
    """Nothing asks for a win here, and a guess is no answer: 'maybe' is no no, and 'i took them' no win."""
    if (asked_for := held.answer(turn)) or (asked_for := medicine.missed(turn)):
        return _kept_open(turn, asked_for)
    meaning, said = turn.meaning, held.said(turn)
    intent = meaning.intent if _is_sure_in_care(turn) else "unknown"
    reply = in_care.answer_question(intent, said, turn.conversation, turn.lines, turn.journal.now)
    if reply is None and intent not in ANSWERS:
        reply = in_care.answer_question("unknown", said, turn.conversation, turn.lines, turn.journal.now)
    if reply is not None:
        noise = meaning.ghost and turn.conversation.not_understood >= NOISES_ANSWERED
        return held.holding(turn, replace(reply, speech="") if noise else reply)
    as_read = replace(turn, meaning=replace(meaning, intent=intent))
    return _kept_open(turn, acts_only.refused(as_read) or _answer(acts_only.narrowed(as_read)))


def _is_sure_in_care(turn: Turn) -> bool:
    meaning = turn.meaning
    surest = SURE_IN_CARE.get(meaning.intent, SURE_ENOUGH)
    return meaning.confidence >= (SURE_ENOUGH if held.may_keep(turn) else surest)


def _kept_open(turn: Turn, reply: Reply) -> Reply:
    """Open, and with the count of what was not understood, so that its answers go on varying."""
    conversation = replace(reply.conversation, not_understood=turn.conversation.not_understood)
    reply = replace(reply, conversation=conversation)
    return reply if reply.open else replace(reply, open=True, reprompt=turn.lines.say("here"))
