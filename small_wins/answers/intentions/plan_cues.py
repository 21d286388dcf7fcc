"""What helps a plan to come to mind: a sticker, what they do anyway, a cue for the days away, one for sleep or food."""

from __future__ import annotations

from interaction_model.understanding.grammar import Cue, Plan
from models import queries
from small_wins.answers.intentions import misses
from small_wins.answers.intentions.commitments import agreed
from small_wins.answers.intentions.commitments import keep as keep_plan
from small_wins.answers.intentions.plan_talk import about as about_which
from small_wins.answers.intentions.plan_talk import ask
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.intentions import commitments, cues, reminders
from small_wins.themes.intentions.said_plans import say_action, say_plan, say_times
from small_wins.themes.suggestions import steps
from small_wins.themes.wordlists import section
from small_wins.turn import Turn

FORGETTING, TIE, AWAY, OFFER = "plans_forgetting", "plans_tie", "plans_away", "plans_offer"
_STICKER = "sticker"
"""What is remarked when the sticker was mentioned."""
_SUBJECTS = {"getting_up": "gets_up", "meals": "eats", "rest": "rests"}


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
    if turn.afar and meant:
        key = "reminders_ask_or_leave" if known else "reminders_sticker_or_ask"
        asked = turn.say(key, when=say_times(journal, reminders.daily_times(journal, meant)))
        return turn.leave_open(asked, FORGETTING, "text", "plans_forgetting_again", ids)
    return turn.leave_open(turn.say(key), FORGETTING, "text", "plans_forgetting_again", ids)


def after_forgetting(turn: Turn) -> Reply | None:
    if turn.says("commitments", _STICKER):
        return turn.say("plans_sticker")
    if turn.agrees or turn.says("commitments", "ask_daily"):
        found = about_which(turn)
        if found is None:
            return turn.say("plans_asks_nothing")
        commitments.ask_once_a_day(turn.journal, found)
        if turn.afar:
            return agreed(turn, found, turn.say("commitments_reminding"))
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
        return misses.change_cue(turn, found, cue)
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
    if found and turn.agrees:
        cue = Cue(str(section(turn.journal, "commitments")["travels"]), None, cues.DAILY)
        variant = commitments.keep(turn.journal, Plan(cue, found.action, found.reward or ""))
        return turn.say("plans_away_kept", plan=say_plan(turn.journal, variant))
    return turn.say("plans_away_no") if turn.declines else None


def bedtime(turn: Turn) -> Reply:
    """One cue for sleep, getting up, food or rest; at the time that they named, if they named one."""
    kind = next((k for k, listed in _SUBJECTS.items() if turn.says("commitments", listed)), "bedtime")
    offered = section(turn.journal, "commitments")["offers"][kind]
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
    if turn.agrees:
        cue = commitments.read(turn.journal, told.get("cue", ""), from_dawn=told.get("kind") == "getting_up").cue
        if cue.at is not None and not cue.repeats:
            cue = Cue(cue.text, cue.at, cues.DAILY, cue.named_clock)
        return keep_plan(turn, Plan(cue, told.get("action", "")))
    return turn.say("plans_offer_no") if turn.declines else None


def _travelling(turn: Turn) -> str:
    return turn.journal.language.grammar.second_person(str(section(turn.journal, "commitments")["travels"]))


FOLLOW_UPS = {FORGETTING: after_forgetting, TIE: after_tie, AWAY: after_away, OFFER: after_offer}
