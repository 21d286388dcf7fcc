"""At a server: whoever typed the code that a speaker told. Visits are rows, because several processes answer."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from flask import Request as HttpRequest

from journal_page.access import SECRET_BYTES
from journal_page.limits import LIMITS
from journal_page.visits import Visit
from models.queries import pages as queries
from models.queries.people import look_up
from models.tables import PageVisit
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES
from small_wins.id_key import keyed_hash
from small_wins.limits import LIMITS as CORE
from small_wins.themes.personal import page_codes

COOKIE = "__Host-small-wins"
"""A browser takes a cookie of this name over TLS alone, and from this very host."""


class CodeAccess:
    """The codes that were told and the visits that came of them. Methods raise what a database raises."""

    is_public = True

    def __init__(self, core: Core, host: str, id_key: bytes) -> None:
        """`host`: the page's public name, with its port where that is not 443."""
        self.hosts = frozenset({host})
        self._core = core
        self._id_key = id_key

    def open(self, code: str) -> Visit | None:
        """A new visit for a right code, which then works no more; None for a wrong one."""
        now, database = self._core.clock(), self._core.database
        told = page_codes.redeem(database, self._id_key, code, now)
        if told is None:
            return None
        cookie = f"{int(now.timestamp())}.{secrets.token_urlsafe(SECRET_BYTES)}"
        row = PageVisit(key=self._key(cookie), person_id=told.person_id, known_as=told.known_as, locale=told.locale)
        row.until, row.state = now + LIMITS.idle, {}
        visit = self._visit(cookie, row)
        with database.writing() as session:
            queries.open_visit(session, row, now)
            session.commit()
        return visit

    def cookie_name(self, request: HttpRequest) -> str:
        del request
        return COOKIE

    def visit_of(self, cookie: str | None) -> Visit | None:
        """A visit is over, too, where its name leads to another journal than it did."""
        if not cookie:
            return None
        with self._core.database.reading() as session:
            row = queries.find_visit(session, self._key(cookie), self._core.clock())
            person = look_up(session, row.known_as) if row else None
            if row is None or person is None or person.person_id != row.person_id:
                return None
            return self._visit(cookie, row)

    def form_key_of(self, cookie: str) -> str:
        return keyed_hash(f"page form {cookie}", self._id_key)

    def last_known(self, cookie: str | None) -> tuple[str, str]:
        """The row of a visit that is over stays until the next one begins."""
        found = None
        if cookie:
            with suppress(*JOURNAL_FAILURES), self._core.database.reading() as session:
                found = queries.last_known(session, self._key(cookie))
        return found or ("", "")

    def keep(self, visit: Visit) -> None:
        """The view is made by now: where this can't be written, it is shown all the same."""
        now = self._core.clock()
        until, state = min(now + LIMITS.idle, _ends(visit.cookie)), visit.to_state(now)
        if state == visit.kept and until - visit.until < timedelta(seconds=LIMITS.prolonged_seconds):
            return
        with suppress(*JOURNAL_FAILURES), self._core.database.writing() as session:
            queries.keep_visit(session, self._key(visit.cookie), until, visit.kept, state)
            session.commit()

    def leave(self, visit: Visit) -> None:
        with self._core.database.writing() as session:
            queries.end_visit(session, self._key(visit.cookie))
            session.commit()

    def leave_everywhere(self, visit: Visit) -> None:
        with self._core.database.writing() as session:
            row = queries.find_visit(session, self._key(visit.cookie), self._core.clock())
            if row is not None:
                queries.close_page(session, [row.person_id])
            session.commit()

    def _visit(self, cookie: str, row: PageVisit) -> Visit:
        visit = Visit(row.known_as, row.locale, cookie, self.form_key_of(cookie), row.until)
        visit.remember(row.state)
        visit.kept = row.state
        return visit

    def _key(self, cookie: str) -> str:
        return keyed_hash(f"visit {cookie}", self._id_key)


def _ends(cookie: str) -> datetime:
    """When its visit is over whatever is looked at. The hash is of its time too: nobody sets another."""
    begun = datetime.fromtimestamp(int(cookie.partition(".")[0]), UTC)
    return begun + timedelta(days=CORE.page_visit_days)
