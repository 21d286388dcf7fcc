"""The sequence for heavy days: their own steps, one at a time, with 'done', 'skip' and 'stop'."""

from __future__ import annotations

from collections.abc import Sequence

from interaction_model.understanding.meaning import Win as ToldWin
from models.tables import Win
from small_wins.agreement import SURE_OF_ANOTHER
from small_wins.reply import Reply
from small_wins.themes.hard_times import playbook
from small_wins.themes.hard_times.favourites import Favourite, favourites, find
from small_wins.themes.past import wins
from small_wins.themes.past.echo import say_back
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn

HEAVY_STEP, HEAVY_SET = "heavy_step", "heavy_set"
"""The open questions: done or skip, and which steps belong to the sequence."""


def start_heavy(turn: Turn) -> Reply:
    """The first step of their sequence; of their most dependable ones where they made none."""
    journal = turn.journal
    own = playbook.sequence(journal)
    items = own or favourites(journal)[: playbook.LONGEST_SEQUENCE]
    if not items:
        return turn.say("heavy_empty")
    return _play(turn, "heavy_first" if own else "heavy_first_dependable", [item.name for item in items])


def set_heavy(turn: Turn) -> Reply:
    """Keep what they named; where nothing was named, ask which."""
    named = _named(turn, turn.slots.get("item", ""))
    if not named:
        return turn.ask("heavy_which", HEAVY_SET, "text", "heavy_how", instead="heavy_how")
    return _keep(turn, named, add_to=turn.slots.get("mode") == "add")


def after_which(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("heavy_not_now")
    words = turn.words("playbook", "log_win", "suggest", "commit")
    return _keep(turn, playbook.split(turn.journal, words), add_to=False) if words else None


def after_step(turn: Turn) -> Reply | None:
    """Done logs it and gives the next, skip gives the next, stop ends."""
    journal, meaning = turn.journal, turn.meaning
    names = turn.conversation.about.get("left", "").split()
    now = find(journal, names[0]) if names else None
    if now is None or meaning.ghost:
        return None
    done = turn.says_only("playbook", "done")
    if not done and (turn.says_only("playbook", "skips") or meaning.intent in {"no", "different"}):
        return _play(turn, "heavy_next", names[1:]) if names[1:] else turn.say("heavy_end")
    if not done and (turn.declines or meaning.intent in {"stop", "cannot", "nothing_today"}):
        return turn.say("heavy_stopped")
    if meaning.intent == "log_win" and meaning.logs == "yes":
        return _done(turn, names, meaning.wins, None)
    if done or turn.agrees or meaning.intent == "done_commitment":
        return _done(turn, names, (ToldWin(now.act, now.domain),), now)
    if meaning.intent == "smaller":
        return _smaller(turn, now, names)
    return _again(turn, names)


def _done(turn: Turn, names: list[str], told: tuple[ToldWin, ...], step: Favourite | None) -> Reply:
    kept = wins.keep_wins(turn.journal, told, turn.meaning.text, turn.door)
    if step is not None and step.step is not None:
        for win in kept:
            win.step = step.step.id
    acts = say_back(turn.journal, kept)
    if not names[1:]:
        return turn.reply(turn.text("heavy_end_done", acts=acts), kept)
    return _play(turn, "heavy_done_next", names[1:], acts=acts, kept=kept)


def _play(turn: Turn, key: str, names: list[str], *, acts: str = "", kept: Sequence[Win] = ()) -> Reply:
    """Say the first of these; it is open until it is done, skipped or stopped. No question: any energy will do."""
    step = find(turn.journal, names[0])
    if step is None:
        return _play(turn, key, names[1:], acts=acts, kept=kept) if names[1:] else turn.say("heavy_end")
    speech = turn.text(key, do=step.do, acts=acts)
    reply = turn.reply(speech, kept)
    return turn.leave_open(reply, HEAVY_STEP, "action", "heavy_again", {"left": " ".join(names)})


def _smaller(turn: Turn, step: Favourite, names: list[str]) -> Reply:
    about = {"left": " ".join(names)}
    if step.step is None:
        return turn.leave_open(turn.say("heavy_smaller_own"), HEAVY_STEP, "action", "heavy_again", about)
    rung = steps.offer(turn.journal, step.step, 1)
    return turn.leave_open(turn.say("heavy_smaller", step=rung.text), HEAVY_STEP, "action", "heavy_again", about)


def _again(turn: Turn, names: list[str]) -> Reply | None:
    """What was not understood does not lose the sequence, once; what surely means another thing is that thing."""
    unsure = turn.meaning.intent == "unknown" or turn.meaning.confidence < SURE_OF_ANOTHER
    if not unsure or turn.meaning.unfinished or "again" in turn.conversation.about:
        return None
    about = {"left": " ".join(names), "again": "yes"}
    return turn.leave_open(turn.say("heavy_again"), HEAVY_STEP, "action", "heavy_again", about)


def _keep(turn: Turn, named: list[str], *, add_to: bool) -> Reply:
    journal = turn.journal
    full = add_to and len(playbook.sequence(journal)) >= playbook.LONGEST_SEQUENCE
    if full:
        return turn.say("heavy_full")
    items = playbook.set_sequence(journal, named, add_to=add_to)
    key = "heavy_kept_three" if len(named) > len(items) else "heavy_kept"
    return turn.say(key, items=journal.language.grammar.join([item.do for item in items]))


def _named(turn: Turn, item: str) -> list[str]:
    """What the detail names, taken apart as the person said it: the detail itself has lost its commas."""
    words, spoken = item.split(), turn.meaning.text.split()
    bare = [word.strip(",.;:") for word in spoken]
    for place in range(len(bare) - len(words) + 1):
        if words and bare[place : place + len(words)] == words:
            return playbook.split(turn.journal, " ".join(spoken[place : place + len(words)]))
    return playbook.split(turn.journal, item)


FOLLOW_UPS = {HEAVY_STEP: after_step, HEAVY_SET: after_which}
TAKES_REPORTS = {HEAVY_STEP}
