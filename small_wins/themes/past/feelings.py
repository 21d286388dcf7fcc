"""How it felt: before, during and after a win, or now; in a word or from 1 to 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from models import queries
from models.ids import new_id
from models.tables import Feeling, Win
from small_wins.journal import Journal

BELONGS_FOR = timedelta(minutes=30)
"""So long after a win, a feeling before, during or after is one of that win."""
MOMENTS = ("before", "during", "after")
LOWEST, HIGHEST = 1, 5
NOW = "now"


@dataclass(frozen=True, slots=True)
class Felt:
    """A feeling as it was told."""

    moment: str
    """'now', 'before', 'during' or 'after'."""
    word: str | None
    score: int | None
    """1 to 5."""


def read(journal: Journal, slots: Mapping[str, str]) -> list[Felt]:
    """The feelings among the details of a line, in the order of time. What the screen stops is none."""
    told = [(moment, slots[moment]) for moment in MOMENTS if slots.get(moment)]
    if not told and slots.get("feeling"):
        told = [(NOW, slots["feeling"])]
    return [felt_as(journal, moment, words) for moment, words in told if journal.may_say(words)]


def felt_as(journal: Journal, moment: str, words: str) -> Felt:
    """A feeling in words of the person's own; 'a two' is a score."""
    score = journal.language.grammar.find_number(words)
    if score is None or len(words.split()) > len(("a", "two")):
        return Felt(moment, words.lower(), None)
    return Felt(moment, None, score) if LOWEST <= score <= HIGHEST else Felt(moment, words.lower(), None)


def keep(journal: Journal, felt: Sequence[Felt], win: Win | None) -> list[Feeling]:
    """Write feelings, beside the win where they belong to one. None is kept where acts alone are."""
    if journal.acts_only:
        return []
    kept = []
    for one in felt:
        belongs = win if one.moment != NOW else None
        kept.append(
            Feeling(
                person_id=journal.person.person_id,
                id=new_id(journal.now),
                at=journal.now,
                day=belongs.day if belongs else journal.today,
                moment=one.moment,
                word=one.word,
                score=one.score,
                win_id=belongs.id if belongs else None,
            )
        )
        if belongs:
            setattr(belongs, f"feeling_{one.moment}", one.word or str(one.score))
    journal.session.add_all(kept)
    return kept


def last_win(journal: Journal) -> Win | None:
    """The win that feelings told now belong to."""
    since = journal.now - BELONGS_FOR
    return queries.last_win(journal.session, journal.person.person_id, since, journal.now)


def say(journal: Journal, felt: Felt) -> str:
    """'lighter', 'two'."""
    grammar = journal.language.grammar
    return grammar.second_person(felt.word) if felt.word else grammar.number(felt.score or 0)
