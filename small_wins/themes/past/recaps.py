"""Recaps: what happened, never what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import queries
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past.day_names import days_name

SPOKEN_AT_MOST = 4
"""More acts than this are too much to listen to; the recap then says the count and the latest ones."""
SHOWN_AT_MOST = 12
"""Lines on a screen: more are not read, and a day of thousands must not make a recap slow."""


@dataclass(frozen=True, slots=True)
class Recap:
    """What some days held."""

    speech: str
    """One or two sentences."""

    screen: str
    """A line for each act, the latest ones; empty where there are none."""


def recap_today(journal: Journal) -> Recap:
    """What the person's own day held so far, the anchor of the day first."""
    count, wins = _held(journal, journal.today, journal.today)
    anchors = queries.anchor_ids(journal.session, journal.person.person_id) if wins else frozenset()
    wins = sorted(wins, key=lambda win: win.commitment_id not in anchors)
    keys = {0: "recap_none", 1: "recap_one", 2: "harddays_recap_two"}
    return _recap(journal, count, wins, keys.get(count, "recap_some"), "recap_many")


def recap_week(journal: Journal) -> Recap:
    """What the last seven days held."""
    count, wins = _held(journal, *this_week(journal))
    keys = {0: "recap_week_none", 1: "recap_week_one"}
    return _recap(journal, count, wins, keys.get(count, "harddays_week_some"), "recap_week")


def recap_days(journal: Journal, first: date, last: date) -> Recap:
    """What other days held, both included: a day gone by, a week, a month."""
    count, wins = _held(journal, first, last)
    name = days_name(journal, first, last)
    return _recap(journal, count, wins, "harddays_days" if count else "harddays_days_none", "harddays_days_many", name)


def this_week(journal: Journal) -> tuple[date, date]:
    """The first and the last of seven days up to today."""
    return journal.today - timedelta(days=6), journal.today


def week_so_far(journal: Journal) -> tuple[date, date]:
    """Monday and today: as 'this week' names it."""
    return journal.today - timedelta(days=journal.today.weekday()), journal.today


def last_week(journal: Journal) -> tuple[date, date]:
    """Monday and Sunday of the week before this one."""
    monday = journal.today - timedelta(days=journal.today.weekday() + 7)
    return monday, monday + timedelta(days=6)


def acts_of(journal: Journal, wins: Sequence[Win], most: int = SPOKEN_AT_MOST) -> str:
    """Some wins as they are said back, each once: 'made your bed and fed the cat'."""
    grammar = journal.language.grammar
    return grammar.join([grammar.second_person(phrase) for phrase in dict.fromkeys(win.phrase for win in wins)][-most:])


def _held(journal: Journal, first: date, last: date) -> tuple[int, list[Win]]:
    """How many wins there are, and the latest that may be read aloud: an import may hold what the screen stops."""
    person_id = journal.person.person_id
    count = queries.archive_count(journal.session, person_id, first, last)
    latest = queries.archive_latest(journal.session, person_id, first, last, SHOWN_AT_MOST) if count else []
    wins = [win for win in latest if journal.may_tell(win.phrase)]
    return (count if count > len(latest) else len(wins)), wins


def _recap(journal: Journal, count: int, wins: Sequence[Win], few: str, many: str, days: str = "") -> Recap:
    language = journal.language
    acts = acts_of(journal, wins)
    many_acts = count > SPOKEN_AT_MOST
    speech = language.say(many if many_acts else few, acts=acts, count=language.grammar.number(count), days=days)
    lines = (
        language.say("acts", acts=language.grammar.second_person(win.phrase))
        if journal.may_say(win.phrase)
        else language.say("harddays_unshown")  # others may see a screen
        for win in wins
    )
    return Recap(speech, "\n".join(lines))
