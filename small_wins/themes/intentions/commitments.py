"""Commitments: an action tied to a cue. Kept, found again, done, missed, let go."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from interaction_model.understanding.grammar import Cue, Plan
from interaction_model.understanding.meaning import Win as ToldWin
from models import queries
from models.ids import new_id
from models.tables import Commitment
from small_wins.journal import Journal
from small_wins.themes import announcements, days
from small_wins.themes.intentions import cues
from small_wins.themes.likeness import alike, told_of
from small_wins.themes.wordlists import section

DUE_REACHES = timedelta(hours=2)
"""How long 'done' and 'no' still mean what was due last."""
ASK_MINUTE = 18 * 60
"""When the question once a day is asked, minutes after midnight."""
MISSES_BEFORE_A_CHOICE = 3
DAWN = 4


def read(journal: Journal, text: str, *, from_dawn: bool = False) -> Plan:
    """The plan in a text, by the person's clock; `from_dawn`: 'at eight' is in the morning, whenever it is said."""
    now = journal.now.astimezone(journal.zone)
    return journal.language.grammar.find_plan(text, now.replace(hour=DAWN, minute=0) if from_dawn else now)


def keep(journal: Journal, plan: Plan, *, remind: bool = False) -> Commitment:
    """Keep a plan. An event for which no day is named comes again; a clock time without one is meant once."""
    commitment = Commitment(
        person_id=journal.person.person_id,
        id=new_id(journal.now),
        made_at=journal.now,
        status="open",
        action=plan.action,
        reward=plan.reward or None,
        cue="",
        repeats=cues.DAILY,
        remind=False,
        anchor=False,
        missed=0,
    )
    journal.session.add(commitment)
    set_cue(journal, commitment, plan.cue)
    commitment.remind = remind and commitment.minute is not None
    return commitment


def set_cue(journal: Journal, commitment: Commitment, cue: Cue) -> None:
    """Tie it to a cue, to another one, or to none yet. A reminder stays only where there is a clock time for it."""
    had_one = bool(commitment.cue)
    announcements.let_go_about(journal, commitment.id)
    commitment.cue, commitment.missed = cue.text, 0
    if cue.at is None:
        commitment.minute = commitment.next_at = None
        commitment.repeats, commitment.remind = cue.repeats or cues.DAILY, False
        return
    minute = cues.minute_of(journal, cue.at)
    commitment.minute = minute
    commitment.repeats = cue.repeats or (commitment.repeats if had_one else cues.ONCE)
    once = commitment.repeats == cues.ONCE
    commitment.next_at = cue.at if once else cues.next_time(journal, commitment.repeats, minute, journal.now)


def done(journal: Journal, commitment: Commitment) -> None:
    """It is done for this time; one that was meant for once is done for good."""
    commitment.done_at, commitment.missed = journal.now, 0
    if commitment.repeats == cues.ONCE:
        commitment.status, commitment.next_at = "done", None
    else:
        _move_on(journal, commitment, after=_end_of_today(journal, commitment))


def missed(journal: Journal, commitment: Commitment) -> None:
    """The cue moves to its next time. Nothing is lost, and a day has one miss at most."""
    if not days.remarked(journal, f"missed {commitment.id}"):
        days.remark(journal, f"missed {commitment.id}")
        commitment.missed += 1
    pass_by(journal, commitment)


def pass_by(journal: Journal, commitment: Commitment) -> None:
    """What was due is let go for this time, and counts as nothing."""
    announcements.let_go_about(journal, commitment.id)
    minute, at = commitment.minute, commitment.next_at
    if minute is None:
        _move_on(journal, commitment, after=journal.now)
    elif at is None or at <= journal.now:
        commitment.next_at = cues.next_time(journal, commitment.repeats, minute, journal.now)


def let_go(commitments: Iterable[Commitment]) -> None:
    """Let them go: they are not due again, and what was done stays."""
    for commitment in commitments:
        commitment.status, commitment.next_at, commitment.anchor = "let_go", None, False


def ask_once_a_day(journal: Journal, commitment: Commitment) -> None:
    """Ask about it once a day, by the person's own choice: the cue stays an event."""
    commitment.remind = True
    if commitment.minute is None:
        commitment.next_at = cues.next_time(journal, cues.DAILY, ASK_MINUTE, journal.now)


def stop_reminding(journal: Journal, commitment: Commitment) -> None:
    """No reminder any more; it is still logged when it is told."""
    announcements.let_go_about(journal, commitment.id)
    commitment.remind = False
    if commitment.minute is None:
        commitment.next_at = None


def make_anchor(journal: Journal, commitment: Commitment) -> None:
    """The one anchor of their day; another one is no longer it."""
    for other in open_ones(journal):
        other.anchor = other is commitment
    commitment.anchor = True


def anchored(journal: Journal) -> Commitment | None:
    """The anchor of their day, which the recap mentions first."""
    return next((one for one in open_ones(journal) if one.anchor), None)


def open_ones(journal: Journal) -> Sequence[Commitment]:
    """The open ones whose words may be said, the newest first."""
    found = queries.open_commitments(journal.session, journal.person.person_id)
    return [one for one in found if _may_say(journal, one)]


def find(journal: Journal, commitment_id: str | None) -> Commitment | None:
    """The open commitment of an id."""
    found = queries.find_commitment(journal.session, journal.person.person_id, commitment_id or "")
    return found if found and found.status == "open" else None


def named(journal: Journal, text: str) -> list[Commitment]:
    """The open ones that a text names: by words of the action, else by words of the cue. Often one; none is empty."""
    said, ours = told_of(journal, text), open_ones(journal)
    by_action = [(_shared(said, told_of(journal, one.action)), one) for one in ours]
    by_cue = [(_shared(said, told_of(journal, one.cue)), one) for one in ours]
    for counted in (by_action, by_cue):
        if most := max((count for count, _ in counted), default=0):
            return [one for count, one in counted if count == most]
    return []


def due_lately(journal: Journal) -> Commitment | None:
    """What was due or announced in the last two hours and is not answered, the latest whose words may be said."""
    rows = queries.commitments_due(journal.session, journal.person.person_id, journal.now)
    lately = [one for one in rows if one.next_at and one.next_at > journal.now - DUE_REACHES and _may_say(journal, one)]
    due, said = lately[-1] if lately else None, announcements.latest(journal)
    told = find(journal, str(said.about)) if said and said.kind in {"commitment", "ask"} else None
    if said is None or told is None or not _may_say(journal, told) or (told.done_at and told.done_at >= said.said_at):
        return due
    return due if due and due.next_at and due.next_at > said.said_at else told


def of_today(journal: Journal) -> list[Commitment]:
    """What 'I did it' may mean: the latest clock cue of today, else the events, where not done today."""
    waiting = [one for one in open_ones(journal) if not is_done_today(journal, one)]
    past = [(at, one) for one in waiting if (at := _today_at(journal, one)) and one.made_at <= at <= journal.now]
    if past:
        return [max(past, key=lambda pair: pair[0])[1]]
    return [one for one in waiting if one.minute is None]


def note_wins(journal: Journal, win_ids: Sequence[str]) -> None:
    """A win that tells of an open commitment in other words ('went for my walk') is that commitment, done."""
    plans = queries.open_commitments(journal.session, journal.person.person_id) if win_ids else ()
    if not plans:
        return
    wins = queries.wins_by_id(journal.session, journal.person.person_id, [uuid.UUID(win_id) for win_id in win_ids])
    for win in wins:
        if win.commitment_id is None and win.day == journal.today and (one := _told_of(journal, win.phrase, plans)):
            win.commitment_id = one.id
            done(journal, one)


def as_win(journal: Journal, commitment: Commitment) -> ToldWin:
    """The commitment as the person would tell of it, done."""
    language = journal.language
    acts = language.grammar.find_acts(commitment.action, infinitive=True)
    did = str(section(journal, "commitments").get("did", "{action}"))
    phrase = language.grammar.join([act.what for act in acts]) or did.format(action=commitment.action)
    return ToldWin(phrase, language.understanding.domain_of(phrase))


def _told_of(journal: Journal, phrase: str, plans: Sequence[Commitment]) -> Commitment | None:
    said = told_of(journal, phrase)
    # This runs after every win, over all open ones: only one that tells of the same is worth the screen.
    for one in plans if said else ():
        meant = told_of(journal, one.action)
        same = meant and _shared(said, meant) >= min(len(said), len(meant))
        if same and not is_done_today(journal, one) and _may_say(journal, one):
            return one
    return None


def _may_say(journal: Journal, commitment: Commitment) -> bool:
    return journal.may_say(f"{commitment.cue} {commitment.action} {commitment.reward or ''}")


def _shared(some: Collection[str], others: Collection[str]) -> int:
    return sum(any(alike(word, other) for other in others) for word in some)


def _move_on(journal: Journal, commitment: Commitment, after: datetime) -> None:
    if commitment.next_at is None:
        return
    minute = ASK_MINUTE if commitment.minute is None else commitment.minute
    repeats = cues.DAILY if commitment.minute is None else commitment.repeats
    commitment.next_at = cues.next_time(journal, repeats, minute, after)


def _end_of_today(journal: Journal, commitment: Commitment) -> datetime:
    """The time of today that is done now, whether it has come or not; else now."""
    at = commitment.next_at
    return max(journal.now, at) if at and journal.day_of(at) <= journal.today else journal.now


def is_done_today(journal: Journal, commitment: Commitment) -> bool:
    """Whether it was told to be done on the person's own day."""
    return commitment.done_at is not None and journal.day_of(commitment.done_at) == journal.today


def _today_at(journal: Journal, commitment: Commitment) -> datetime | None:
    """When it comes on the person's own day of today, if it does."""
    if commitment.minute is None or not cues.falls_on(commitment.repeats, journal.today):
        return None
    return cues.moment(journal, journal.today, commitment.minute)
