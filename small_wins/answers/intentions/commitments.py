"""Commitments made: the plan is kept and read back, and one thing at most is asked."""

from __future__ import annotations

from dataclasses import replace

from interaction_model.understanding.grammar import Cue, Plan
from models import queries
from models.tables import Commitment, TrustedPerson
from small_wins.answers.intentions.plan_talk import about, ask, read, talks_of, told_action
from small_wins.reminding import promised
from small_wins.reply import Reply
from small_wins.themes.intentions import commitments, reminders
from small_wins.themes.intentions.said_plans import say_clock_of_day, say_plan, say_reward, say_times
from small_wins.themes.likeness import alike, content
from small_wins.themes.suggestions import pieces, steps
from small_wins.themes.wordlists import section
from small_wins.turn import Turn

ASK_CUE, ASK_ACTION = "commitments_ask_cue", "commitments_ask_action"
REMIND, LARGE = "commitments_remind", "commitments_large"


def commit(turn: Turn) -> Reply:
    if turn.slots.get("kind") == "tell":
        return tell_when_done(turn)
    plan = read(turn)
    if not plan.action and (offered := steps.last_offer(turn.journal)):
        step = turn.journal.language.steps.find(offered.step)
        plan = replace(plan, action=step.chain[offered.rung].do if step else "")
    if not plan.action:
        return ask_action(turn, plan.cue.text)
    if pieces.is_large(turn.journal, plan.action):
        return ask_about_large(turn, plan)
    return keep(turn, plan, remind=turn.says("commitments", "reminds"))


def keep(turn: Turn, plan: Plan, *, remind: bool = False) -> Reply:
    """Keep it at once; what is missing or open is asked about after that."""
    kept = commitments.keep(turn.journal, plan, remind=remind and not turn.afar)
    if not plan.cue.text:
        action = say_plan(turn.journal, kept)
        asked = ask(
            turn,
            ASK_CUE,
            ASK_CUE,
            "cue",
            instead="commitments_kept_bare",
            about=_of(kept, remind=remind),
            action=action,
        )
        return asked if asked.open else talks_of(asked, kept)
    return read_back(turn, kept, plan.cue, remind=remind)


def read_back(turn: Turn, kept: Commitment, cue: Cue, *, remind: bool = False) -> Reply:
    """One sentence, 'After your coffee, stretch', with the treat; only a clock time brings up a reminder."""
    reply = _read_back(turn, kept, cue, remind=remind)
    return reply if reply.open else talks_of(reply, kept)


def _read_back(turn: Turn, kept: Commitment, cue: Cue, *, remind: bool) -> Reply:
    journal = turn.journal
    said = say_plan(journal, kept, cue=journal.language.grammar.second_person(cue.text))
    reward = say_reward(journal, kept)
    if cue.at is None:
        key = "commitments_kept_no_reminder" if remind else "commitments_kept_event" if kept.repeats else ""
        return turn.say("commitments_kept_then" if reward else key, plan=said, reward=reward)
    whole = turn.text("commitments_kept_and_reward", plan=said, reward=reward) if reward else said
    if turn.afar:
        return _ask_for_reminder(turn, kept, whole, asked_for=remind)
    time = say_clock_of_day(journal, cue)
    at = "_at" if time else ""
    if remind:
        return turn.say(f"commitments_kept_reminded{at}", plan=whole, time=time)
    return ask(
        turn,
        f"commitments_ask_remind{at}",
        REMIND,
        "yes_no",
        instead="commitments_kept",
        about=_of(kept),
        plan=whole,
        time=time,
    )


def _ask_for_reminder(turn: Turn, kept: Commitment, whole: str, *, asked_for: bool) -> Reply:
    """Another service sounds it, and wants a yes to each, with its time; offered no more once they refused that."""
    journal = turn.journal
    times = reminders.plan_times(journal, kept)
    offered = asked_for or (turn.may_offer and not journal.person.reminders_refused)
    if times is None or not offered:
        return turn.say("commitments_kept", plan=whole)
    key = "reminders_ask" if turn.may_offer else "reminders_confirm"
    reply = turn.say(key, plan=whole, when=say_times(journal, times))
    return turn.leave_open(reply, REMIND, "yes_no", "commitments_remind_again", _of(kept))


def agreed(turn: Turn, kept: Commitment, reply: Reply) -> Reply:
    """They said yes to being reminded of it, and the reply says so."""
    kept.remind = True
    if not turn.afar:
        return reply
    reminders.agree(turn.journal, "plan", kept.id)
    return promised(reply)


def _remind_then(turn: Turn, kept: Commitment, cue: Cue) -> Reply:
    times = reminders.plan_times(turn.journal, kept)
    if not turn.afar or times is None:
        kept.remind = True
        return read_back(turn, kept, cue, remind=True)
    said = say_plan(turn.journal, kept, cue=turn.journal.language.grammar.second_person(cue.text))
    return agreed(turn, kept, turn.say("reminders_kept", plan=said, when=say_times(turn.journal, times)))


def after_remind(turn: Turn) -> Reply | None:
    kept = about(turn)
    if kept is None:
        return None
    if turn.says_only("commitments", "takes_back"):
        return _taken_back(turn, kept)
    cue = commitments.read(turn.journal, turn.meaning.text).cue
    if cue.at is not None and cue.named_clock:  # "no, at ten"
        commitments.set_cue(turn.journal, kept, cue)
        return _remind_then(turn, kept, cue)
    if turn.agrees:
        return agreed(turn, kept, turn.say("commitments_reminding"))
    return turn.say("commitments_quiet") if turn.declines else None


def after_ask_cue(turn: Turn) -> Reply | None:
    kept = about(turn)
    if kept is None or turn.meaning.ghost:
        return None
    if turn.says_only("commitments", "takes_back"):
        return _taken_back(turn, kept)
    plan = commitments.read(turn.journal, turn.meaning.text)
    if plan.cue.text and not plan.action:
        remind = "remind" in turn.conversation.about
        commitments.set_cue(turn.journal, kept, plan.cue)
        kept.remind = remind and kept.minute is not None and not turn.afar
        return read_back(turn, kept, plan.cue, remind=remind)
    if turn.declines:
        return turn.say("commitments_without_cue")
    if turn.words("commit", "plans") is None or plan.action == "":
        return None
    cue = commitments.read(turn.journal, turn.journal.language.grammar.as_cue(turn.meaning.text)).cue
    if turn.meaning.intent == "commit" or not cue.text:
        return None
    commitments.set_cue(turn.journal, kept, cue)
    return read_back(turn, kept, cue)


def ask_action(turn: Turn, cue: str) -> Reply:
    """What to do is missing: asked once, and nothing is kept before it is told."""
    said = turn.journal.language.grammar.second_person(cue)
    key = "commitments_ask_action_then" if cue else ASK_ACTION
    remind = {"remind": "yes"} if turn.says("commitments", "reminds") else {}
    return ask(
        turn, key, ASK_ACTION, "action", instead="commitments_no_action_low", about={"cue": cue, **remind}, cue=said
    )


def after_ask_action(turn: Turn) -> Reply | None:
    plan = told_action(turn)
    if plan is None:
        return turn.say("commitments_without_action") if turn.declines else None
    cue = turn.conversation.about.get("cue", "")
    if cue and not plan.cue.text:
        plan = replace(plan, cue=commitments.read(turn.journal, cue).cue)
    if plan.cue.text:
        return keep(turn, plan, remind="remind" in turn.conversation.about)
    kept = commitments.keep(turn.journal, plan)  # one question was enough
    return talks_of(turn.say("commitments_kept_bare", action=say_plan(turn.journal, kept)), kept)


def ask_about_large(turn: Turn, plan: Plan) -> Reply:
    """A soft question comes before a large one; where nothing is asked it is kept as it was said."""
    piece = pieces.first_piece(turn.journal, plan.action)
    if not turn.may_offer:
        kept = commitments.keep(turn.journal, plan)
        return turn.say("commitments_large_low", plan=say_plan(turn.journal, kept))
    told = {"action": plan.action, "cue": plan.cue.text, "reward": plan.reward, "piece": piece or ""}
    reply = turn.say("commitments_large" if piece else "commitments_large_bare", piece=piece)
    return turn.leave_open(reply, LARGE, "text", "commitments_large_again", told)


def after_large(turn: Turn) -> Reply | None:
    told = turn.conversation.about
    cue = commitments.read(turn.journal, told.get("cue", "")).cue if told.get("cue") else Cue()
    plan = Plan(cue, told.get("action", ""), told.get("reward", ""))
    piece = told.get("piece", "")
    if turn.meaning.intent == "smaller" or turn.says("commitments", "smaller") or (piece and _names(turn, piece)):
        two_minutes = str(section(turn.journal, "commitments")["two_minutes"])
        return _keep_quietly(turn, replace(plan, action=piece or two_minutes.format(action=plan.action)))
    if turn.agrees or turn.says("commitments", "keep_it"):
        return _keep_quietly(turn, plan)
    return turn.say("commitments_without_action") if turn.declines else None


def tell_when_done(turn: Turn) -> Reply:
    """Whom to offer to tell, once it is done; nobody is told without another yes."""
    people = queries.people_to_tell(turn.journal.session, turn.journal.person.person_id)
    said = content(turn.journal, turn.meaning.text)
    person = next((one for one in people if _is_named(turn, one, said)), None)
    if person is None or not turn.journal.may_say(person.name):
        return turn.say("commitments_tell_nobody")
    name = turn.journal.language.grammar.second_person(person.name)
    meant = commitments.named(turn.journal, turn.meaning.text) or commitments.open_ones(turn.journal)
    if not meant:
        return turn.say("commitments_tell_nothing", name=name)
    meant[0].tell = person.id
    return turn.say("commitments_tell_later", name=name)


def _is_named(turn: Turn, person: TrustedPerson, said: frozenset[str]) -> bool:
    names = content(turn.journal, person.name)
    return bool(names) and all(any(alike(name, word) for word in said) for name in names)


def _keep_quietly(turn: Turn, plan: Plan) -> Reply:
    """After one question, no second one."""
    kept = commitments.keep(turn.journal, plan)
    said = say_plan(turn.journal, kept, cue=turn.journal.language.grammar.second_person(plan.cue.text))
    return talks_of(turn.say("commitments_kept", plan=said), kept)


def _taken_back(turn: Turn, kept: Commitment) -> Reply:
    """'Cancel that', while something is asked about a plan: the plan is meant."""
    commitments.let_go([kept])
    return turn.say("commitments_let_go")


def _names(turn: Turn, piece: str) -> bool:
    said, words = content(turn.journal, turn.meaning.text), content(turn.journal, piece)
    return any(alike(one, other) for one in said for other in words)


def _of(kept: Commitment, *, remind: bool = False) -> dict[str, str]:
    return {"id": str(kept.id), **({"remind": "yes"} if remind else {})}


ANSWERS = {"commit": commit}
FOLLOW_UPS = {
    ASK_CUE: after_ask_cue,
    ASK_ACTION: after_ask_action,
    REMIND: after_remind,
    LARGE: after_large,
}
