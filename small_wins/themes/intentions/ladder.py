"""The ladder: how many small things a day, which sizes there are, and the next size up when they ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from interaction_model.steps import Step
from models import queries
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.hard_times.favourites import OFF_LIST, entries, step_of_act
from small_wins.themes.suggestions import limits, steps
from small_wins.themes.wordlists import alike, listed

USUAL, FEWEST, MOST = 3, 1, 6
"""Small things a day."""
LAST_DONE = 50
"""Among so many of the last wins the one that is meant by 'a bit more' is looked for."""
SHORT = 10
"""Under so many minutes a step grows by one; a longer one by a fifth."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a size of step takes at most."""

    energy: int
    minutes: int


SIZES = {"tiny": Size(1, 1), "small": Size(2, 3), "medium": Size(3, 10)}
"""In order; one size begins where the one before ends."""


@dataclass(frozen=True, slots=True)
class Grown:
    """One size up."""

    do: str
    act: str
    domain: str
    step: Step | None = None
    rung: int = 0
    minutes: tuple[int, int] | None = None
    """From and to, where it grows by time; to equals from where it goes from one minute to a minute and a half."""


def wins_a_day(journal: Journal) -> int:
    """How many small things today is an invitation to."""
    return FEWEST if days.energy(journal) == 1 else journal.person.wins_a_day or USUAL


def set_wins_a_day(journal: Journal, count: int) -> int:
    """Keep their number, within what is planned for a day."""
    journal.person.wins_a_day = max(FEWEST, min(MOST, count))
    return journal.person.wins_a_day


def fitting(journal: Journal, day: date | None = None) -> list[Step]:
    """The steps that fit a day and were not taken off the list; without those that need what not everyone has."""
    off = {row.step for row in entries(journal) if row.status in OFF_LIST}
    found = limits.possible(journal, journal.language.steps, day=day)
    return [step for step in found if not step.equipment and step.id not in off]


def of_size(journal: Journal, size: str) -> Step | None:
    """A step of that size that fits today and was not the last offered of it."""
    bounds, names = SIZES[size], list(SIZES)
    below = SIZES[names[names.index(size) - 1]] if names.index(size) else Size(0, 0)
    found = [
        step
        for step in fitting(journal)
        if step.energy <= bounds.energy and below.minutes < step.minutes <= bounds.minutes
    ]
    return rotated(journal, found)


def rotated(journal: Journal, found: Sequence[Step]) -> Step | None:
    """The next of these after the one that was offered last; the first of the day is another one each day."""
    if not found:
        return None
    last = steps.last_offer(journal)
    names = [step.id for step in found]
    if last and last.step in names:
        return found[(names.index(last.step) + 1) % len(found)]
    return found[journal.today.toordinal() % len(found)]


def next_size(journal: Journal, about: str = "") -> Grown | None:
    """The last step, or the one that is meant by the words, one size up; None where it has no size to grow by."""
    for do, act, domain, found in _lately(journal):
        if about and not alike(journal, about, f"{do} {act}"):
            continue
        if found and found[1] > 0:
            step, place = found
            rung = step.chain[place - 1]
            return Grown(rung.do, rung.act, step.domain, step, place - 1)
        return _longer(journal, do, act, domain)
    return None


def _lately(journal: Journal) -> Iterator[tuple[str, str, str, tuple[Step, int] | None]]:
    """What was on offer or done last, newest first: to do, done, domain, and the step that it was."""
    grammar, offer = journal.language.grammar, steps.last_offer(journal)
    step = journal.language.steps.find(offer.step) if offer else None
    for done in queries.latest_done(journal.session, journal.person.person_id, LAST_DONE):
        if offer and step and offer.at > done.told_at:
            yield _offered(step, offer.rung)
            offer = None
        do = grammar.second_person(grammar.bare(done.phrase))
        yield do, done.phrase, done.domain, step_of_act(journal, done.phrase, done.step)
    if offer and step:
        yield _offered(step, offer.rung)


def _offered(step: Step, rung: int) -> tuple[str, str, str, tuple[Step, int]]:
    place = min(rung, len(step.chain) - 1)
    return step.chain[place].do, step.chain[place].act, step.domain, (step, place)


def _longer(journal: Journal, do: str, act: str, domain: str) -> Grown | None:
    grammar = journal.language.grammar
    minutes = grammar.find_minutes(do)
    if not minutes:
        return None
    if minutes == 1:
        do, act = (_half_longer(journal, text) for text in (do, act))
        return Grown(do, act, domain, minutes=(1, 1))
    more = minutes + (1 if minutes < SHORT else minutes // 5)
    before, after = grammar.number(minutes), grammar.number(more)
    return Grown(_replaced(do, before, after), _replaced(act, before, after), domain, minutes=(minutes, more))


def _half_longer(journal: Journal, text: str) -> str:
    """Two would be the double of one."""
    longer = journal.language.understanding.words["ladder"]["minute_and_a_half"]
    found = next((one for one in listed(journal, "ladder", "one_minute") if one in text), None)
    return text.replace(found, longer, 1) if found else text


def _replaced(text: str, before: str, after: str) -> str:
    words = [after if word in {before, before.capitalize()} else word for word in text.split()]
    return " ".join(words)
