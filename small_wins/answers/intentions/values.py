"""Values by voice: kept, read back, forgotten, and served by a step."""

from __future__ import annotations

from small_wins.answers.suggestions.steps import suggest as suggest_any
from small_wins.reply import Reply
from small_wins.themes.intentions import values
from small_wins.themes.suggestions import limits, steps
from small_wins.turn import Turn

WHAT_MATTERS = "what_matters"
"""The open question: what matters most to you?"""


def answer(turn: Turn) -> Reply:
    if turn.slots.get("delete"):
        return forget(turn)
    if turn.slots.get("suggest"):
        return suggest(turn)
    if value := turn.slots.get("value"):
        return keep(turn, values.in_full(turn.journal, value, turn.meaning.text))
    named = values.named_in(turn.journal, turn.meaning.text)
    return keep(turn, named) if named else read(turn)


def keep(turn: Turn, text: str) -> Reply:
    """In their words; where one small thing is known to fit, it is named beside it."""
    kept = values.add(turn.journal, text)
    if kept is None:
        return turn.say("values_full", values=_joined(turn))
    said = _second_person(turn, kept.text)
    named = turn.journal.language.understanding.words["values"]["named_steps"]
    step = turn.journal.language.steps.find(named.get(kept.serves, "")) if turn.may_offer else None
    if step is None or not limits.possible(turn.journal, [step]):
        return turn.say("values_kept", value=said)
    steps.offer(turn.journal, step)
    return turn.say(f"values_kept_{kept.serves}", value=said)


def read(turn: Turn) -> Reply:
    if values.kept(turn.journal):
        return turn.say("values_read", values=_joined(turn))
    return turn.ask("values_ask", WHAT_MATTERS, "text", "values_how", instead="values_how")


def after_what_matters(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("values_not_now")
    if turn.meaning.intent == "values" and (value := turn.slots.get("value")):
        return keep(turn, values.in_full(turn.journal, value, turn.meaning.text))
    words = turn.words("values")
    return keep(turn, turn.journal.language.grammar.trim(words)) if words else None


def forget(turn: Turn) -> Reply:
    gone = values.forget(turn.journal, turn.slots.get("value"))
    if not gone:
        return turn.say("values_not_found")
    return turn.say("values_forgotten", values=_join(turn, [value.text for value in gone]))


def suggest(turn: Turn) -> Reply:
    """One step that serves the value they name, or the next of theirs, said to be for it."""
    journal = turn.journal
    of_all = turn.says("values", "all")
    said = "" if of_all else turn.slots.get("value", "")
    kept = values.kept(journal)
    chosen = values.find(journal, said) if said else None
    if chosen is None and kept and not said:
        chosen = kept[journal.today.toordinal() % len(kept)]
    word = values.word_in(journal, said)
    text = chosen.text if chosen else values.in_full(journal, word, turn.meaning.text) if word else ""
    if not text:
        return suggest_any(turn) if said else turn.say("values_none_to_serve")
    step = values.serving(journal, text)
    value = _second_person(turn, text)
    if step is None:
        return turn.say("values_minute", value=value)
    return turn.say("values_step", value=value, step=steps.offer(journal, step).do)


def _joined(turn: Turn) -> str:
    return _join(turn, [value.text for value in values.kept(turn.journal)])


def _join(turn: Turn, texts: list[str]) -> str:
    return turn.journal.language.grammar.join([_second_person(turn, text) for text in texts])


def _second_person(turn: Turn, text: str) -> str:
    return turn.journal.language.grammar.second_person(text)


ANSWERS = {"values": answer}
FOLLOW_UPS = {WHAT_MATTERS: after_what_matters}
