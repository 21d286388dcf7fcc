"""Commitments missed: the cue moves on. What may follow is about the cue, and never about the person."""

from __future__ import annotations

from interaction_model.understanding.grammar import Cue
from models import queries
from models.tables import Commitment
from small_wins.answers.intentions import medicine
from small_wins.answers.intentions.plan_talk import about, ask, told_action
from small_wins.answers.remarks import vary
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.intentions import commitments
from small_wins.themes.intentions.commitments import MISSES_BEFORE_A_CHOICE
from small_wins.themes.intentions.said_plans import say_next, say_plan
from small_wins.turn import Turn

CHOICE, TIME_OR_THING, FAILED = "commitments_choice", "commitments_time_or_thing", "commitments_failed"
NEW_CUE, SMALLER, SMALLER_OR_GO = "commitments_ask_new_cue", "commitments_ask_smaller", "commitments_smaller_or_go"

SURE_OF_A_MISS = 0.6
"""How sure the understanding has to be that a thing they meant to do was missed."""


def missed(turn: Turn) -> Reply:
    """A miss: the cue moves on. What may follow is one question, about the cue and never about the person."""
    meant = commitments.named(turn.journal, turn.meaning.text)
    found = meant[0] if len(meant) == 1 else commitments.due_lately(turn.journal) or _only(turn)
    if found:
        commitments.missed(turn.journal, found)
        if medicine.names_any(turn, found.action):
            return medicine.answer(turn, found.action)
    if turn.says("commitments", "failed"):
        return failed(turn, found)
    often = turn.says("commitments", "keeps") or (found is not None and found.missed >= MISSES_BEFORE_A_CHOICE)
    if found and turn.may_offer and (often or turn.says("commitments", "never")):
        return choose(turn, found) if often else time_or_thing(turn, found)
    return miss(turn, found)


def miss(turn: Turn, found: Commitment | None) -> Reply:
    """When it comes again."""
    if found is None:
        return turn.say("commitments_missed_unnamed") if _misses_a_plan(turn) else _heard(turn)
    upcoming = say_next(turn.journal, found)
    if not upcoming:
        return turn.say("commitments_missed_bare")
    return turn.say(
        "commitments_missed" if found.next_at and found.minute is not None else "commitments_missed_event",
        next=upcoming,
    )


def _misses_a_plan(turn: Turn) -> bool:
    """Whether a miss of theirs is sure, and changes nothing: nobody can say that of what only sounds like one."""
    if turn.says("commitments", "weighs"):
        return False
    sure = turn.meaning.confidence >= SURE_OF_A_MISS or turn.says("commitments", "planned")
    return sure or bool(commitments.open_ones(turn.journal))


def _heard(turn: Turn) -> Reply:
    return turn.reply(vary(turn, "commitments_missed_heard"))


def failed(turn: Turn, found: Commitment | None) -> Reply:
    """'I failed' is told back in other words."""
    ids = _of(found) if found else {}
    if not turn.may_offer:
        return turn.say("commitments_failed_care")
    return turn.leave_open(turn.say(FAILED), FAILED, "text", "commitments_failed_again", ids)


def after_failed(turn: Turn) -> Reply | None:
    if turn.says("commitments", "tomorrow") or turn.agrees:
        return turn.say("commitments_tomorrow")
    return turn.say("commitments_left") if turn.declines or turn.says("commitments", "let_it_go") else None


def time_or_thing(turn: Turn, found: Commitment) -> Reply:
    """Asked once in a commitment's life; after that there is the choice."""
    key, journal = f"time or thing {found.id}", turn.journal
    if queries.was_remarked(journal.session, journal.person.person_id, key, journal.today):
        return choose(turn, found)
    days.remark(journal, key)
    return ask(turn, TIME_OR_THING, TIME_OR_THING, "text", instead="commitments_missed_bare", about=_of(found))


def after_time_or_thing(turn: Turn) -> Reply | None:
    kind = turn.slots.get("kind") if turn.meaning.intent == "plans" else None
    found = about(turn)
    if found is None:
        return None
    if kind == "wrong_thing" or (
        kind != "wrong_time" and turn.says("commitments", "the_thing") and not turn.says("commitments", "the_time")
    ):
        return wrong_thing(turn, found)
    if kind == "wrong_time" or turn.says("commitments", "the_time"):
        return wrong_time(turn, found)
    return turn.say("commitments_as_it_is") if turn.declines else None


def wrong_time(turn: Turn, found: Commitment) -> Reply:
    """Another cue is asked for; one that was told with it is taken."""
    return ask(turn, NEW_CUE, NEW_CUE, "cue", instead="plans_ask_when_low", about=_of(found))


def wrong_thing(turn: Turn, found: Commitment) -> Reply:
    return ask(turn, SMALLER_OR_GO, SMALLER_OR_GO, "text", instead="commitments_ask_smaller_again", about=_of(found))


def choose(turn: Turn, found: Commitment) -> Reply:
    """The choice of three; the answer is carried out."""
    return ask(turn, CHOICE, CHOICE, "text", instead="commitments_missed_bare", about=_of(found))


def after_choice(turn: Turn) -> Reply | None:
    found, intent = about(turn), turn.meaning.intent
    if found is None:
        return None
    if intent == "smaller" or turn.says("commitments", "smaller"):
        return smaller(turn, found)
    if turn.says("commitments", "let_it_go") or (intent == "plans" and turn.slots.get("kind") == "cancel"):
        commitments.let_go([found])
        return turn.say("commitments_let_go")
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    if cue.text:
        return change_cue(turn, found, cue)
    if turn.says("commitments", "another_time"):
        return wrong_time(turn, found)
    return turn.say("commitments_as_it_is") if turn.declines else None


def smaller(turn: Turn, found: Commitment) -> Reply:
    """The next smaller version of a step of ours; of an action of their own they know the smaller one."""
    for step in turn.journal.language.steps:
        for rung, smaller_one in zip(step.chain, step.chain[1:], strict=False):
            if rung.do == found.action:
                return change_action(turn, found, smaller_one.do)
    return ask(turn, SMALLER, SMALLER, "action", instead="commitments_ask_smaller_again", about=_of(found))


def after_smaller(turn: Turn) -> Reply | None:
    found, plan = about(turn), told_action(turn)
    if found is None:
        return None
    if plan is None:
        return turn.say("commitments_as_it_is") if turn.declines else None
    return change_action(turn, found, plan.action)


def after_new_cue(turn: Turn) -> Reply | None:
    found = about(turn)
    if found is None or turn.meaning.ghost:
        return None
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    if not cue.text and turn.declines:
        return turn.say("commitments_as_it_is")
    if not cue.text and (words := turn.words("commit", "plans")):
        cue = commitments.read(turn.journal, turn.journal.language.grammar.as_cue(words)).cue
    return change_cue(turn, found, cue) if cue.text else None


def change_cue(turn: Turn, found: Commitment, cue: Cue) -> Reply:
    """Another cue; whoever was reminded is reminded at the new time."""
    commitments.set_cue(turn.journal, found, cue)
    said = turn.journal.language.grammar.second_person(cue.text)
    return turn.say("commitments_changed", plan=say_plan(turn.journal, found, cue=said))


def change_action(turn: Turn, found: Commitment, action: str) -> Reply:
    found.action, found.missed = action, 0
    return turn.say("commitments_changed", plan=say_plan(turn.journal, found))


def _only(turn: Turn) -> Commitment | None:
    """What a miss is about that names nothing: the one thing of today, or the only one there is."""
    today, ours = commitments.of_today(turn.journal), commitments.open_ones(turn.journal)
    found = today if len(today) == 1 else ours
    return found[0] if len(found) == 1 else None


def _of(found: Commitment) -> dict[str, str]:
    return {"id": str(found.id)}


ANSWERS = {"missed_commitment": missed}
FOLLOW_UPS = {
    CHOICE: after_choice,
    TIME_OR_THING: after_time_or_thing,
    FAILED: after_failed,
    NEW_CUE: after_new_cue,
    SMALLER: after_smaller,
    SMALLER_OR_GO: after_choice,
}
