"""Dips that a person names, and what may fit there."""

from __future__ import annotations

from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.insights import triggers
from small_wins.turn import Turn

COUNTER_STEP = "counter_step"
"""The open question: would this step fit there?"""


def trigger(turn: Turn) -> Reply:
    return {"what_to_do": what_to_do, "told": told}.get(turn.slots.get("kind", ""), named)(turn)


def told(turn: Turn) -> Reply:
    """The dips that they named, the latest first."""
    dips = [_second(turn, text) for text in triggers.named_lately(turn.journal)]
    if not dips:
        return turn.say("triggers_told_none")
    return turn.say("triggers_told", dips=turn.journal.language.grammar.join(dips))


def named(turn: Turn) -> Reply:
    """Kept, with one step that may fit; on energy one and in care mode nothing is asked."""
    text = turn.slots.get("text")
    kept = triggers.keep_trigger(turn.journal, text or turn.meaning.text)
    if text is None or kept is None:
        return turn.say("triggers_named_wordless")
    when = _second(turn, text)
    offer = triggers.counter_step(turn.journal, text) if turn.may_offer else None
    if offer is None:
        return turn.say("triggers_named_only", when=when)
    # Whoever can sit only is offered nothing else, so there is nothing to choose.
    choice = not offer.step.seated and not days.limits(turn.journal).get("seated")
    key = "triggers_named_seated" if choice else "triggers_named"
    return turn.ask(key, COUNTER_STEP, "yes_no", "triggers_again", about={"text": text}, do=offer.rung.do, when=when)


def after_counter_step(turn: Turn) -> Reply | None:
    """A yes, a no, or 'something seated'; anything else is what it is."""
    if turn.declines:
        return turn.say("triggers_no")
    if turn.agrees:
        return turn.say("triggers_yes")
    understanding = turn.journal.language.understanding
    seated = understanding.slots.find("suggest", turn.meaning.text, understanding.grammar).get("seated")
    return _could(turn, turn.conversation.about.get("text", ""), seated=True) if seated else None


def what_to_do(turn: Turn) -> Reply:
    """A step for the dip that was named now or before; without any, for then."""
    named_now = turn.slots.get("text") or ""
    kept = triggers.find_trigger(turn.journal, turn.meaning.text)
    if named_now and not (kept and triggers.shares_words(turn.journal, kept, named_now)):
        kept = named_now if turn.journal.may_say(named_now) else None
    return _could(turn, kept or "")


def _could(turn: Turn, text: str, *, seated: bool = False) -> Reply:
    offer = triggers.counter_step(turn.journal, text, seated=seated)
    if offer is None:
        return turn.say("triggers_no_step")
    openings = turn.journal.language.understanding.words["triggers"]["openings"]
    opens = any(f"{text} ".lower().startswith(f"{opening} ") for opening in openings)
    key = ("triggers_could_when" if opens else "triggers_could_for") if text else "triggers_could"
    return turn.say(key, do=offer.rung.do, when=_second(turn, text))


def _second(turn: Turn, text: str) -> str:
    return turn.journal.language.grammar.second_person(text)


ANSWERS = {"trigger": trigger}
FOLLOW_UPS = {COUNTER_STEP: after_counter_step}
