"""What a person's journal tells about each small step: what was offered, done, felt, refused."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from interaction_model.understanding.moods import Moods
from models import queries
from models.readings import kept
from models.tables import Base, Suggestion
from small_wins.journal import Journal
from small_wins.themes.past import record
from small_wins.themes.suggestions.step_words import is_done


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the newest rows are read, so that a choice takes no longer in a large journal."""

    suggestions: int = 120
    """Some weeks, for somebody who asks a few times a day."""
    wins: int = 300
    feelings: int = 300
    marks: int = 500
    """Entries of the playbook: a kind of step that is banned makes an entry a step."""
    values: int = 20


REACH = Reach()
GOOD_SCORE, BAD_SCORE = 4, 2
"""A feeling of 1 to 5 from which, and down to which, a step did good or harm."""


@dataclass(frozen=True, slots=True)
class Experience:
    """What is known, by the id of a step."""

    offered: Sequence[Suggestion]
    """Newest first."""
    done: Mapping[str, int]
    done_today: frozenset[str]
    felt: Mapping[str, int]
    """Good feelings after it, less the bad ones."""
    works: frozenset[str]
    never: frozenset[str]
    serves: frozenset[str]
    """Values of the catalogue that matter to the person."""
    told: Sequence[datetime]
    """When the newest wins were told, newest first."""


def read(journal: Journal) -> Experience:
    """What the newest rows of a journal tell."""
    return kept(journal.session, Base, (Experience, journal.person.person_id), lambda: _read(journal))


def _read(journal: Journal) -> Experience:
    session, person_id = journal.session, journal.person.person_id
    acts = queries.latest_acts(session, person_id, REACH.wins)
    marks = queries.latest_step_marks(session, person_id, REACH.marks)
    values = queries.latest_values(session, person_id, REACH.values)
    of_phrase = {rung.act: step.id for step in journal.language.steps for rung in step.chain}
    step_of = {win_id: step or of_phrase.get(phrase, "") for win_id, phrase, step, _, _ in acts}
    return Experience(
        offered=queries.latest_suggestions(session, person_id, REACH.suggestions),
        done=Counter(step for step in step_of.values() if step),
        done_today=_done_today(journal, [phrase for _, phrase, *_, at in acts if journal.day_of(at) == journal.today]),
        felt=_felt(journal, step_of, {win_id: word for win_id, _, _, word, _ in acts if word}),
        works=frozenset(mark.step for mark in marks if mark.step and mark.status != "never"),
        never=frozenset(mark.step for mark in marks if mark.step and mark.status == "never"),
        serves=frozenset(value.serves for value in values if value.serves),
        told=[told_at for *_, told_at in acts],
    )


def _done_today(journal: Journal, phrases: Sequence[str]) -> frozenset[str]:
    language = journal.language
    told = [frozenset(record.roots(journal, phrase)) for phrase in phrases]
    return frozenset(step.id for step in language.steps if any(is_done(language, step, done) for done in told))


def _felt(journal: Journal, step_of: Mapping[uuid.UUID, str], words: Mapping[uuid.UUID, str]) -> Mapping[str, int]:
    """A number counts before a word; what neither says is nothing."""
    moods = Moods.from_data(journal.language.understanding.words["feelings"])
    felt = {win_id: _tells(word, moods) for win_id, word in words.items()}
    scored: dict[uuid.UUID, int] = {}
    for feeling in queries.latest_after_feelings(journal.session, journal.person.person_id, REACH.feelings):
        if feeling.win_id is None or feeling.win_id not in step_of:
            continue
        if feeling.score is not None:
            scored[feeling.win_id] = (feeling.score >= GOOD_SCORE) - (feeling.score <= BAD_SCORE)
        elif feeling.word:
            felt[feeling.win_id] = _tells(feeling.word, moods)
    sums: Counter[str] = Counter()
    for win_id, good in {**felt, **scored}.items():
        if step_of[win_id]:
            sums[step_of[win_id]] += good
    return sums


def _tells(feeling: str, moods: Moods) -> int:
    found = moods.read(feeling)
    return {"lifted": 1, "low": -1}[found[0]] if found else 0
