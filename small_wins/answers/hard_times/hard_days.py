"""Hard days: it is acknowledged first, then one thing is asked; days without anything; acts that can't be faced."""

from __future__ import annotations

from interaction_model.understanding.meaning import Win as ToldWin
from small_wins.answers.past.notes import play
from small_wins.answers.remarks import act_and_day, said_on_day, vary
from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.hard_times.hard_days import has_archive, past_instance, usual_win, win_to_hear
from small_wins.themes.past import wins
from small_wins.themes.past.notes import note_to_hear
from small_wins.themes.suggestions import steps
from small_wins.turn import Turn

CHOICE, ANOTHER_WIN, KEEP_THROUGH = "hard_day_choice", "another_win", "keep_through"
"""The open questions: what would be good now; another one; whether getting through is to be kept."""

READ_AT_MOST = 3
"""One and two more; then it is enough, also for somebody who goes on saying yes."""
ASKED_AT_MOST = 2
"""How often a day the choice is asked: who ignored it twice does not want it."""
_ASKED, _DECLINED = "hard day asked", "hard day declined"


def hard_day(turn: Turn) -> Reply:
    """Acknowledged; then their usual where the mood fell, else a choice, where there is anything to choose."""
    acknowledged = vary(turn, "harddays_acknowledged")
    if not turn.may_offer:
        return turn.reply(f"{acknowledged} {turn.text('harddays_nothing_has_to')}")
    usual = usual_step_line(turn) if turn.slots.get("drop") else None
    if usual:
        return turn.reply(f"{acknowledged} {usual}")
    asked, declined = days.remarked(turn.journal, _ASKED), days.remarked(turn.journal, _DECLINED)
    note = note_to_hear(turn.journal) is not None
    archive = has_archive(turn.journal)
    if declined or asked >= ASKED_AT_MOST or not (archive or note):
        return turn.reply(f"{acknowledged} {turn.text('harddays_nothing_has_to')}")
    days.remark(turn.journal, _ASKED)
    key = "harddays_choice_all" if archive and note else "harddays_choice" if archive else "harddays_choice_note"
    asks = turn.reply(f"{acknowledged} {turn.text(key)}")
    return turn.leave_open(asks, CHOICE, "text", "harddays_choice_again", {"only_note": "" if archive else "yes"})


def after_choice(turn: Turn) -> Reply | None:
    """A win, a note, or quiet, whichever of them they name; any other yes is the first of what was offered."""
    if turn.declines:
        days.remark(turn.journal, _DECLINED)
        return turn.say("harddays_declined")
    said = turn.words("yes", "list_wins", "recap_today", "future_self_note", "hard_day", "playbook")
    if turn.meaning.intent == "playbook" or said is None:
        return None
    if turn.says("hard_days", "wants_quiet"):
        days.remark(turn.journal, _DECLINED)
        return turn.say("harddays_quiet")
    if turn.conversation.about.get("only_note") or turn.says("hard_days", "wants_note"):
        return play(turn)
    wants = turn.agrees or turn.meaning.intent == "list_wins" or turn.says("hard_days", "wants_win")
    return read_one(turn, ()) if wants else None


def read_one(turn: Turn, heard: tuple[str, ...]) -> Reply:
    """One concrete thing with its day, and nothing made of it; then another or enough, thrice at most."""
    win = win_to_hear(turn.journal, heard)
    if win is None:
        return turn.say("harddays_no_more" if heard else "harddays_nothing_here")
    line = said_on_day(turn, win)
    heard = (*heard, str(win.id))
    if len(heard) >= READ_AT_MOST:
        return turn.reply(f"{line} {turn.text('harddays_rest_now')}")
    if turn.low_energy:
        return turn.reply(line)
    asks = turn.reply(f"{line} {turn.text('harddays_another')}")
    return turn.leave_open(asks, ANOTHER_WIN, "yes_no", "harddays_another_again", {"heard": " ".join(heard)})


def after_another(turn: Turn) -> Reply | None:
    more = turn.says_only("wins", "more")
    if not more and (turn.declines or turn.meaning.intent == "stop"):
        return turn.say("harddays_enough")
    said = turn.words("yes", "list_wins", "different", "suggest")
    wanted = turn.agrees or turn.meaning.intent == "different" or turn.says("hard_days", "wants_win")
    if not more and (said is None or not wanted):
        return None
    return read_one(turn, tuple(turn.conversation.about.get("heard", "").split()))


def nothing_today(turn: Turn) -> Reply:
    """Fine as it is. Who goes to bed is wished a good night; getting through is kept if they want it."""
    if turn.slots.get("through"):
        if not turn.may_offer:
            return turn.say("harddays_through")
        asks = turn.say("harddays_through_ask")
        return turn.leave_open(asks, KEEP_THROUGH, "yes_no", "keep_this_again", {"said": turn.meaning.text})
    return turn.reply(vary(turn, "harddays_to_bed" if turn.slots.get("bed") else "harddays_nothing_today"))


def after_keep_through(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("let_go")
    if not turn.agrees:
        return None
    language = turn.journal.language
    act = turn.text("harddays_through_act")
    told = ToldWin(act[:1].lower() + act[1:], language.understanding.domain_of(act))
    kept = wins.keep_wins(turn.journal, [told], turn.conversation.about.get("said", act), turn.door)
    return turn.reply(turn.text("harddays_through_kept"), kept)


def cannot(turn: Turn) -> Reply:
    """That is all right. That they did the same act before is said once a day, and left at that."""
    if turn.slots.get("kind") == "any":
        steps.turn_down(turn.journal)
        return turn.reply(vary(turn, "harddays_cannot_any"))
    act = turn.slots.get("act", "")
    win = past_instance(turn.journal, act) if act and turn.may_offer else None
    if win is None or days.remarked(turn.journal, f"could {win.id}"):
        return turn.reply(vary(turn, "harddays_cannot"))
    days.remark(turn.journal, f"could {win.id}")
    return turn.reply(act_and_day(turn, "harddays_could", win))


def usual_step_line(turn: Turn) -> str | None:
    """One sentence that names their own most dependable act, for when the mood falls; None where there is none, in
    care mode and on energy 1.
    """
    win = usual_win(turn.journal) if turn.may_offer else None
    if win is None:
        return None
    return turn.text("harddays_usual", acts=turn.journal.language.grammar.second_person(win.phrase))


ANSWERS = {"hard_day": hard_day, "nothing_today": nothing_today, "cannot": cannot}
FOLLOW_UPS = {CHOICE: after_choice, ANOTHER_WIN: after_another, KEEP_THROUGH: after_keep_through}
