"""What works for a person, the most dependable first: what they said does, and the steps that they do."""

from __future__ import annotations

import math
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from interaction_model.steps import Step
from interaction_model.understanding.moods import Moods
from models import queries
from models.tables import PlaybookEntry
from small_wins.journal import Journal
from small_wins.themes.wordlists import plain

OFF_LIST = frozenset({"never", "off"})
"""An entry that keeps its step away from the list."""


@dataclass(frozen=True)
class Weights:
    """What makes a step rise and sink."""

    own: float = 3.0
    """They put it on the list themselves."""
    done: float = 2.0
    felt_good: float = 1.0
    felt_bad: float = -1.0
    refused: float = -1.0
    halves_in_days: float = 30.0
    """What was done a month ago tells half as much of today."""


WEIGHTS = Weights()
LATEST = 500
"""So many wins and offers are looked at; a list of what works today needs no more, however long the journal is."""
MOST_ENTRIES = 200
_REFUSALS = frozenset({"different", "no"})


@dataclass(frozen=True, slots=True)
class Favourite:
    """One thing that works for them."""

    name: str
    """'step:water', or 'entry:' and the id of the row."""
    do: str
    """As it is said to them: 'drink a glass of water', or a noun of theirs."""
    act: str
    """As it is kept when it is done."""
    domain: str
    step: Step | None = None
    score: float = 0.0


def entries(journal: Journal) -> Sequence[PlaybookEntry]:
    """The rows of the playbook, newest first."""
    return queries.playbook_entries(journal.session, journal.person.person_id, MOST_ENTRIES)


def favourites(journal: Journal) -> list[Favourite]:
    """What works for them, the most dependable first."""
    rows = entries(journal)
    kept_away = {row.step for row in rows if row.status in OFF_LIST and row.step}
    scores = _scores(journal)
    found = [
        of_step(step, scores[f"step:{step.id}"])
        for step in journal.language.steps
        if scores.get(f"step:{step.id}", 0.0) > 0 and step.id not in kept_away
    ]
    by_name = {favourite.name: favourite for favourite in found}
    for row in rows:
        own = of_entry(journal, row) if row.status == "works" else None
        if own is not None:
            earned = scores.get(own.name, 0.0) + scores.get(plain(own.act), 0.0) * (own.step is None)
            by_name[own.name] = _scored(own, WEIGHTS.own + earned)
    return sorted(by_name.values(), key=lambda one: -one.score)


def of_step(step: Step, score: float = 0.0) -> Favourite:
    return Favourite(f"step:{step.id}", step.chain[0].do, step.chain[0].act, step.domain, step, score)


def of_entry(journal: Journal, row: PlaybookEntry) -> Favourite | None:
    """None for a step that is no longer in the catalogue, and for words that may not be said aloud.

    They are screened as they are kept and in each form in which they are said: 'cut myself' is 'cut yourself' then.
    """
    if row.step:
        step = journal.language.steps.find(row.step)
        return of_step(step) if step else None
    grammar, words = journal.language.grammar, row.phrase or ""
    act = words if grammar.begins_with_act(words) else None
    do = grammar.second_person(grammar.bare(words) if act else words)
    managed = journal.language.say("playbook_managed", what=words)
    told = act or grammar.told(words) or managed[:1].lower() + managed[1:]
    if not _may_say(journal, words, do, told):
        return None
    return Favourite(f"entry:{row.id}", do, told, row.domain or journal.language.understanding.domain_of(words))


def _may_say(journal: Journal, *forms: str) -> bool:
    sentences = (journal.language.as_sentence(form) for form in forms)
    return all(journal.may_say(text) for text in dict.fromkeys((*forms, *sentences)))


def find(journal: Journal, name: str) -> Favourite | None:
    """The favourite of that name; None where it is gone, or may not be said."""
    kind, _, key = name.partition(":")
    if kind == "step":
        step = journal.language.steps.find(key)
        return of_step(step) if step else None
    row = journal.session.get(PlaybookEntry, (journal.person.person_id, uuid.UUID(key)))
    return of_entry(journal, row) if row else None


def step_of_act(journal: Journal, phrase: str, step_id: str | None = None) -> tuple[Step, int] | None:
    """The step, and the rung of its chain, that an act was; None for an act of their own."""
    if step_id and (step := journal.language.steps.find(step_id)):
        rungs = [rung.act for rung in step.chain]
        return step, rungs.index(phrase) if phrase in rungs else 0
    return journal.language.steps.by_act.get(phrase)


def _scores(journal: Journal) -> Mapping[str, float]:
    """By 'step:' and id, and by the act for what is none of the catalogue's."""
    scores: dict[str, float] = defaultdict(float)
    by_act, person_id = journal.language.steps.by_act, journal.person.person_id
    moods = Moods.from_data(journal.language.understanding.words["feelings"])
    for done in queries.latest_done(journal.session, person_id, LATEST):
        found = by_act.get(done.phrase)
        step_id = done.step or (found[0].id if found else None)
        key = f"step:{step_id}" if step_id else plain(done.phrase)
        scores[key] += (WEIGHTS.done + _feeling(moods, done.feeling)) * _fading(journal, done.told_at)
    for offer in queries.latest_suggestions(journal.session, person_id, LATEST):
        if offer.outcome in _REFUSALS:
            scores[f"step:{offer.step}"] += WEIGHTS.refused * _fading(journal, offer.at)
    return scores


def _feeling(moods: Moods, feeling: str | None) -> float:
    found = moods.read(feeling or "")
    return {"lifted": WEIGHTS.felt_good, "low": WEIGHTS.felt_bad}[found[0]] if found else 0.0


def _fading(journal: Journal, at: datetime) -> float:
    days = max(0.0, (journal.now - at).total_seconds() / 86400)
    return math.pow(0.5, days / WEIGHTS.halves_in_days)


def _scored(favourite: Favourite, score: float) -> Favourite:
    return replace(favourite, score=favourite.score + score)
