"""What matters to a person: one to three things in their words, and the steps that serve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interaction_model.steps import Step
from models import queries
from models.ids import new_id
from models.tables import PersonalValue
from small_wins.journal import Journal
from small_wins.themes.intentions import ladder
from small_wins.themes.suggestions import limits
from small_wins.themes.wordlists import alike, listed, plain, says, section

MOST = 3


def kept(journal: Journal) -> list[PersonalValue]:
    """What they named, as far as it may be said."""
    found = queries.personal_values(journal.session, journal.person.person_id, MOST)
    return [value for value in found if journal.may_say(value.text)]


def add(journal: Journal, text: str) -> PersonalValue | None:
    """Keep a value; None where there are three of them already. One that is there is not kept twice."""
    there = queries.personal_values(journal.session, journal.person.person_id, MOST)
    if known := next((value for value in there if plain(value.text) == plain(text)), None):
        return known
    if len(there) >= MOST:
        return None
    serves = serves_of(journal, text)
    value = PersonalValue(
        person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, text=text, serves=serves
    )
    journal.session.add(value)
    return value


def forget(journal: Journal, words: str | None) -> list[PersonalValue]:
    """Forget what comes nearest to the words; all where there are none. What was forgotten."""
    there = queries.personal_values(journal.session, journal.person.person_id, MOST)
    gone = there if words is None else [value for value in there if alike(journal, words, value.text)][:1]
    for value in gone:
        journal.session.delete(value)
    return list(gone)


def find(journal: Journal, words: str) -> PersonalValue | None:
    """The value that they mean."""
    there = kept(journal)
    return next((value for value in there if alike(journal, words, value.text)), None)


def serves_of(journal: Journal, text: str) -> str | None:
    """The value of the catalogue that words of theirs come nearest to."""
    group = _group(journal, text)
    return str(group["serves"]) if group else None


def serving(journal: Journal, text: str) -> Step | None:
    """A step that serves what they named: first those that are meant for just that."""
    group = _group(journal, text)
    if group is None:
        return None
    fitting = ladder.fitting(journal)
    meant = [step for step_id in group.get("steps", ()) if (step := journal.language.steps.find(step_id))]
    # What they named is there: a step that needs a pet or a plant does for one.
    named = limits.possible(journal, meant)
    others = [step for step in fitting if group["serves"] in step.serves]
    return ladder.rotated(journal, named or others)


def in_full(journal: Journal, value: str, text: str) -> str:
    """The value with the 'my' that stood before it in what was said."""
    said, known = f" {plain(text)} ", plain(value)
    own = next((own for own in listed(journal, "values", "own") if f" {own} {known} " in said), None)
    return f"{own} {value}" if own else value


def word_in(journal: Journal, text: str) -> str | None:
    """The one word or two of a text that tell what it is for: 'garden'."""
    group = _group(journal, text)
    return next((word for word in group["words"] if says(journal, text, (word,))), None) if group else None


def named_in(journal: Journal, text: str) -> str | None:
    """What a text names that no phrase of ours takes out of it: 'i need things neat' -> 'neatness'."""
    word = word_in(journal, text)
    if word is None or says(journal, text, listed(journal, "values", "all")):
        return None
    return section(journal, "values")["nouns"].get(word) or in_full(journal, word, text)


def _group(journal: Journal, text: str) -> Mapping[str, Any] | None:
    groups: Sequence[Mapping[str, Any]] = section(journal, "values")["groups"]
    return next((group for group in groups if says(journal, text, group["words"])), None)
