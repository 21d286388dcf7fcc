"""Something big, vague or owed: its first piece alone, and no plan."""

from __future__ import annotations

from small_wins.reply import Reply
from small_wins.themes.suggestions import kinds, steps
from small_wins.themes.suggestions.choice import EASY, Wish
from small_wins.turn import Turn

_SAID = {"task": "steps_task", "vague": "steps_vague", "should": "steps_should", "everything": "steps_everything"}


def big_task(turn: Turn) -> Reply:
    kind = turn.slots.get("kind", "task")
    if kind == "make_up":
        return turn.say("steps_make_up_low" if turn.low_energy else "steps_make_up")
    if not turn.may_offer:
        return turn.say("steps_can_wait")
    steps.set_aside(turn.journal)
    step = steps.next_step(turn.journal, _wish(turn, kind))
    steps.offer(turn.journal, step)
    return turn.say(_SAID.get(kind, "steps_task"), do=step.chain[0].do)


def _wish(turn: Turn, kind: str) -> Wish:
    """A first piece of what they named; where the catalogue knows nothing of it, one that begins anything."""
    journal, said = turn.journal, turn.meaning.text
    words = journal.language.understanding.words["steps"]
    if kind == "everything":
        return Wish(energy=1, minutes=1, first_of=words["one_first"])
    serves = kinds.values_in(journal, said) if kind == "vague" else frozenset[str]()
    generic = words["one_first"] if kind == "vague" else words["any_task"]
    tasks = kinds.tasks_in(journal, said)
    pieces = frozenset(piece for task in tasks for piece in words["pieces"].get(task, ()))
    return Wish(energy=EASY, tasks=tasks, serves=serves, pieces=pieces, first_of=generic)


ANSWERS = {"big_task": big_task}
