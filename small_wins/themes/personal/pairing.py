"""One journal on several doors: a code told on one and said on the other joins theirs; it can be undone for a week.

Of the two, the older journal takes the other one in: it has what they chose for themselves, and nobody has to know on
which door to begin. But a voice that shares a journal with its household leaves that to them and comes along alone, and
a journal that another one became a part of lately stays.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Literal

from interaction_model.understanding.codes import DIGITS, is_a_run
from models import changes
from models.queries import pairing as queries
from models.queries.pairing import Side
from models.queries.people import identity_key
from models.queries.talk import UNDO_REACHES, last_change
from models.tables import Pairing, PairingCode
from small_wins.conversation import CONFIRMATION_WAITS
from small_wins.id_key import keyed_hash, read_or_make_key
from small_wins.journal import Journal
from small_wins.limits import LIMITS
from small_wins.settings import Settings
from small_wins.themes import days

Verdict = Literal["found", "wrong", "enough", "own", "same", "apart"]
"""What becomes of a code that is said. 'own': it is for the other door; 'same': that is one journal already; 'apart':
these two can't become one; 'enough': no more is taken today."""

WRONG = "wrong code"
"""What is remarked of a day on which one was said."""


def new_code(journal: Journal, settings: Settings, known_as: str, *, afar: bool) -> str:
    """A code for the other door; an earlier one of theirs is over. Raises IdKeyError."""
    code, key = _unused(journal, settings)
    until = journal.now + timedelta(minutes=LIMITS.code_minutes)
    row = PairingCode(key=key, person_id=journal.person.person_id, identity=identity_key(known_as), until=until)
    row.afar, row.wrong = afar, 0
    queries.keep_code(journal.session, row, journal.now)
    return code


def accept(journal: Journal, settings: Settings, known_as: str, code: str, *, afar: bool) -> Verdict:
    """What becomes of a code; one that is found waits for their yes, and is nobody else's. Raises IdKeyError."""
    if days.remarked(journal, WRONG) >= LIMITS.wrong_codes_a_day:
        return "enough"
    row = queries.open_code(journal.session, _hashed(code, settings), known_as, journal.now)
    own = row is not None and row.person_id == journal.person.person_id
    if row is None or (row.afar == afar and not own):
        days.remark(journal, WRONG)
        queries.count_wrong(journal.session, LIMITS.wrong_codes_in_all)
        return "wrong"
    if own:
        return "own" if row.afar == afar else "same"
    row.claimed_by, row.until = identity_key(known_as), journal.now + CONFIRMATION_WAITS
    return "found" if sides(journal, known_as, afar=afar) else "apart"


def sides(journal: Journal, known_as: str, *, afar: bool) -> tuple[Side, Side] | None:
    """Whose journal takes in which one, by the code that they said; None where none can, or its time is over."""
    row = queries.claimed_code(journal.session, known_as, journal.now)
    here = queries.side_of(journal.session, identity_key(known_as), afar=afar)
    there = queries.side_of(journal.session, row.identity, afar=row.afar) if row else None
    if here is None or there is None or here.person is there.person:
        return None

    def order(side: Side) -> tuple[bool, bool, datetime]:
        return side.shared, not _has_parts(journal, side), side.person.created_at

    into, left = sorted((there, here), key=order)
    return None if into.shared or _has_parts(journal, left) else (into, left)


def join(journal: Journal, known_as: str, *, afar: bool) -> bool:
    """Make one of the two journals; False where the code's time is over."""
    found = sides(journal, known_as, afar=afar)
    if found is None:
        return False
    queries.join(journal.session, *found, journal.now)
    changes.forget(journal.session)
    return True


def undoable(journal: Journal) -> Pairing | None:
    """What was joined last, while it can still be taken apart."""
    latest = next(iter(queries.pairings(journal.session, journal.person.person_id)), None)
    return latest if latest and latest.at >= _undo_since(journal) else None


def is_latest(journal: Journal) -> bool:
    """Whether what was done last, and can be taken back, is that two journals were joined."""
    found, change = undoable(journal), last_change(journal.session, journal.person.person_id, journal.now)
    lately = found is not None and journal.now - found.at <= UNDO_REACHES
    return found is not None and lately and (change is None or change.id < found.id)


def is_joined(journal: Journal) -> bool:
    """Whether somebody is led here who had another journal before."""
    return queries.is_joined(journal.session, journal.person.person_id)


def take_apart(journal: Journal, pairing: Pairing) -> None:
    """Give each its own again; what was told since stays in the journal that took the other one in."""
    queries.take_apart(journal.session, pairing)
    changes.forget(journal.session)


def settle(journal: Journal) -> None:
    """What can't be undone any more leaves nothing behind."""
    queries.settle(journal.session, journal.person.person_id, _undo_since(journal))


def _undo_since(journal: Journal) -> datetime:
    return journal.now - timedelta(days=LIMITS.pairing_undo_days)


def _has_parts(journal: Journal, side: Side) -> bool:
    return any(one.at >= _undo_since(journal) for one in queries.pairings(journal.session, side.person.person_id))


def _unused(journal: Journal, settings: Settings) -> tuple[str, str]:
    """A code that nobody has now, and its hash."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        key = _hashed(code, settings)
        if not is_a_run(code) and journal.session.get(PairingCode, key) is None:
            return code, key


def _hashed(code: str, settings: Settings) -> str:
    return keyed_hash(f"pairing {code}", read_or_make_key(settings))
