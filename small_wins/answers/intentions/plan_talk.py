"""What the dialogues about commitments share: whether to ask, which words were said, and which commitment is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from interaction_model.understanding.grammar import Cue, Plan
from models.tables import Commitment
from small_wins.contexts import PLAN
from small_wins.reply import Expects, Reply
from small_wins.themes.intentions import commitments
from small_wins.themes.intentions.said_plans import say_action, say_plan
from small_wins.turn import Turn

SPOKEN_AT_MOST = 3
TALKED_OF = timedelta(minutes=10)
"""How long 'it' means the plan that was made last."""
_NO_ANSWER = frozenset(
    [
        "stop",
        "undo",
        "help",
        "repeat",
        "no_log",
        "privacy_delete",
        "export",
        "launch",
        "hard_day",
        "nothing_today",
        "settings",
    ]
)
"""What is never an action, however it was asked for."""


def read(turn: Turn) -> Plan:
    """The plan that was told. A platform's slots may hold it in pieces."""
    slots, text = turn.slots, turn.meaning.text
    plan = commitments.read(turn.journal, text)
    if plan.action and (plan.cue.text or not slots.get("cue")):
        return plan
    if "action" not in slots and "cue" not in slots:
        return plan
    told = commitments.read(turn.journal, slots.get("action", ""))
    words = " ".join(part for part in (told.cue.text, slots.get("cue", "")) if part)
    # A piece of the cue that was read whole adds nothing: 'after my' of 'after my shower'.
    cue = commitments.read(turn.journal, words).cue if words not in plan.cue.text else plan.cue
    return Plan(cue, plan.action or told.action, plan.reward or told.reward)


def told_action(turn: Turn) -> Plan | None:
    """The answer to what they would like to do; None where it is none."""
    sure_of_other = turn.meaning.intent in _NO_ANSWER and turn.meaning.confidence >= 0.6
    if turn.meaning.ghost or turn.declines or sure_of_other:
        return None
    plan = commitments.read(turn.journal, turn.meaning.text)
    return plan if plan.action else None


def may_ask(turn: Turn) -> bool:
    """Whether a question that nobody waits for may be put."""
    return turn.may_offer


def ask(
    turn: Turn,
    key: str,
    question: str,
    expects: Expects,
    *,
    instead: str,
    about: Mapping[str, str],
    **values: object,
) -> Reply:
    """A question with the reprompt `<key>_again` of its question; `instead` is said where nothing is to be asked."""
    if not may_ask(turn):
        return turn.say(instead, **values)
    return turn.leave_open(turn.say(key, **values), question, expects, f"{question}_again", about)


def talks_of(reply: Reply, commitment: Commitment) -> Reply:
    """A closing reply after which the next words may be about this commitment: 'no', 'make it ten minutes'."""
    return replace(reply, conversation=replace(reply.conversation, about={PLAN: str(commitment.id)}))


def about(turn: Turn) -> Commitment | None:
    """The commitment that the open question is about."""
    return commitments.find(turn.journal, turn.conversation.about.get("id"))


def join_plans(turn: Turn, found: Sequence[Commitment]) -> str:
    """'after your coffee: stretch, and at nine: read': three at most, and which of them are done for today."""
    told = found[:SPOKEN_AT_MOST]
    said = [say_plan(turn.journal, one) for one in told]
    said = [plan[:1].lower() + plan[1:] for plan in said]
    said = [plan.replace(",", ":") for plan in said] if len(said) > 1 else said
    return turn.journal.language.grammar.join([_with_state(turn, *pair) for pair in zip(told, said, strict=True)])


def _with_state(turn: Turn, commitment: Commitment, plan: str) -> str:
    if not commitments.is_done_today(turn.journal, commitment):
        return plan
    said = turn.text("plans_done_today", plan=plan)
    return said[:1].lower() + said[1:]


def which(turn: Turn, then: str, act: Callable[[Turn, Commitment], Reply], *, none: str) -> Reply:
    """Act on the commitment that is meant; where that is not plain, ask once, and remember the cue that was told."""
    found = meant(turn)
    if not found:
        return turn.say(none)
    if len(found) == 1:
        return act(turn, found[0])
    told = {"then": then, "cue": commitments.read(turn.journal, turn.meaning.text).cue.text}
    if len(found) > SPOKEN_AT_MOST:
        return ask(turn, "plans_which_many", "plans_which", "text", instead="plans_which_low", about=told)
    actions = turn.journal.language.grammar.join([say_action(turn.journal, one) for one in found])
    return ask(turn, "plans_which", "plans_which", "text", instead="plans_which_low", about=told, plans=actions)


def meant(turn: Turn) -> list[Commitment]:
    """What is named; else what was due lately, else the one that was made a moment ago, else all."""
    if named := commitments.named(turn.journal, turn.meaning.text):
        return named
    if due := commitments.due_lately(turn.journal):
        return [due]
    ours = list(commitments.open_ones(turn.journal))
    new = [one for one in ours if turn.journal.now - one.made_at <= TALKED_OF]
    return new if len(new) == 1 else ours


def told_cue(turn: Turn) -> Cue:
    """The cue in what was said, or in what was said before it was asked which one is meant."""
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    before = turn.conversation.about.get("cue", "")
    return cue if cue.text or not before else commitments.read(turn.journal, before).cue
