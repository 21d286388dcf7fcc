"""On this machine: whoever opened the one-time link, for as long as they come back. It lives in memory alone."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from threading import Lock

from flask import Request as HttpRequest

from journal_page.access import SECRET_BYTES, same
from journal_page.limits import LIMITS
from journal_page.visits import Visit
from small_wins.clock import Clock


class LinkAccess:
    """The one link and the visits that came of it."""

    is_public = False

    def __init__(self, known_as: str, locale: str, hosts: Collection[str], clock: Clock) -> None:
        """Whose journal it is ('local:me'); `hosts` are the values of the Host header that mean us, with their port."""
        self.hosts = frozenset(hosts)
        self._whose = known_as, locale
        self._clock = clock
        self._lock = Lock()
        self._link = ""
        self._link_until = clock()
        self._visits: list[Visit] = []

    def new_link(self) -> str:
        """The secret of a new one-time link; one that was made before and not opened works no more."""
        with self._lock:
            self._link = secrets.token_urlsafe(SECRET_BYTES)
            self._link_until = self._clock() + timedelta(seconds=LIMITS.link_seconds)
            return self._link

    def open(self, link: str) -> Visit | None:
        """A new visit for the right link, which then works no more; None for any other."""
        with self._lock:
            now = self._clock()
            right = bool(self._link) and now <= self._link_until and same(link, self._link)
            if not right:
                return None
            self._link = ""
            cookie, form_key = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(2))
            visit = Visit(*self._whose, cookie, form_key, now + LIMITS.idle)
            self._visits.append(visit)
            return visit

    def cookie_name(self, request: HttpRequest) -> str:
        """The cookies of a host are the same for all of its ports: two open journals must not lock each other."""
        return f"small-wins-{request.host.rpartition(':')[2]}"

    def visit_of(self, cookie: str | None) -> Visit | None:
        with self._lock:
            now = self._clock()
            self._visits = [visit for visit in self._visits if now <= visit.until]
            visit = next((visit for visit in self._visits if cookie and same(cookie, visit.cookie)), None)
            if visit:
                visit.until = now + LIMITS.idle
            return visit

    def form_key_of(self, cookie: str) -> str:
        del cookie
        return ""

    def last_known(self, cookie: str | None) -> tuple[str, str]:
        """There is one person here, whoever asks."""
        del cookie
        return self._whose

    def keep(self, visit: Visit) -> None:
        """It is the one that is remembered."""

    def leave(self, visit: Visit) -> None:
        with self._lock:
            self._visits = [one for one in self._visits if one is not visit]

    def leave_everywhere(self, visit: Visit) -> None:
        del visit
        with self._lock:
            self._visits = []
