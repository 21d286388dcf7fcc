"""Recaps: what happened, never what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models import queries
from models.tables import Win
from small_wins.journal import Journal

SPOKEN_AT_MOST = 4
"""More acts than this are too much to listen to; the recap then says the count and the latest ones."""


def recap_today(journal: Journal) -> str:
    """What the person's own day held so far, as one or two sentences."""
    wins = _wins_since(journal, days=1)
    key = "recap_none" if not wins else "recap_one" if len(wins) == 1 else "recap_some"
    return _say(journal, wins, key if len(wins) <= SPOKEN_AT_MOST else "recap_many")


def recap_week(journal: Journal) -> str:
    """What the last seven days held, as one or two sentences."""
    wins = _wins_since(journal, days=7)
    return _say(journal, wins, "recap_week_none" if not wins else "recap_week_one" if len(wins) == 1 else "recap_week")


def _wins_since(journal: Journal, days: int) -> list[Win]:
    """The wins of the last days, safe to be read aloud: what the screen stops (an import may hold it) is left out."""
    first = journal.today - timedelta(days=days - 1)
    wins = queries.wins_between(journal.session, journal.person.person_id, first, journal.today)
    return [win for win in wins if journal.may_say(win.phrase)]


def _say(journal: Journal, wins: Sequence[Win], key: str) -> str:
    grammar = journal.language.grammar
    acts = grammar.join([grammar.second_person(win.phrase) for win in wins[-SPOKEN_AT_MOST:]])
    return journal.language.say(key, acts=acts, count=grammar.number(len(wins)))
