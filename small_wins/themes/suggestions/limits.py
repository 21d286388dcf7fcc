"""What limits a person now, and which small steps fit it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from interaction_model.steps import Step
from models import queries
from small_wins.journal import Journal
from small_wins.themes import days
from small_wins.themes.wordlists import section

AT_HOME = frozenset({"home", "bed", "sofa", "kitchen", "bathroom"})
"""Where the things of one's home are at hand."""
SEATED_IN = frozenset({"sofa", "car", "transport"})
QUIET_IN = frozenset({"work", "transport", "hospital", "school"})
MOST_ENERGY = 3
FLAGS = ("seated", "in_bed", "quiet", "indoors")
PLACE, PLACE_SINCE = "place", "place_since"
PLACE_LASTS = timedelta(hours=4)
"""People move about: after that time they may be anywhere. Only bed and hospital are taken to last the day."""
STAY = frozenset({"bed", "hospital"})
STAYING = frozenset({"seated", "hands", "sight", "hearing"})
"""What can limit somebody on every day."""
_OF_THE_BODY = {
    **dict.fromkeys(("wheelchair", "walking aid", "leg", "stairs"), "seated"),
    "hand": "hands",
    "sight": "sight",
    "hearing": "hearing",
}
"""What is taken to last, unless they say that it is for today."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a step has to fit. All that is False limits nothing."""

    seated: bool = False
    in_bed: bool = False
    quiet: bool = False
    indoors: bool = False
    hands: bool = False
    """Whether their hands are not free, or hurt."""
    sight: bool = False
    """Whether they don't see well."""
    hearing: bool = False
    """Whether they don't hear well."""
    place: str = ""
    """A place of slots.yaml such as 'work', or one in their own words; '': not said."""

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Limits:
        """Those of a mapping such as `days.limits`, with what a place brings along."""
        place = str(found.get(PLACE) or "")
        return cls(
            seated=bool(found.get("seated")) or place in SEATED_IN,
            in_bed=bool(found.get("in_bed")) or place == "bed",
            quiet=bool(found.get("quiet")) or place in QUIET_IN,
            indoors=bool(found.get("indoors")),
            hands=bool(found.get("hands")),
            sight=bool(found.get("sight")),
            hearing=bool(found.get("hearing")),
            place=place,
        )

    @property
    def any(self) -> bool:
        return self != Limits()

    def fit(self, step: Step, lists: Mapping[str, Any]) -> bool:
        """Whether a step can be done within them; `lists` are the steps that certain limits allow."""
        body = step.in_bed if self.in_bed else step.seated or not self.seated
        around = (step.quiet or not self.quiet) and (step.indoors or not self.indoors)
        return body and around and self._fits_senses(step, lists) and self._fits_place(step, lists)

    def _fits_senses(self, step: Step, lists: Mapping[str, Any]) -> bool:
        hands = not self.hands or step.id in lists["hands_free"]
        sight = not self.sight or step.id not in lists["needs_sight"]
        return hands and sight and (not self.hearing or step.id not in lists["needs_hearing"])

    def _fits_place(self, step: Step, lists: Mapping[str, Any]) -> bool:
        if not self.place or self.place in AT_HOME:
            return True
        if self.place == "car":  # nobody knows whether they are driving
            return step.id in lists["at_the_wheel"]
        portable = step.in_bed and step.quiet and not step.equipment and step.domain not in {"home", "rest"}
        if self.place == "outside":
            return portable or not step.indoors
        return portable or (self.place == "work" and "work" in step.tasks and step.domain == "cognitive")


def now(journal: Journal, more: Mapping[str, Any] | None = None) -> Limits:
    """What limits them today and always, with `more` that was asked for in this turn alone."""
    today = dict(days.limits(journal))
    since = today.get(PLACE_SINCE)
    if since and today.get(PLACE) not in STAY and journal.now - datetime.fromisoformat(since) >= PLACE_LASTS:
        del today[PLACE]
    return Limits.of({**today, **{key: value for key, value in (more or {}).items() if value}})


def possible(
    journal: Journal,
    steps: Iterable[Step],
    more: Mapping[str, Any] | None = None,
    most: int | None = None,
    day: date | None = None,
    never: Collection[str] | None = None,
) -> list[Step]:
    """Of these steps those that they can do, and did not ban.

    With `more` limits, and at most so much energy (what they said today where it is not given); on another `day` only
    what limits them always counts. `never`: the ids of what they banned, where that was read before.
    """
    if day in {None, journal.today}:
        around, energy = now(journal, more), most or days.energy(journal) or MOST_ENERGY
    else:
        around, energy = Limits.of(dict.fromkeys(days.limits_always(journal), True)), most or MOST_ENERGY
    lists = section(journal, "steps")
    if never is None:
        never = queries.never_steps(journal.session, journal.person.person_id)
    return [step for step in steps if step.id not in never and step.energy <= energy and around.fit(step, lists)]


def keep(journal: Journal, found: Mapping[str, Any]) -> None:
    """Keep limits for today; a place with the time at which they were there."""
    since = {PLACE_SINCE: journal.now.isoformat()} if PLACE in found else {}
    days.add_limits(journal, {**found, **since})


def found_in(slots: Mapping[str, str]) -> dict[str, Any]:
    """The limits for a day that the details of an utterance name."""
    found: dict[str, Any] = {flag: True for flag in FLAGS if slots.get(flag)}
    if slots.get(PLACE) and not (found.get("indoors") and slots[PLACE] == "outside"):
        found[PLACE] = slots[PLACE]
    match slots.get("mobility"):
        case "hand" | "hand busy":
            found["hands"] = True
        case "sight" | "hearing" as sense:
            found[sense] = True
        case "back" | "recovering" | "wheelchair" | "walking aid" | "leg" | "stairs":
            found["seated"] = True
    return found


def found_always(slots: Mapping[str, str]) -> frozenset[str]:
    """Which of them hold until they say otherwise: what their body can't do, unless they say that it is for today."""
    limit = _OF_THE_BODY.get(slots.get("mobility", ""))
    if slots.get("persist"):
        return frozenset(found_in(slots)) & STAYING
    return frozenset({limit} if limit and not slots.get("passing") else ())


def hold_always(journal: Journal, limits: Collection[str], holds: bool = True) -> None:
    """Hold these of `STAYING` on every day, or no longer."""
    if "seated" in limits:
        journal.person.mobility = "seated" if holds else None
    if "hands" in limits:
        journal.person.spares_hands = holds
    if "sight" in limits:
        journal.person.spares_eyes = holds
    if "hearing" in limits:
        journal.person.spares_ears = holds


def lift(journal: Journal, limit: str) -> None:
    """Take a limit away: one of `FLAGS` or `STAYING`, 'place', or 'all'."""
    gone = {"all": [*FLAGS, *STAYING, PLACE], "seated": ["seated", "in_bed"]}.get(limit, [limit])
    if limit in {"in_bed", "seated", "indoors"} and days.limits(journal).get(PLACE):
        gone = [*gone, PLACE]
    days.add_limits(journal, dict.fromkeys(gone))
    hold_always(journal, gone, holds=False)
