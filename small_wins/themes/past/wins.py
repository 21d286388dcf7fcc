"""Wins: kept and acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from interaction_model.understanding.meaning import Win as ToldWin
from models.ids import new_id
from models.tables import Win
from small_wins.journal import Journal
from small_wins.themes.past import feelings
from small_wins.themes.wordlists import listed, says, section

_NOON = time(12)
_DAY_STARTS = time(4)


def keep_wins(
    journal: Journal,
    told: Sequence[ToldWin],
    said: str,
    door: str,
    felt: Sequence[feelings.Felt] = (),
    *,
    with_care: bool = False,
) -> list[Win]:
    """Write the wins of one utterance; `said` is the utterance. What the screen stops is not kept.

    `felt` is how it felt, where more is known than each win tells; `with_care` keeps a win that needs care as well,
    for whoever has said yes to that. Where acts alone are kept, so are the words of the act alone.
    """
    may_keep = journal.may_tell if with_care else journal.may_say
    kept = [
        Win(
            person_id=journal.person.person_id,
            id=new_id(journal.now),
            said=win.what if journal.acts_only else said,
            phrase=win.what,
            domain=win.domain,
            happened_at=_happened_at(journal, win),
            day=journal.today + timedelta(days=win.day_offset),
            told_at=journal.now,
            feeling_after=None if journal.acts_only else win.feeling,
            door=door,
        )
        for win in told
        if may_keep(said) and may_keep(win.what)
    ]
    journal.session.add_all(kept)
    for win in kept:
        own = [feelings.felt_as(journal, "after", win.feeling_after)] if win.feeling_after else []
        feelings.keep(journal, felt if felt and win is kept[-1] else own, win)
    return kept


def acknowledge(journal: Journal) -> int:
    """The number of the next acknowledgement, so that none comes twice in a row of five, whatever the door."""
    number = journal.person.acknowledged
    journal.person.acknowledged = number + 1
    return number


def _happened_at(journal: Journal, win: ToldWin) -> datetime:
    """The time that the act itself names ('went to bed at ten'); else now, or noon of an earlier day."""
    day = journal.today + timedelta(days=win.day_offset)
    if (named := _time_in(journal, win.what, day)) is not None:
        return named
    if win.day_offset == 0:
        return journal.now
    return datetime.combine(day, _NOON, journal.zone).astimezone(UTC)


def _time_in(journal: Journal, what: str, day: date) -> datetime | None:
    """The time gone by that a phrase names: on that day, or in the evening before it for going to bed."""
    late = says(journal, what, listed(journal, "wins", "late"))
    said = f"{what} {section(journal, 'wins').get('at_night', '')}" if late else what
    for begins in (day, day - timedelta(days=1)) if late else (day,):
        start = datetime.combine(begins, _DAY_STARTS, journal.zone)
        found = journal.language.grammar.find_time(said, start)
        if found is not None and found <= journal.now and found - start < timedelta(days=1):
            return found.astimezone(UTC)
    return None
