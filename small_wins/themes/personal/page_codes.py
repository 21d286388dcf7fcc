"""Codes that open the page of a server: told by a speaker, good once, for ten minutes.

Anybody who reaches the server can try codes. Ten tries end one of six digits; whoever asks within a day after that is
told one of twelve, whatever was asked, typed or closed since. So a stranger can make the code longer, and can't keep
anybody out.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from interaction_model.understanding.codes import DIGITS, is_a_run
from models.database import Database
from models.queries import pages as queries
from models.tables import PageCode
from small_wins.id_key import keyed_hash, read_or_make_key
from small_wins.journal import Journal
from small_wins.limits import LIMITS
from small_wins.settings import Settings

LONG = 2 * DIGITS
"""How many digits a code has while codes are being guessed."""


def new_code(journal: Journal, settings: Settings, known_as: str, locale: str) -> str:
    """A code for the page; an earlier one of theirs is over. Raises IdKeyError."""
    since = journal.now - timedelta(days=LIMITS.guessing_remembered_days)
    is_long = queries.was_guessed_at(journal.session, since)
    code = _unused(journal, settings, LONG if is_long else DIGITS)
    row = PageCode(key=hashed(code, read_or_make_key(settings)), person_id=journal.person.person_id)
    row.known_as, row.locale = known_as, locale
    row.until = journal.now + timedelta(minutes=LIMITS.page_code_minutes)
    row.tries_left = None if is_long else LIMITS.page_tries
    queries.keep_page_code(journal.session, row, since)
    return code


def redeem(database: Database, id_key: bytes, typed: str, now: datetime) -> PageCode | None:
    """Whose page a typed code opens; None for a wrong one. It opens it once. Raises what a database raises."""
    code = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
    key = hashed(code, id_key)
    with database.reading() as session:
        if len(code) not in {DIGITS, LONG} or not queries.may_open(session, key, now):
            return None  # whoever tries while nothing waits costs nobody anything
    with database.writing() as session:
        found = queries.try_page_code(session, key, now)
        if found is not None:
            session.flush()
            session.expunge(found)
        session.commit()
        return found


def close(journal: Journal) -> bool:
    """End their visits and codes; whether there were any."""
    return queries.close_page(journal.session, [journal.person.person_id])


def hashed(code: str, id_key: bytes) -> str:
    """The only form in which a code is kept."""
    return keyed_hash(f"page {code}", id_key)


def _unused(journal: Journal, settings: Settings, digits: int) -> str:
    """A code that nobody has now."""
    while True:
        code = f"{secrets.randbelow(10**digits):0{digits}}"
        if not is_a_run(code) and journal.session.get(PageCode, hashed(code, read_or_make_key(settings))) is None:
            return code
