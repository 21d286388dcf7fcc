"""Dips that a person named, and the small step that may fit one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.steps import Rung, Step
from models import queries
from models.ids import new_id
from models.tables import Trigger
from small_wins.journal import Journal
from small_wins.themes.insights.ledger import mentions_of
from small_wins.themes.suggestions import limits, steps
from small_wins.themes.wordlists import section

MOST_TRIGGERS = 50
"""Of more than so many nobody means the oldest."""
TOLD_AT_ONCE = 3
"""Nobody can listen to more of them."""


@dataclass(frozen=True, slots=True)
class CounterStep:
    """A step that may fit a dip."""

    step: Step
    rung: Rung
    """The version of it that is offered."""


def keep_trigger(journal: Journal, text: str) -> Trigger | None:
    """Keep a dip in the person's words; one that was named before is not kept twice. None: it may not be kept."""
    if not journal.may_say(text):
        return None
    known = next((trigger for trigger in _known(journal) if trigger.text.lower() == text.lower()), None)
    if known:
        return known
    trigger = Trigger(person_id=journal.person.person_id, id=new_id(journal.now), at=journal.now, text=text)
    journal.session.add(trigger)
    return trigger


def named_lately(journal: Journal) -> list[str]:
    """The last few dips that were named, the latest first."""
    return [trigger.text for trigger in _known(journal) if journal.may_say(trigger.text)][:TOLD_AT_ONCE]


def find_trigger(journal: Journal, said: str) -> str | None:
    """The dip that is meant: the kept one that shares most words with what was said, else the last one named."""
    mentions = mentions_of(journal)
    roots = frozenset(mentions.roots(said))
    kept = [trigger.text for trigger in _known(journal) if journal.may_say(trigger.text)]
    shared = [(len(roots.intersection(mentions.roots(text))), -place, text) for place, text in enumerate(kept)]
    return max(shared)[2] if shared else None


def shares_words(journal: Journal, one: str, other: str) -> bool:
    """Whether two texts are about the same."""
    mentions = mentions_of(journal)
    return not frozenset(mentions.roots(one)).isdisjoint(mentions.roots(other))


def counter_step(journal: Journal, text: str, *, seated: bool = False) -> CounterStep | None:
    """A step that may fit this dip, another than the last one; that it was offered is kept."""
    fitting = _fitting(journal, text, seated=seated)
    if not fitting:
        return None
    last = queries.last_suggestion(
        journal.session, journal.person.person_id, journal.now - steps.SUGGESTION_REACHES, journal.now
    )
    places = [place for place, step in enumerate(fitting) if last and step.id == last.step]
    step = fitting[(places[0] + 1) % len(fitting)] if places else fitting[0]
    return CounterStep(step, steps.offer(journal, step))


def _fitting(journal: Journal, text: str, *, seated: bool) -> list[Step]:
    meant = [step for name in _steps_for(journal, text) if (step := journal.language.steps.find(name))]
    return limits.possible(journal, meant, {"seated": seated})


def _steps_for(journal: Journal, text: str) -> Sequence[str]:
    words = section(journal, "triggers")
    roots = frozenset(mentions_of(journal).base(word) for word in text.lower().split())
    ours = [name for kind in words["kinds"] if not roots.isdisjoint(kind["words"]) for name in kind["steps"]]
    return list(dict.fromkeys([*ours, *words["otherwise"]]))


def _known(journal: Journal) -> Sequence[Trigger]:
    return queries.newest_triggers(journal.session, journal.person.person_id, MOST_TRIGGERS)
