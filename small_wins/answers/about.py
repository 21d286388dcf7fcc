"""Questions about the thing itself, answered as they are: it is small, keeps no score, and is no doctor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from models import queries
from small_wins.answers.insights import patterns
from small_wins.answers.others import trusted
from small_wins.answers.suggestions.basics import look_after
from small_wins.answers.talk import not_understood, says
from small_wins.reply import Reply
from small_wins.turn import Turn

DAYS_OF_WEEK = 7


def about(turn: Turn) -> Reply:
    return KINDS.get(turn.slots.get("kind", ""), not_understood)(turn)


def therapist(turn: Turn) -> Reply:
    return replace(turn.say("about_therapist"), whole=True)


def score(turn: Turn) -> Reply:
    """No score: how many things are noted today."""
    journal = turn.journal
    count = queries.count_wins(journal.session, journal.person.person_id, (journal.today, journal.today), None)
    return _counted(turn, "about_score", count)


def perfect(turn: Turn) -> Reply:
    """No perfect week: on how many of the last seven days something was kept."""
    journal = turn.journal
    first = journal.today - timedelta(days=DAYS_OF_WEEK - 1)
    count = queries.count_days_with_wins(journal.session, journal.person.person_id, first, journal.today)
    return _counted(turn, "about_perfect", count)


def _counted(turn: Turn, key: str, count: int) -> Reply:
    """One of three sentences, for none, one and more."""
    ending = {0: "_none", 1: "_one"}.get(count, "")
    return turn.say(f"{key}{ending}", count=turn.journal.language.grammar.number(count))


KINDS: dict[str, Callable[[Turn], Reply]] = {
    "therapist": therapist,
    "score": score,
    "perfect": perfect,
    "levels": says("about_levels"),
    "more": says("about_more"),
    "why": patterns.why,
    "sees": trusted.sees,
    "look_after": look_after,
    "then": says("about_then"),
}
"""The answer to each kind."""

ANSWERS = {"about": about}
