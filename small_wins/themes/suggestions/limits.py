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
            place=place,
        )

    @property
    def any(self) -> bool:
        return self != Limits()

    def fit(self, step: Step, lists: Mapping[str, Any]) -> bool:
        """Whether a step can be done within them; `lists` are the steps that certain limits allow."""
        body = step.in_bed if self.in_bed else step.seated or not self.seated
        around = (step.quiet or not self.quiet) and (step.indoors or not self.indoors)
        hands = not self.hands or step.id in lists["hands_free"]
        sight = not self.sight or step.id not in lists["needs_sight"]
        return body and around and hands and sight and self._fits_place(step, lists)

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
        around, energy = Limits.of({"seated": journal.person.mobility is not None}), most or MOST_ENERGY
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
    if slots.get(PLACE):
        found[PLACE] = slots[PLACE]
    match slots.get("mobility"):
        case "hand":
            found["hands"] = True
        case "sight":
            found["sight"] = True
        case "back" | "recovering":
            found["seated"] = True
    return found


def always_seated(slots: Mapping[str, str]) -> bool:
    """Whether what they say holds until they say otherwise: legs that don't carry them."""
    legs = slots.get("mobility") in {"wheelchair", "walking aid", "leg", "stairs"}
    sits = slots.get("seated") or slots.get("mobility") in {"back", "recovering"}
    return legs or bool(slots.get("persist") and sits)


def stay_seated(journal: Journal) -> None:
    journal.person.mobility = "seated"


def lift(journal: Journal, limit: str) -> None:
    """Take a limit away: one of `FLAGS`, 'hands', 'place', or 'all'."""
    gone = {"all": [*FLAGS, "hands", PLACE], "seated": ["seated", "in_bed"], "in_bed": ["in_bed"]}.get(limit, [limit])
    if limit in {"in_bed", "seated", "indoors"} and days.limits(journal).get(PLACE):
        gone = [*gone, PLACE]
    days.add_limits(journal, dict.fromkeys(gone))
    if limit in {"seated", "all"}:
        journal.person.mobility = None
