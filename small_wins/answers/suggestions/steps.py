"""Small steps: one, another, a smaller one, none of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from interaction_model.steps import Rung, Step
from small_wins.reply import Reply, Shown
from small_wins.themes import days
from small_wins.themes.suggestions import choice, kinds, limits, steps
from small_wins.themes.suggestions.choice import Wish
from small_wins.turn import Turn

WHERE, LOST, SIZE = "where_are_you", "one_thing_you_could_do", "which_size"
"""The open questions: where they are, what they could do themselves, which size they want."""
SIZES = {
    "tiny": Wish(energy=1, minutes=1, mood_proof=True),
    "small": Wish(energy=1, minutes=5),
    "medium": Wish(energy=2),
}


def suggest(turn: Turn) -> Reply:
    if pause := _pause(turn):
        return pause
    asked = turn.slots.get("ask", "")
    if asked in _ASKS and turn.may_offer and not days.remarked(turn.journal, asked):
        days.remark(turn.journal, asked)
        return _ASKS[asked](turn)
    return offer(turn, wish_of(turn))


def offer(turn: Turn, wish: Wish) -> Reply:
    """One step, now."""
    if turn.in_care:
        wish = Wish(limits=wish.limits, mood_proof=True)
    first = not steps.ever_offered(turn.journal)
    step = steps.next_step(turn.journal, wish)
    steps.offer(turn.journal, step)
    if limits.now(turn.journal, wish.limits).quiet:
        return shown(turn, turn.say("steps_plain", step=step.chain[0].text), step.chain[0])
    if turn.slots.get("form") == "plan" and not first and turn.may_offer and _cue_fits(turn, step, wish):
        reply = turn.say("steps_with_cue", cue=step.cue, do=step.chain[0].do, reward=step.reward)
        return shown(turn, reply, step.chain[0])
    return shown(turn, turn.say("suggestion", step=step.chain[0].text), step.chain[0])


def shown(turn: Turn, reply: Reply, rung: Rung) -> Reply:
    """The reply, with the step on a screen."""
    return replace(reply, shown=Shown(turn.text("suggestion_title"), (rung.text,)))


def wish_of(turn: Turn) -> Wish:
    """What the details of an utterance ask for."""
    slots, energy = turn.slots, turn.slots.get("energy", "")
    minutes, value = slots.get("minutes", ""), slots.get("value", "")
    return Wish(
        energy=int(energy) if energy in {"1", "2", "3"} else None,
        minutes=int(minutes) if minutes.isdecimal() else None,
        limits=limits.found_in(slots),
        mood_proof="anywhere" in slots,
        serves=kinds.values_in(turn.journal, value),
    )


def different(turn: Turn) -> Reply:
    """Another one: one more, another instead of the one on offer, or none of that kind ever again."""
    journal, slots = turn.journal, turn.slots
    banned = slots.get("ban") or slots.get("dislike")
    if banned and kinds.is_the_last(journal, banned):
        return _ban_last(turn)
    if banned:
        return ban_kind(turn, banned)
    if slots.get("more"):
        return suggest(turn)
    steps.turn_down(journal)
    return offer(turn, wish_of(turn))


def _ban_last(turn: Turn) -> Reply:
    last = steps.last_offer(turn.journal)
    step = turn.journal.language.steps.find(last.step) if last else None
    if step is None:
        return turn.say("steps_refused")
    steps.ban(turn.journal, [step])
    return turn.say("steps_banned_that")


def ban_kind(turn: Turn, said: str) -> Reply:
    """None of that kind is offered any more, and something else now."""
    found = kinds.steps_of_kind(turn.journal, said)
    if found:
        steps.ban(turn.journal, found)
    else:
        steps.turn_down(turn.journal)
    accepted = turn.text("steps_banned_kind" if found else "steps_refused")
    return with_step(turn, accepted, Wish()) if turn.may_offer else turn.reply(accepted)


def with_step(turn: Turn, accepted: str, wish: Wish) -> Reply:
    """What was accepted, and one step that fits it in place of the one before."""
    steps.set_aside(turn.journal)
    step = steps.next_step(turn.journal, wish)
    steps.offer(turn.journal, step)
    reply = turn.reply(f"{accepted} {turn.text('steps_could', do=step.chain[0].do)}")
    return shown(turn, reply, step.chain[0])


def smaller(turn: Turn) -> Reply:
    rung = steps.suggest_smaller(turn.journal)
    if rung is None:
        days.remark(turn.journal, "below floor")
        told = days.remarked(turn.journal, "below floor") - 1
        return turn.reply(turn.journal.language.say_in_turn("steps_below_floor", told))
    reply = turn.say("steps_floor" if steps.is_floor(turn.journal) else "suggestion", step=rung.text)
    return shown(turn, reply, rung)


def sizes(turn: Turn) -> Reply:
    """Which sizes of steps there are, with a tiny one to begin with."""
    step = steps.next_step(turn.journal, SIZES["tiny"])
    steps.offer(turn.journal, step)
    reply = shown(turn, turn.say("steps_sizes", do=step.chain[0].do), step.chain[0])
    return reply if turn.low_energy else turn.leave_open(reply, SIZE, "text", "steps_sizes_again")


def after_size(turn: Turn) -> Reply | None:
    size = turn.label("steps", "size", kinds.SHORT)
    if size is None:
        return turn.say("steps_declined") if turn.declines else None
    return offer(turn, SIZES[size])


def _ask_where(turn: Turn) -> Reply:
    around = limits.now(turn.journal)
    if around.in_bed or around.seated or around.place:
        return offer(turn, wish_of(turn))
    return turn.ask("steps_where", WHERE, "text", "steps_where_again")


def after_where(turn: Turn) -> Reply | None:
    """Where they are is good for this one step: it is no limit of theirs."""
    place = turn.label("steps", "where", kinds.SHORT)
    if place is None:
        return turn.say("steps_declined") if turn.declines else None
    return offer(turn, Wish(limits={"bed": {"in_bed": True}, "seated": {"seated": True}}.get(place, {})))


def _ask_for_theirs(turn: Turn) -> Reply:
    return turn.ask("steps_lost", LOST, "action", "steps_lost_again")


def after_lost(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("steps_declined")
    return turn.say("steps_lost_named") if turn.words("commit") else None


def _pause(turn: Turn) -> Reply | None:
    """After several in a row a pause instead, once an hour: who asks again gets another."""
    said = f"pause {turn.journal.now.astimezone(turn.journal.zone).hour}"
    if turn.in_care or days.remarked(turn.journal, said) or not steps.many_in_a_row(turn.journal):
        return None
    days.remark(turn.journal, said)
    return turn.say("steps_pause")


def _cue_fits(turn: Turn, step: Step, wish: Wish) -> bool:
    """Whether the cue is one of now: not of another part of the day, and nothing limits them."""
    known = turn.journal.language.understanding.words["steps"]["cues"]
    elsewhen = {cue for part, cues in known.items() if part != choice.part_of_day(turn.journal) for cue in cues}
    return not limits.now(turn.journal, wish.limits).any and not any(cue in step.cue for cue in elsewhen)


_ASKS: dict[str, Callable[[Turn], Reply]] = {"where": _ask_where, "lost": _ask_for_theirs}

ANSWERS = {"suggest": suggest, "different": different, "smaller": smaller}
FOLLOW_UPS = {WHERE: after_where, LOST: after_lost, SIZE: after_size}
