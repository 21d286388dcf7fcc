"""Plans that there are: told, moved, let go, and the anchor of the day."""

from __future__ import annotations

from interaction_model.understanding.grammar import Cue
from models.tables import Commitment
from small_wins.answers.intentions import misses, plan_cues
from small_wins.answers.intentions.plan_talk import SPOKEN_AT_MOST, ask, join_plans, told_action, told_cue, which
from small_wins.answers.intentions.plan_talk import about as about_which
from small_wins.contexts import PLAN
from small_wins.reply import Reply
from small_wins.themes.intentions import commitments
from small_wins.themes.intentions.said_plans import say_action
from small_wins.themes.likeness import content
from small_wins.turn import Turn

WHICH, MORE, CANCEL_ALL, ANCHOR = "plans_which", "plans_more", "plans_cancel_all", "plans_ask_anchor"
WHEN = "plans_ask_when"


def plans(turn: Turn) -> Reply:
    kind = turn.slots.get("kind", "list")
    if (
        kind in {"cancel", "move", "wrong_time", "wrong_thing"}
        and turn.says("commitments", "never")
        and not turn.says("commitments", "lets_go")
    ):
        return misses.missed(turn)  # "i always skip the reading" lets nothing go
    return _KINDS.get(kind, tell)(turn)


def tell(turn: Turn) -> Reply:
    """What is planned: the anchor first, then the newest; three at a time."""
    found = sorted(commitments.open_ones(turn.journal), key=lambda one: not one.anchor)
    if not found:
        return turn.say("plans_none")
    said, count = join_plans(turn, found), turn.journal.language.grammar.number(len(found))
    key = "plans_one" if len(found) == 1 else "plans_some" if len(found) <= SPOKEN_AT_MOST else "plans_many"
    reply = turn.say(key, plans=said, count=count)
    return reply if len(found) <= SPOKEN_AT_MOST else _with_more(turn, reply, SPOKEN_AT_MOST)


def after_more(turn: Turn) -> Reply | None:
    if turn.declines or not (turn.says("commitments", "more") or turn.agrees or turn.meaning.intent == "repeat"):
        return turn.say("plans_left") if turn.declines else None
    before = turn.conversation.about.get("told", "")
    told = int(before) if before.isdecimal() else 0
    found = sorted(commitments.open_ones(turn.journal), key=lambda one: not one.anchor)
    if not found[told:]:
        return turn.say("plans_no_more")
    reply = turn.say("plans_more", plans=join_plans(turn, found[told:]))
    told += SPOKEN_AT_MOST
    return _with_more(turn, reply, told) if found[told:] else reply


def cancel(turn: Turn) -> Reply:
    found = commitments.open_ones(turn.journal)
    named = commitments.named(turn.journal, turn.meaning.text)
    if turn.says("commitments", "all_of_them") and len(found) > 1 and not named:
        count = turn.journal.language.grammar.number(len(found))
        return turn.confirm(CANCEL_ALL, CANCEL_ALL, "plans_cancel_all_again", count=count)
    return which(turn, "cancel", _cancel, none="plans_none")


def after_cancel_all(turn: Turn) -> Reply | None:
    return turn.consent("commitments", "lets_all_go", given=lambda: _let_all_go(turn), refused="plans_left")


def _let_all_go(turn: Turn) -> Reply:
    commitments.let_go(commitments.open_ones(turn.journal))
    return turn.say("plans_all_let_go")


def stop_reminding(turn: Turn) -> Reply:
    return which(turn, "stop_reminding", _stop_reminding, none="plans_none")


def anchor(turn: Turn) -> Reply:
    """One of their plans; what is no plan yet becomes one, without a cue."""
    named = commitments.named(turn.journal, turn.meaning.text)
    if len(named) == 1:
        return _anchor(turn, named[0])
    if item := turn.slots.get("item"):
        plan = commitments.read(turn.journal, item)
        if plan.action:
            return _anchor(turn, commitments.keep(turn.journal, plan))
    return ask(turn, ANCHOR, ANCHOR, "action", instead="plans_which_low", about={})


def after_anchor(turn: Turn) -> Reply | None:
    plan = told_action(turn)
    if plan is None:
        return turn.say("plans_left") if turn.declines else None
    named = commitments.named(turn.journal, turn.meaning.text)
    return _anchor(turn, named[0] if named else commitments.keep(turn.journal, plan))


def move(turn: Turn) -> Reply:
    """Another cue is an experiment: for a week, without pass or fail."""
    return which(turn, "move", _move, none="plans_none")


def after_when(turn: Turn) -> Reply | None:
    found = about_which(turn)
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    if found and cue.text:
        return _moved(turn, found, cue)
    return turn.say("plans_left") if turn.declines else None


def instead(turn: Turn) -> Reply:
    """'Make it two minutes of stretching', or another cue, for the plan that was read back."""
    told = commitments.read(turn.journal, turn.slots.get("instead") or turn.meaning.text)
    found = commitments.find(turn.journal, turn.conversation.about.get(PLAN))
    if found is None:
        return move(turn)
    if told.cue.text:
        return misses.change_cue(turn, found, told.cue)
    return misses.change_action(turn, found, told.action) if told.action else move(turn)


def wrong_time(turn: Turn) -> Reply:
    return which(turn, "wrong_time", misses.wrong_time, none="plans_none")


def wrong_thing(turn: Turn) -> Reply:
    return which(turn, "wrong_thing", misses.wrong_thing, none="plans_none")


def after_which(turn: Turn) -> Reply | None:
    """The one that was asked for; the act that waits for it is done."""
    act = _ACTS.get(turn.conversation.about.get("then", ""))
    found = commitments.named(turn.journal, turn.meaning.text)
    if act and len(found) == 1 and turn.meaning.intent not in {"stop", "undo", "log_win"}:
        return act(turn, found[0])
    return turn.say("plans_left") if turn.declines else None


def _cancel(turn: Turn, found: Commitment) -> Reply:
    commitments.let_go([found])
    return turn.say("commitments_let_go")


def _stop_reminding(turn: Turn, found: Commitment) -> Reply:
    commitments.stop_reminding(turn.journal, found)
    return turn.say("plans_quiet", action=say_action(turn.journal, found))


def _anchor(turn: Turn, found: Commitment) -> Reply:
    commitments.make_anchor(turn.journal, found)
    return turn.say("plans_anchor", action=say_action(turn.journal, found))


def _move(turn: Turn, found: Commitment) -> Reply:
    cue = told_cue(turn)
    if cue.at or content(turn.journal, cue.text) - content(turn.journal, found.cue):
        return _moved(turn, found, cue)
    return ask(turn, WHEN, WHEN, "cue", instead="plans_ask_when_low", about={"id": str(found.id)})


def _moved(turn: Turn, found: Commitment, cue: Cue) -> Reply:
    commitments.set_cue(turn.journal, found, cue)
    return turn.say("plans_moved", cue=turn.journal.language.grammar.second_person(cue.text))


def _with_more(turn: Turn, reply: Reply, told: int) -> Reply:
    return turn.leave_open(reply, MORE, "text", "plans_more_again", {"told": str(told)})


_KINDS = {
    "list": tell,
    "cancel": cancel,
    "stop_reminding": stop_reminding,
    "anchor": anchor,
    "forgetting": plan_cues.forgetting,
    "tie": plan_cues.tie,
    "move": move,
    "instead": instead,
    "wrong_time": wrong_time,
    "wrong_thing": wrong_thing,
    "away": plan_cues.away,
    "bedtime": plan_cues.bedtime,
}
_ACTS = {
    "cancel": _cancel,
    "stop_reminding": _stop_reminding,
    "move": _move,
    "wrong_time": misses.wrong_time,
    "wrong_thing": misses.wrong_thing,
}
ANSWERS = {"plans": plans}
FOLLOW_UPS = {
    WHICH: after_which,
    MORE: after_more,
    CANCEL_ALL: after_cancel_all,
    ANCHOR: after_anchor,
    WHEN: after_when,
}
