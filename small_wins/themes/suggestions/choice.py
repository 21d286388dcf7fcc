"""Which small step fits a person now. The same journal at the same time always gives the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from interaction_model.steps import Step
from models.tables import Suggestion
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.suggestions import experience, limits
from small_wins.themes.suggestions.experience import Experience


@dataclass(frozen=True, slots=True)
class Weights:
    """What a step is worth, in points: whatever adds up to more is offered rather."""

    light: float = 0.5
    """It takes energy 1: possible on more days than they know beforehand."""
    brief: float = 0.5
    """It takes two minutes at most."""
    noticed: float = 0.25
    """It leaves something that can be seen, felt or smelled (`noticed` in words.yaml names these domains)."""
    lively: float = 1.0
    """They said that they have some energy, or much, and it takes more than 1."""
    spent: float = 2.0
    """They said that they have none, and it can be done lying down; half of it for one done seated."""
    fills_time: float = 1.5
    """They named a time, and it takes half of that at least."""
    value: float = 1.5
    """It serves what matters to them, which is what keeps people at it."""
    task: float = 1.5
    """Each word of their big task that it has too: the nearest piece of it comes first."""
    piece: float = 4.0
    """words/steps.yaml names it as a first piece of their big task."""
    place: float = 2.0
    """It belongs to the room that they are in."""
    works: float = 2.0
    """They put it in their playbook."""
    done: float = 1.0
    """Each time that they did it, up to `most_done`: what was done before is begun more easily."""
    most_done: int = 3
    felt: float = 1.0
    """Each time that it felt good afterwards, less the times that it felt bad, up to `most_felt` either way."""
    most_felt: int = 2
    refused: float = -8.0
    """They wanted another one instead within `refusal_lasts`: it sinks below all others."""
    refusal_lasts: timedelta = timedelta(days=14)
    shrunk: float = -0.5
    """Each time that they asked for it smaller."""
    passed: float = -0.5
    """Each time that nothing came of the offer after the first `may_pass`: what never resonates makes room."""
    may_pass: int = 3
    most_passed: int = 4
    """So many times, of either of these two, weigh at most."""
    same_domain: float = -1.0
    """For each step of its domain that is in the rotation already."""
    recent: float = -6.0
    """It was the last one offered; fades to nothing over `rotation` offers."""
    rotation: int = 8
    """How many steps take turns: enough to be no nuisance, few enough to become familiar."""
    last_barred: int = 3
    """So many of the last offers are not offered again while there is anything else."""


WEIGHTS = Weights()
EASY = 2
"""The energy that is taken for granted where none was said."""
PARTS_OF_DAY = ((5, "morning"), (12, "afternoon"), (18, "evening"), (22, "night"))
"""The hour from which each holds, in the person's own zone."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, besides what is known of the person."""

    energy: int | None = None
    """At most; None: what they said today."""
    minutes: int | None = None
    """At most."""
    limits: Mapping[str, Any] = field(default_factory=dict)
    """For this one step: the form of `days.limits`."""
    mood_proof: bool = False
    """Whether it has to be one for any mood and place."""
    tasks: frozenset[str] = frozenset()
    serves: frozenset[str] = frozenset()
    """Words of the catalogue for a task or a value; one that fits any of them is taken where there is one."""
    pieces: frozenset[str] = frozenset()
    """Ids of what makes a good first piece of the tasks."""
    first_of: Sequence[str] = ()
    """Ids of what to take where nothing fits a task or a value, or none was named."""


def choose(journal: Journal, wish: Wish | None = None, known: Experience | None = None) -> Step:
    """The step that fits best now. Where all that fits is banned, that does less harm than what is unfit."""
    wish, known = wish or Wish(), known or experience.read(journal)
    fitting = _fitting(journal, wish, known)
    for narrowed in _narrowed(fitting, wish):
        if narrowed:
            return _best(journal, narrowed, wish, known)
    around, lists = limits.now(journal, wish.limits), journal.language.understanding.words["steps"]
    return min(journal.language.steps, key=lambda step: (not around.fit(step, lists), not step.mood_proof))


def part_of_day(journal: Journal) -> str:
    """'morning', 'afternoon', 'evening' or 'night' where the person is."""
    hour = journal.now.astimezone(journal.zone).hour
    return next((name for start, name in reversed(PARTS_OF_DAY) if hour >= start), "night")


def _fitting(journal: Journal, wish: Wish, known: Experience) -> list[Step]:
    """What they can do, and never banned."""
    today = days.energy(journal)
    most = 1 if today == 1 else wish.energy or today or EASY
    part = part_of_day(journal)
    return [
        step
        for step in limits.possible(journal, journal.language.steps, wish.limits, most, never=known.never)
        if step.times & {part, "any"} and (not step.equipment or step.id in known.done or step.id in known.works)
    ]


def _narrowed(fitting: Sequence[Step], wish: Wish) -> Iterator[list[Step]]:
    """Those that fit all that was asked for, then those that fit less and less of it."""
    asks: list[Callable[[Step], bool]] = []
    if wish.tasks or wish.serves:
        asks.append(lambda step: bool(step.tasks & wish.tasks or step.serves & wish.serves))
    if wish.mood_proof:
        asks.append(lambda step: step.mood_proof)
    if wish.minutes is not None:
        asks.append(lambda step: step.minutes <= max(wish.minutes or 0, 1))
    if wish.tasks or wish.serves:
        yield [step for step in fitting if all(ask(step) for ask in asks)]
        near = asks.pop(0)
        yield [step for step in fitting if near(step)]
    yield [step for step in fitting if step.id in wish.first_of]
    yield [step for step in fitting if all(ask(step) for ask in asks)]
    yield list(fitting)


def _best(journal: Journal, steps: Sequence[Step], wish: Wish, known: Experience) -> Step:
    """Of the few that take turns, the worthiest that was neither offered a moment ago nor told today."""
    ago = _offers_ago(known.offered)
    now = _Now.of(journal, wish)
    worth = {step.id: _worth(step, wish, known, now) for step in steps}
    turns = _rotation([step for step in steps if step.id not in known.done_today] or steps, worth)
    rested = [step for step in turns if ago.get(step.id, WEIGHTS.rotation) >= WEIGHTS.last_barred]
    return max(rested or turns, key=lambda step: worth[step.id] + _recency(ago.get(step.id)))


def _rotation(steps: Sequence[Step], worth: Mapping[str, float]) -> list[Step]:
    """The worthiest few, not all of one domain."""
    left, chosen, domains = list(steps), list[Step](), Counter[str]()
    while left and len(chosen) < WEIGHTS.rotation:
        step = max(left, key=lambda step: worth[step.id] + WEIGHTS.same_domain * domains[step.domain])
        left.remove(step)
        chosen.append(step)
        domains[step.domain] += 1
    return chosen


def _recency(ago: int | None) -> float:
    return 0.0 if ago is None else WEIGHTS.recent * max(0.0, 1 - ago / WEIGHTS.rotation)


def _offers_ago(offered: Sequence[Suggestion]) -> dict[str, int]:
    """How many other offers came since each step was offered last; its smaller versions are the same offer."""
    ago: dict[str, int] = {}
    for suggestion in offered:
        ago.setdefault(suggestion.step, len(ago))
    return ago


@dataclass(frozen=True, slots=True)
class _Now:
    """What holds for all steps alike, read once."""

    energy: int | None
    room: str | None
    refused_since: datetime
    noticed: frozenset[str]

    @classmethod
    def of(cls, journal: Journal, wish: Wish) -> _Now:
        return cls(
            days.energy(journal) or wish.energy,
            limits.now(journal, wish.limits).place,
            journal.now - WEIGHTS.refusal_lasts,
            frozenset(journal.language.understanding.words["steps"]["noticed"]),
        )


def _worth(step: Step, wish: Wish, known: Experience, now: _Now) -> float:
    """What a step is worth to this person now, besides how lately it was offered."""
    felt = max(-WEIGHTS.most_felt, min(WEIGHTS.most_felt, known.felt.get(step.id, 0)))
    points = WEIGHTS.felt * felt + WEIGHTS.done * min(WEIGHTS.most_done, known.done.get(step.id, 0))
    points += WEIGHTS.light * (step.energy == 1) + WEIGHTS.brief * (step.minutes <= 2)
    points += WEIGHTS.noticed * (step.domain in now.noticed) + _for_energy(now.energy, step)
    points += WEIGHTS.value * bool(step.serves & known.serves) + WEIGHTS.works * (step.id in known.works)
    if wish.minutes and wish.minutes > 2:
        points += WEIGHTS.fills_time * (2 * step.minutes >= wish.minutes)
    points += WEIGHTS.place * (now.room in step.tasks) + WEIGHTS.task * len(step.tasks & wish.tasks)
    points += WEIGHTS.piece * (step.id in wish.pieces)
    return points + _outcomes(step, known, now)


def _for_energy(energy: int | None, step: Step) -> float:
    if energy == 1:
        return WEIGHTS.spent * (step.in_bed + step.seated) / 2
    return WEIGHTS.lively * (energy is not None and step.energy > 1)


def _outcomes(step: Step, known: Experience, now: _Now) -> float:
    """What came of the offers so far."""
    ours = [suggestion for suggestion in known.offered if suggestion.step == step.id]
    refused = any(offer.outcome == "different" and offer.at >= now.refused_since for offer in ours)
    shrunk = sum(suggestion.outcome == "smaller" for suggestion in ours)
    passed = max(0, sum(suggestion.outcome is None for suggestion in ours) - WEIGHTS.may_pass)
    points = WEIGHTS.refused * refused + WEIGHTS.shrunk * min(WEIGHTS.most_passed, shrunk)
    return points + WEIGHTS.passed * min(WEIGHTS.most_passed, passed)


def gentler(wish: Wish, energy: int, minutes: int | None) -> Wish:
    """The wish for nothing bigger than this."""
    return replace(
        wish,
        energy=min(wish.energy or limits.MOST_ENERGY, energy),
        minutes=wish.minutes if minutes is None else min(wish.minutes or minutes, minutes),
    )
