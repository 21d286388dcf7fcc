"""What was kept lately, read for patterns: acts, people, places, parts of the day, feelings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Literal

from interaction_model.understanding.mentions import Mentioned, Mentions, Named
from interaction_model.understanding.moods import Mood
from models import queries
from small_wins.journal import Journal
from small_wins.themes.insights.evidence import EVIDENCE

Part = Literal["morning", "afternoon", "evening", "night"]
_PARTS: tuple[tuple[int, Part], ...] = (
    (4, "night"),
    (12, "morning"),
    (17, "afternoon"),
    (22, "evening"),
    (24, "night"),
)
"""Each part ends before its hour."""
HIGH_SCORE, LOW_SCORE = 4, 2
"""Of 1 to 5: what is as good as a word that lifts, or a low one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One win."""

    phrase: str
    domain: str
    day: date
    told: datetime | None
    """When it was told, if that was on its own day; told later, nothing is known of its hour."""
    part: Part | None
    roots: tuple[str, ...]
    people: tuple[Named, ...]
    places: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One feeling that has a direction."""

    day: date
    mood: Mood
    word: str


@dataclass(frozen=True)
class Ledger:
    """The last wins and feelings of one person."""

    entries: Sequence[Entry]
    """The oldest first."""
    feelings: Sequence[Told]
    tellings: Sequence[date]
    """The day of each feeling that was told, whichever way it goes."""

    @cached_property
    def told_days(self) -> frozenset[date]:
        """Days on which any feeling was told."""
        return frozenset(self.tellings)

    def days_of(self, mood: Mood) -> frozenset[date]:
        """Days on which a feeling of that direction was told."""
        return frozenset(told.day for told in self.feelings if told.mood == mood)

    def word_of(self, mood: Mood, days: Iterable[date], otherwise: str) -> str:
        """The word of that mood that was said most on these days."""
        among = frozenset(days)
        words = [told.word for told in self.feelings if told.mood == mood and told.day in among]
        return max(dict.fromkeys(words), key=words.count) if words else otherwise


def mentions_of(journal: Journal) -> Mentions:
    """The reader of phrases of the journal's language."""
    return Mentions.from_data(journal.language.understanding.words, journal.language.grammar)


def read_ledger(journal: Journal, mentions: Mentions) -> Ledger:
    """What was kept in the last `EVIDENCE.days_back` days."""
    session, person_id = journal.session, journal.person.person_id
    since = journal.today - timedelta(days=EVIDENCE.days_back - 1)
    wins = [row for row in queries.newest_wins(session, person_id, EVIDENCE.most_wins) if since <= row.day]
    rows = [row for row in queries.newest_feelings(session, person_id, EVIDENCE.most_feelings) if since <= row.day]
    # Most of what is done is done again, in the same words.
    of = {phrase: mentions.of(phrase) for phrase in {row.phrase for row in wins}}
    entries = sorted((_entry(journal, of[row.phrase], row) for row in wins), key=lambda entry: entry.day)
    told = [*_of_feelings(rows, mentions), *_of_wins(wins, rows, mentions)]
    feelings = [Told(day, *found) for day, found in told if found]
    return Ledger(entries, feelings, [day for day, _ in told])


def _entry(journal: Journal, of: Mentioned, row: Any) -> Entry:
    told = row.told_at.astimezone(journal.zone)
    own = journal.day_of(told) == row.day
    return Entry(
        row.phrase,
        row.domain,
        row.day,
        row.told_at if own else None,
        _part(told.hour) if own else None,
        # What was taken or drunk is kept, and still never said to help.
        () if of.left_out else of.roots,
        of.people,
        of.places,
    )


def _part(hour: int) -> Part:
    return next(part for ends, part in _PARTS if hour < ends)


_Telling = tuple[date, tuple[Mood, str] | None]


def _of_feelings(rows: Sequence[Any], mentions: Mentions) -> list[_Telling]:
    return [(row.day, _read(row.word, row.score, mentions)) for row in rows]


def _of_wins(wins: Sequence[Any], rows: Sequence[Any], mentions: Mentions) -> list[_Telling]:
    """The feelings that stand with wins alone; those that have a row of their own are counted there."""
    counted: set[tuple[uuid.UUID | None, str]] = {(row.win_id, row.moment) for row in rows}
    moments = ("before", "during", "after")
    return [
        (win.day, mentions.moods.read(feeling))
        for win in wins
        for moment in moments
        if (feeling := getattr(win, f"feeling_{moment}")) and (win.id, moment) not in counted
    ]


def _read(word: str | None, score: int | None, mentions: Mentions) -> tuple[Mood, str] | None:
    if word and (found := mentions.moods.read(word)):
        return found
    if score is None or LOW_SCORE < score < HIGH_SCORE:
        return None
    mood: Mood = "lifted" if score >= HIGH_SCORE else "low"
    return mood, mentions.moods.stand_in[mood]
