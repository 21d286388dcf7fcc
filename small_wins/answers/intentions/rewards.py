"""Rewards by voice: listed, set, chosen from, taken."""

from __future__ import annotations

from interaction_model.steps import Step
from small_wins import in_care
from small_wins.reply import Reply
from small_wins.themes.intentions import rewards
from small_wins.turn import Turn

OWN, CHOICE = "reward_own", "reward_choice"
"""The open questions: what do you like? which of these?"""


def list_(turn: Turn) -> Reply:
    found = rewards.listed(turn.journal)
    if not found:
        return turn.say("reward_none")
    items = [_said(turn, reward.text) for reward in found[: rewards.SPOKEN]]
    return turn.say("reward_list", items=turn.journal.language.grammar.join(items))


def set_(turn: Turn) -> Reply:
    """For the plan that was made a moment ago; else one for the list."""
    text = turn.slots.get("item")
    if not text:
        return turn.ask("reward_which", OWN, "text", "reward_how", instead="reward_how")
    return _keep(turn, text)


def celebrate(turn: Turn) -> Reply:
    """A breath, 'I did it' aloud, or one of theirs; what theirs are is asked once."""
    if turn.in_care:
        return turn.say("reward_breath")
    own = rewards.next_one(turn.journal)
    if own is None and not turn.low_energy and rewards.may_ask(turn.journal):
        rewards.asked(turn.journal)
        return turn.ask("reward_ask", OWN, "text", "reward_how")
    speech = turn.say("reward_choices_own", own=_said(turn, own)) if own else turn.say("reward_choices")
    return turn.leave_open(speech, CHOICE, "text", "reward_again")


def after_own(turn: Turn) -> Reply | None:
    """What they like is kept; a breath or 'I did it' is a choice as well."""
    if chosen := _chosen(turn):
        return chosen
    if turn.declines:
        return turn.say("reward_left")
    if turn.meaning.intent == "reward" and (item := turn.slots.get("item")):
        return _keep(turn, item)
    words = turn.words("reward", "commit", "log_win")
    return _keep(turn, turn.journal.language.grammar.trim(words)) if words else None


def after_choice(turn: Turn) -> Reply | None:
    if chosen := _chosen(turn):
        return chosen
    if turn.declines or turn.meaning.intent == "stop":
        return turn.say("reward_left")
    if turn.meaning.intent not in {"log_win", "crisis"} and rewards.named(turn.journal, turn.meaning.text):
        return turn.say("reward_enjoy")
    return None


def _chosen(turn: Turn) -> Reply | None:
    """'I did it' said aloud is the reward itself: nothing is kept for it."""
    alone = turn.meaning.intent == "done_commitment" and not turn.meaning.text  # a door that knows no words of it
    if alone or turn.says("reward", "aloud"):
        return turn.say("reward_aloud")
    if turn.meaning.intent == "breathe" or turn.says("reward", "breath"):
        return turn.say("reward_breathed")
    return None


def taking(turn: Turn) -> Reply:
    return turn.say("reward_enjoy")


def rest(turn: Turn) -> Reply:
    """Rest is offered without limits, and nothing is earned. In care mode it is a goodbye, with its number."""
    if turn.in_care:
        return in_care.stop(turn.conversation, turn.lines, turn.journal.now)
    return turn.say("reward_rest_quiet" if turn.low_energy else "reward_rest")


def reward_line(turn: Turn, step: Step) -> str | None:
    """The tiny reward that belongs to a step that is done, as a second sentence; None where nothing may be offered."""
    if not turn.may_offer or not step.reward:
        return None
    return turn.text("reward_line", reward=step.reward)


def _keep(turn: Turn, text: str) -> Reply:
    reward = _said(turn, text)
    plan = rewards.for_plan(turn.journal, text)
    if plan is not None and turn.journal.may_say(plan.action):
        return turn.say("reward_for_plan", action=_said(turn, plan.action), reward=reward)
    rewards.add(turn.journal, text)
    return turn.say("reward_kept", reward=reward)


def _said(turn: Turn, text: str) -> str:
    return turn.journal.language.grammar.second_person(text)


def answer(turn: Turn) -> Reply:
    """By its kind; ways to celebrate where the kind is not known."""
    kinds = {"list": list_, "set": set_, "taking": taking, "rest": rest}
    return kinds.get(turn.slots.get("kind", ""), celebrate)(turn)


ANSWERS = {"reward": answer}
FOLLOW_UPS = {OWN: after_own, CHOICE: after_choice}
