"""What comes next: moved on in silence when it is over, and reckoned anew when the clocks or the place have changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models import queries
from models.tables import Commitment
from small_wins.journal import Journal
from small_wins.themes import announcements
from small_wins.themes.intentions import commitments, cues

BEYOND = timedelta(days=9)
"""What comes again does so within a week or so: what is further off was reckoned by a clock that was wrong."""


def is_settled(journal: Journal) -> bool:
    """Whether `move_on` has nothing to do."""
    return journal.person.reckoned_in == journal.zone.key and not _to_be_moved(journal)


def move_on(journal: Journal) -> None:
    """Give what came and went its next time, in silence: nobody hears that it was missed."""
    if journal.person.reckoned_in != journal.zone.key:
        _reckon_anew(journal)
    limit = journal.now - commitments.DUE_REACHES
    for one in _to_be_moved(journal):
        asked = one.minute is None
        once = one.repeats == cues.ONCE and not asked
        one.next_at = None if once else cues.next_time(journal, _repeats(one), _minute(one), limit)


def names_clock(journal: Journal, one: Commitment) -> bool:
    """Whether its cue names a clock time: 'at two', and neither 'in the evening' nor 'in two hours'."""
    return one.minute is not None and commitments.read(journal, one.cue).cue.named_clock


def _to_be_moved(journal: Journal) -> Sequence[Commitment]:
    limit = journal.now - commitments.DUE_REACHES
    # What comes once is over for good only when no clock can be put back to before it.
    times = (limit, journal.now + BEYOND, journal.now - announcements.KEPT)
    return queries.commitments_to_move(journal.session, journal.person.person_id, *times)


def _reckon_anew(journal: Journal) -> None:
    """Somebody who has moved is reminded at two by the clock where they are."""
    before, journal.person.reckoned_in = journal.person.reckoned_in, journal.zone.key
    if before is None:
        return
    for one in queries.commitments_ahead(journal.session, journal.person.person_id):
        if one.repeats != cues.ONCE or one.minute is None or names_clock(journal, one):
            _move_to_this_zone(journal, one)


def _move_to_this_zone(journal: Journal, one: Commitment) -> None:
    at = one.next_at
    if at is None:
        return
    days = [journal.day_of(at) + timedelta(days=ahead) for ahead in (-1, 0, 1)]
    moments = [cues.moment(journal, day, _minute(one)) for day in days if cues.falls_on(_repeats(one), day)]
    nearest = min(moments, key=lambda moment: abs(moment - at), default=None)
    if nearest is None:
        nearest = cues.next_time(journal, _repeats(one), _minute(one), journal.now)
    if announcements.said_today(journal, one.id) and nearest > journal.now and journal.day_of(nearest) == journal.today:
        # It was said today already, by the clock where they were.
        nearest = at if one.repeats == cues.ONCE else cues.next_time(journal, _repeats(one), _minute(one), nearest)
    one.next_at = nearest


def _repeats(one: Commitment) -> str:
    return cues.DAILY if one.minute is None else one.repeats


def _minute(one: Commitment) -> int:
    return commitments.ASK_MINUTE if one.minute is None else one.minute
