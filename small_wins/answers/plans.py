"""Plans that there are: told, changed, moved, tied to something, let go."""

from __future__ import annotations

from interaction_model.understanding.grammar import Cue, Plan
from models import queries
from models.tables import Commitment
from small_wins import commitments, cues, days, steps
from small_wins.answers import outcomes
from small_wins.answers.commitments import keep as keep_plan
from small_wins.answers.plan_talk import SPOKEN_AT_MOST, ask, join_plans, mentions, told_action, told_cue, which
from small_wins.answers.plan_talk import about as about_which
from small_wins.likeness import content, word_lists
from small_wins.reply import Reply
from small_wins.said_plans import say_action, say_plan
from small_wins.turn import Turn

WHICH, MORE, CANCEL_ALL, ANCHOR = "plans_which", "plans_more", "plans_cancel_all", "plans_ask_anchor"
FORGETTING, TIE, WHEN, AWAY, OFFER = "plans_forgetting", "plans_tie", "plans_ask_when", "plans_away", "plans_offer"
_STICKER = "sticker"
"""What is remarked when the sticker was mentioned."""


def plans(turn: Turn) -> Reply:
    kind = turn.slots.get("kind", "list")
    if (
        kind in {"cancel", "move", "wrong_time", "wrong_thing"}
        and mentions(turn, "never")
        and not mentions(turn, "lets_go")
    ):
        return outcomes.missed(turn)  # "i always skip the reading" lets nothing go
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
    if turn.declines or not (mentions(turn, "more") or turn.meaning.intent in {"yes", "repeat"}):
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
    if mentions(turn, "all_of_them") and len(found) > 1 and not commitments.named(turn.journal, turn.meaning.text):
        count = turn.journal.language.grammar.number(len(found))
        return turn.confirm(CANCEL_ALL, CANCEL_ALL, "plans_cancel_all_again", count=count)
    return which(turn, "cancel", _cancel, none="plans_none")


def after_cancel_all(turn: Turn) -> Reply | None:
    if turn.agrees:
        commitments.let_go(commitments.open_ones(turn.journal))
        return turn.say("plans_all_let_go")
    return turn.say("plans_left") if turn.declines else None


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


def forgetting(turn: Turn) -> Reply:
    """A sticker, mentioned once, or a question once a day: as they choose."""
    journal = turn.journal
    known = queries.was_remarked(journal.session, journal.person.person_id, _STICKER, journal.today)
    named = commitments.named(journal, turn.meaning.text) or commitments.open_ones(journal)
    due = commitments.due_lately(journal)
    meant = due if due and due in named else named[0] if named else None
    days.remark(journal, _STICKER)
    key = "plans_ask_or_leave" if known else "plans_sticker_or_ask"
    if not turn.may_offer:
        return turn.say("commitments_missed_bare" if known else "plans_sticker_low")
    ids = {"id": str(meant.id)} if meant else {}
    return turn.leave_open(turn.say(key), FORGETTING, "text", "plans_forgetting_again", ids)


def after_forgetting(turn: Turn) -> Reply | None:
    if mentions(turn, _STICKER):
        return turn.say("plans_sticker")
    if turn.meaning.intent == "yes" or mentions(turn, "ask_daily"):
        found = about_which(turn)
        if found is None:
            return turn.say("plans_asks_nothing")
        commitments.ask_once_a_day(turn.journal, found)
        return turn.say("plans_asks" if found.minute is None else "commitments_reminding")
    return turn.say("plans_left") if turn.declines else None


def tie(turn: Turn) -> Reply:
    """What they do anyway is the best cue: asked for, and then it is the cue of what this is about."""
    named = commitments.named(turn.journal, turn.meaning.text)
    without = [one for one in commitments.open_ones(turn.journal) if not one.cue]
    offered = steps.last_offer(turn.journal)
    step = turn.journal.language.steps.find(offered.step) if offered else None
    told = {"id": str((named or without)[0].id)} if named or without else {}
    if not told and offered and step:
        told = {"action": step.chain[offered.rung].do}
    return ask(turn, TIE, TIE, "cue", instead="plans_tie_low", about=told)


def after_tie(turn: Turn) -> Reply | None:
    words = turn.meaning.text if turn.meaning.intent == "log_win" else turn.words("commit", "plans", "breathe")
    if words is None:
        return turn.say("plans_left") if turn.declines else None
    cue = commitments.read(turn.journal, turn.journal.language.grammar.as_cue(words)).cue
    found, action = about_which(turn), turn.conversation.about.get("action", "")
    if not cue.text:
        return None
    if found:
        return outcomes.change_cue(turn, found, cue)
    if action:
        return keep_plan(turn, Plan(cue, action))
    said = turn.journal.language.grammar.second_person(cue.text)
    return ask(
        turn,
        "plans_tied_nothing",
        "commitments_ask_action",
        "action",
        instead="commitments_no_action_low",
        about={"cue": cue.text},
        cue=said,
    )


def move(turn: Turn) -> Reply:
    """Another cue is an experiment: for a week, without pass or fail."""
    return which(turn, "move", _move, none="plans_none")


def after_when(turn: Turn) -> Reply | None:
    found = about_which(turn)
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    if found and cue.text:
        return _moved(turn, found, cue)
    return turn.say("plans_left") if turn.declines else None


def wrong_time(turn: Turn) -> Reply:
    return which(turn, "wrong_time", outcomes.wrong_time, none="plans_none")


def wrong_thing(turn: Turn) -> Reply:
    return which(turn, "wrong_thing", outcomes.wrong_thing, none="plans_none")


def away(turn: Turn) -> Reply:
    """A cue that is there everywhere, beside the one at home."""
    at_home = [one for one in commitments.open_ones(turn.journal) if one.minute is None and one.cue]
    if not at_home or not turn.may_offer:
        return turn.say("plans_away_low")
    meant = next(iter(commitments.named(turn.journal, turn.meaning.text)), at_home[0])
    reply = turn.say(AWAY, cue=_travelling(turn).partition(",")[0], action=say_action(turn.journal, meant))
    return turn.leave_open(reply, AWAY, "yes_no", "plans_away_again", {"id": str(meant.id)})


def after_away(turn: Turn) -> Reply | None:
    found = about_which(turn)
    if found and turn.meaning.intent == "yes":
        cue = Cue(str(word_lists(turn.journal)["travels"]), None, cues.DAILY)
        variant = commitments.keep(turn.journal, Plan(cue, found.action, found.reward or ""))
        return turn.say("plans_away_kept", plan=say_plan(turn.journal, variant))
    return turn.say("plans_away_no") if turn.declines else None


def bedtime(turn: Turn) -> Reply:
    """One cue for sleep, getting up, food or rest; at the time that they named, if they named one."""
    kind = next((k for k, listed in _SUBJECTS.items() if mentions(turn, listed)), "bedtime")
    offered = word_lists(turn.journal)["offers"][kind]
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    timed = cue.at is not None and cue.named_clock
    told = {
        "cue": cue.text if timed else offered["cue"],
        "action": offered["at" if timed else "action"],
        "kind": kind,
    }
    grammar = turn.journal.language.grammar
    said = turn.text("commitments_plan", cue=grammar.second_person(told["cue"]), action=told["action"])
    return ask(turn, OFFER, OFFER, "yes_no", instead="plans_offer_low", about=told, plan=said)


def after_offer(turn: Turn) -> Reply | None:
    told = turn.conversation.about
    if turn.meaning.intent == "yes":
        cue = commitments.read(turn.journal, told.get("cue", ""), from_dawn=told.get("kind") == "getting_up").cue
        if cue.at is not None and not cue.repeats:
            cue = Cue(cue.text, cue.at, cues.DAILY, cue.named_clock)
        return keep_plan(turn, Plan(cue, told.get("action", "")))
    return turn.say("plans_offer_no") if turn.declines else None


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
    commitments.stop_reminding(found)
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


def _travelling(turn: Turn) -> str:
    return turn.journal.language.grammar.second_person(str(word_lists(turn.journal)["travels"]))


_SUBJECTS = {"getting_up": "gets_up", "meals": "eats", "rest": "rests"}
_KINDS = {
    "list": tell,
    "cancel": cancel,
    "stop_reminding": stop_reminding,
    "anchor": anchor,
    "forgetting": forgetting,
    "tie": tie,
    "move": move,
    "wrong_time": wrong_time,
    "wrong_thing": wrong_thing,
    "away": away,
    "bedtime": bedtime,
}
_ACTS = {
    "cancel": _cancel,
    "stop_reminding": _stop_reminding,
    "move": _move,
    "wrong_time": outcomes.wrong_time,
    "wrong_thing": outcomes.wrong_thing,
}
ANSWERS = {"plans": plans}
FOLLOW_UPS = {
    WHICH: after_which,
    MORE: after_more,
    CANCEL_ALL: after_cancel_all,
    ANCHOR: after_anchor,
    FORGETTING: after_forgetting,
    TIE: after_tie,
    WHEN: after_when,
    AWAY: after_away,
    OFFER: after_offer,
}
