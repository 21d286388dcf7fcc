"""What limits somebody, today or always: their energy, where they are, what their body can do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from models.tables import DayState
from small_wins.answers.suggestions.steps import wish_of, with_step
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.suggestions import kinds, limits, steps
from small_wins.themes.suggestions.choice import Wish
from small_wins.turn import Turn

LIKE_YESTERDAY = "like_yesterday"
"""The open question of how today compares."""
_CHANGES = {"easier": 1, "same": 0, "harder": -1}
_ACCEPTED = ("in_bed", "seated", "quiet", "indoors", "hands", "sight", "hearing", "place")
"""What is accepted by name, the first one of these that they spoke of."""


def set_energy(turn: Turn) -> Reply:
    level = turn.slots.get("energy", "")
    if level not in {"1", "2", "3"} or "again" in turn.slots:
        return turn.ask(
            "steps_energy_ask", LIKE_YESTERDAY, "text", "steps_energy_ask_again", instead="steps_energy_instead"
        )
    return _set(turn, int(level))


def after_like_yesterday(turn: Turn) -> Reply | None:
    """What they say now counts: yesterday's energy is taken up only where they say that today is like it."""
    than = turn.label("steps", "than_yesterday", kinds.SHORT)
    if than is None:
        return turn.say("steps_energy_unset") if turn.declines else None
    person_id, yesterday = turn.journal.person.person_id, turn.journal.today - timedelta(days=1)
    state = turn.journal.session.get(DayState, (person_id, yesterday))
    before = state.energy if state and state.energy else None
    if before is None and than == "same":
        return turn.say("steps_energy_unset")
    return _set(turn, max(1, min(3, (before or 2) + _CHANGES[than])))


def _set(turn: Turn, level: int) -> Reply:
    known = turn.low_energy
    days.set_energy(turn.journal, level)
    if turn.in_care:
        return turn.say("steps_energy_kept")
    if level > 1:
        return turn.say(f"steps_energy_{level}")
    if known:
        return turn.say("steps_energy_1_again")
    steps.set_aside(turn.journal)
    step = steps.next_step(turn.journal, Wish(energy=1))
    steps.offer(turn.journal, step)
    return turn.say("steps_energy_1", do=step.chain[0].do)


def constraint(turn: Turn) -> Reply:
    """What limits them is accepted first, then one step fits it."""
    journal, slots = turn.journal, turn.slots
    free = slots.get("free")
    # "I'm not able to go outside" has "able to go outside" in it.
    if free and free not in slots:
        limits.lift(journal, free)
        return turn.say("steps_freed")
    found, always = limits.found_in(slots), limits.found_always(slots)
    if found:
        limits.keep(journal, found)
    limits.hold_always(journal, always)
    accepted = turn.text(_accepted(turn, always))
    if not turn.may_offer:
        return turn.reply(accepted)
    wish = wish_of(turn)
    return with_step(turn, accepted, wish if found or wish.minutes else Wish(mood_proof=True))


def _accepted(turn: Turn, always: Collection[str]) -> str:
    if "seated" in always:
        return "steps_accept_always"
    found = limits.found_in(turn.slots)
    if found.get("place") == "bed":
        return "steps_accept_in_bed"
    named = next((name for name in _ACCEPTED if name in found), "minutes" if "minutes" in turn.slots else "")
    return f"steps_accept_{named}" if named else "steps_accept"


ANSWERS = {"set_energy": set_energy, "constraint": constraint}
FOLLOW_UPS = {LIKE_YESTERDAY: after_like_yesterday}
