"""What follows something that was said unasked: later, not today, yes. Nothing of it counts as missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.tables import Announcement
from small_wins.answers.intentions import outcomes, plan_talk
from small_wins.answers.others import sharing
from small_wins.answers.past import recaps
from small_wins.contexts import announced_last
from small_wins.reminding import promised
from small_wins.reply import Reply
from small_wins.themes import announcements
from small_wins.themes.intentions import commitments, cues, reminders
from small_wins.themes.intentions.said_plans import say_moment
from small_wins.themes.personal import quiet_hours
from small_wins.themes.wordlists import section
from small_wins.turn import Turn

A_WHILE = timedelta(minutes=10)
"""How long 'later' is, and how long a lone yes is the answer to what was announced."""
_AN_HOUR, _HALF_A_DAY = timedelta(hours=1), timedelta(hours=12)


def after_announcement(turn: Turn) -> Reply | None:
    """The answer to what was announced last; None where the line is none, or another answer takes it."""
    row = None if turn.meaning.ghost or turn.in_care else announced_last(turn.journal)
    if row is None:
        return None
    if turn.meaning.intent in ANSWERS:
        return None
    if turn.meaning.intent == "commit" and not plan_talk.read(turn).action:
        # "After my shower": nothing to do is named, so it says when.
        return later(turn)
    agrees = turn.agrees or turn.says_only("announcements", "yes")
    if agrees:
        lately = row.said_at and turn.journal.now - row.said_at <= A_WHILE
        return _yes(turn, row) if lately else turn.say("yes_without_question")
    if turn.declines or turn.says_only("announcements", "no"):
        return _leave(turn, row)
    if row.kind == "recap" and turn.meaning.intent == "recap_today":
        announcements.let_go(turn.journal, row)
    return None


def later(turn: Turn) -> Reply:
    """It comes again once, at the time that was named or in a while; its own times stay."""
    row = _meant(turn)
    if row is None:
        return turn.say("announced_nothing")
    at, named = _time_named(turn, row)
    if at is None:
        return turn.say("announced_no_time")
    own = _next_own_time(turn, row)
    if own and at >= own:
        return _leave(turn, row)
    if not named and quiet_hours.is_quiet(turn.journal, at):
        announcements.let_go(turn.journal, row)
        return turn.say("announced_quiet")
    announcements.put_off(row, at)
    reply = _say_put_off(turn, at)
    if turn.afar:
        reminders.agree(turn.journal, "again", row.about)
        return promised(reply)
    return reply


def not_today(turn: Turn) -> Reply:
    row = _meant(turn)
    return _leave(turn, row) if row else turn.say("announced_nothing")


def _leave(turn: Turn, row: Announcement) -> Reply:
    """This day's one is let go, and what it is about stays."""
    announcements.let_go(turn.journal, row)
    if found := commitments.find(turn.journal, str(row.about)):
        commitments.pass_by(turn.journal, found)
    return turn.say("announced_left")


def _yes(turn: Turn, row: Announcement) -> Reply | None:
    journal = turn.journal
    if row.kind == "recap":
        announcements.let_go(journal, row)
        return recaps.recap_today(turn)
    if row.kind == "check_in":
        announcements.let_go(journal, row)
        return sharing.ask_for_check_in(turn, str(row.about))
    if row.kind == "ask":
        return outcomes.keep_done(turn, commitments.find(journal, str(row.about)))
    return turn.say("announced_yes")


def _meant(turn: Turn) -> Announcement | None:
    """What was announced last, else what was due and another door may have told of."""
    journal = turn.journal
    if row := announcements.latest(journal):
        return row
    due = commitments.due_lately(journal)
    if due is None or due.next_at is None:
        return None
    return announcements.of_due(journal, "ask" if due.minute is None else "commitment", str(due.id), due.next_at)


def _time_named(turn: Turn, row: Announcement) -> tuple[datetime | None, bool]:
    """When it is to come again, and whether a time was named; None for an event, which nobody here can hear."""
    journal, text = turn.journal, turn.meaning.text or " ".join(turn.slots.values())
    grammar, local = journal.language.grammar, journal.now.astimezone(journal.zone)
    cue = commitments.read(journal, text).cue
    if at := grammar.find_time(text, local):
        minute = _own_minute(turn, row)
        day = journal.day_of(at)
        if not cue.named_clock and day != journal.today and minute is not None:
            at = cues.moment(journal, day, minute)
        return at, True
    if minutes := grammar.find_minutes(text):
        return journal.now + timedelta(minutes=minutes), True
    if cue.text and cue.at is None and grammar.as_cue(cue.text) == cue.text:
        today = str(section(journal, "announcements")["today"])
        return grammar.find_time(f"{cue.text} {today}", local), True
    return journal.now + A_WHILE, False


def _own_minute(turn: Turn, row: Announcement) -> int | None:
    if row.kind == "recap":
        return turn.journal.person.recap_minute
    found = commitments.find(turn.journal, str(row.about))
    return found.minute if found else None


def _next_own_time(turn: Turn, row: Announcement) -> datetime | None:
    """When it comes anyway."""
    journal, minute = turn.journal, _own_minute(turn, row)
    found = commitments.find(journal, str(row.about))
    if row.kind == "check_in" or minute is None or (found and found.repeats == cues.ONCE):
        return None
    return cues.next_time(journal, found.repeats if found else cues.DAILY, minute, journal.now)


def _say_put_off(turn: Turn, at: datetime) -> Reply:
    journal = turn.journal
    ahead = at - journal.now
    if ahead < _AN_HOUR and ahead.seconds % 60 == 0:
        minutes = journal.language.grammar.number(ahead.seconds // 60)
        return turn.say("announced_in_one" if ahead.seconds == 60 else "announced_in", count=minutes)
    if ahead < _HALF_A_DAY:
        local = at.astimezone(journal.zone)
        return turn.say("announced_at", clock=journal.language.grammar.clock(local.hour, local.minute))
    return turn.say("announced_on", moment=say_moment(journal, at))


ANSWERS = {"later": later, "not_today": not_today}
