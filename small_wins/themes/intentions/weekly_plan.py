"""A plan for a week: each day one thing for the body, one for company, one for the head. Nothing counts misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interaction_model.steps import Rung, Step
from models import queries
from models.ids import new_id
from models.tables import PlanItem
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.hard_times.favourites import LATEST, favourites
from small_wins.themes.intentions import ladder
from small_wins.themes.suggestions import limits
from small_wins.themes.wordlists import alike

GROUPS = {
    "physical": frozenset({"physical", "somatic", "nature", "self-care", "rest"}),
    "social": frozenset({"social"}),
    "cognitive": frozenset({"cognitive", "creative", "home"}),
}
"""What a day holds one of each; the first of a group stands for it."""
A_DAY, DAYS = 3, 7
PLANNED_UNTIL_HOUR = 15
"""From then on the plan begins tomorrow: today has had its share."""
MOST_ENERGY = 2
"""A plan for days that nobody knows yet asks for no more."""
ONE_SIDED, AT_LEAST, LOOKS_BACK = 0.6, 5, timedelta(days=14)
"""A domain that holds so much of so many wins of that time dominates."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Something small that can be counted."""

    text: str
    step: str | None


def group_of(domain: str) -> str:
    """The group of a domain: body, company or head."""
    return next(name for name, domains in GROUPS.items() if domain in domains)


def first_day(journal: Journal) -> date:
    """Where a new plan begins: today, or tomorrow when it is late."""
    late = journal.now.astimezone(journal.zone).hour >= PLANNED_UNTIL_HOUR
    return journal.today + timedelta(days=1 if late else 0)


def of_day(journal: Journal, day: date) -> list[PlanItem]:
    """What is planned for a day, as far as it may be said: three things at most, body before company before head."""
    items = queries.plan_items(journal.session, journal.person.person_id, day, day)
    in_order = sorted(items, key=lambda item: list(GROUPS).index(group_of(item.domain)))
    return [item for item in in_order if journal.may_say(item.text)][:A_DAY]


def planned_days(journal: Journal) -> list[date]:
    """The days from today on that hold something."""
    last = journal.today + timedelta(days=2 * DAYS)
    items = queries.plan_items(journal.session, journal.person.person_id, journal.today, last)
    return sorted({item.day for item in items})


def make(journal: Journal) -> list[date]:
    """Plan the days to come that come after what is planned; the days that hold something then."""
    planned = planned_days(journal)
    start = first_day(journal)
    end = start + timedelta(days=DAYS)
    day = max(start, planned[-1] + timedelta(days=1)) if planned else start
    while day < end:
        for group in GROUPS:
            _put_next(journal, day, group, ())
        day += timedelta(days=1)
    journal.session.flush()
    return planned_days(journal)


def put(journal: Journal, day: date, text: str) -> None:
    """Put something of their own on a day; of three things the one of its group makes room."""
    domain = journal.language.understanding.domain_of(text)
    there = of_day(journal, day)
    if len(there) >= A_DAY:
        same = [item for item in there if group_of(item.domain) == group_of(domain)]
        journal.session.delete((same or there)[-1])
    _add(journal, day, domain, Idea(journal.language.grammar.second_person(text), None))


def change(journal: Journal, day: date, group: str | None = None) -> None:
    """Another thing in place of the one of that group; of the first where no group is named."""
    there = of_day(journal, day)
    old = [item for item in there if group is None or group_of(item.domain) == group][:1]
    wanted = group or (group_of(old[0].domain) if old else "physical")
    _put_next(journal, day, wanted, [item.text for item in there], old[0].text if old else "")
    for item in old:
        journal.session.delete(item)


def lighten(journal: Journal, day: date) -> None:
    """One thing a day is left."""
    for item in of_day(journal, day)[1:]:
        journal.session.delete(item)


def clear(journal: Journal, first: date, last: date) -> bool:
    """Empty these days; False where nothing was planned."""
    items = queries.plan_items(journal.session, journal.person.person_id, first, last)
    for item in items:
        journal.session.delete(item)
    return bool(items)


def take_off(journal: Journal, words: str, first: date, last: date) -> PlanItem | None:
    """Take what comes nearest to the words off these days."""
    items = queries.plan_items(journal.session, journal.person.person_id, first, last)
    best = max(items, key=lambda item: alike(journal, words, item.text), default=None)
    if best is None or not alike(journal, words, best.text):
        return None
    journal.session.delete(best)
    return best


def ideas(journal: Journal, day: date, group: str) -> list[Idea]:
    """What a day could hold of a group: every other day what works for them, then plain steps that can be counted."""
    turn = day.toordinal()
    plain_ids = journal.language.understanding.words["weekly_plan"]["plain_steps"][group]
    fitting = {step.id: step for step in ladder.fitting(journal, day) if _suits(journal, step, day, group)}
    plain = [Idea(fitting[one].chain[0].do, one) for one in plain_ids if one in fitting]
    others = [
        Idea(rung.do, step.id)
        for step in fitting.values()
        if step.id not in plain_ids
        for rung in _countable(journal, step.chain[:2])
    ]
    own = [one for one in favourites(journal) if one.domain in GROUPS[group]]
    can = limits.possible(journal, [one.step for one in own if one.step], day=day)
    usual = [Idea(one.do, one.step.id if one.step else None) for one in own if one.step is None or one.step in can]
    first = [usual[turn // 2 % len(usual)]] if usual and turn % 2 else []
    start = turn % len(plain) if plain else 0
    return list(dict.fromkeys([*first, *plain[start:], *plain[:start], *others, *usual]))


def _suits(journal: Journal, step: Step, day: date, group: str) -> bool:
    energy = days.energy(journal) if day == journal.today else None
    return step.domain in GROUPS[group] and step.energy <= (energy or MOST_ENERGY)


def one_sided(journal: Journal) -> str | None:
    """The domain that dominates the wins of the last days; None where none does."""
    told = queries.latest_done(journal.session, journal.person.person_id, LATEST)
    domains = Counter(done.domain for done in told if done.told_at >= journal.now - LOOKS_BACK)
    if domains.total() < AT_LEAST:
        return None
    domain, count = domains.most_common(1)[0]
    return domain if count > ONE_SIDED * domains.total() else None


def _countable(journal: Journal, chain: Sequence[Rung]) -> Iterator[Rung]:
    """The first version that names how much: 'one', 'a glass of', 'for a minute'."""
    grammar = journal.language.grammar
    counted = (rung for rung in chain if grammar.find_number(rung.do) or grammar.find_minutes(rung.do))
    return iter(list(counted)[:1])


def _put_next(journal: Journal, day: date, group: str, there: Sequence[str], after: str = "") -> None:
    """The next idea of a group that the day does not hold yet, in the order that begins after a text."""
    found = ideas(journal, day, group)
    texts = [idea.text for idea in found]
    start = texts.index(after) + 1 if after in texts else 0
    new = [idea for idea in (*found[start:], *found[:start]) if idea.text not in there]
    if new:
        step = journal.language.steps.find(new[0].step) if new[0].step else None
        _add(journal, day, step.domain if step else group, new[0])


def _add(journal: Journal, day: date, domain: str, idea: Idea) -> None:
    journal.session.add(
        PlanItem(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            at=journal.now,
            day=day,
            domain=domain,
            text=idea.text,
            step=idea.step,
        )
    )
    journal.session.flush()
