"""Who may look: whoever opened the one-time link, for as long as they come back.

The link works once. It is exchanged for a cookie that no script and no other site can use; every form carries a secret
of its visit; and a request that names another host than ours (DNS rebinding) gets nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hmac import compare_digest
from threading import Lock

from flask import Request as HttpRequest

from journal_page.limits import LIMITS
from small_wins.clock import Clock
from small_wins.conversation import Conversation
from small_wins.reply import Reply

SECRET_BYTES = 32
FORM_KEY = "form_key"
"""The field of every form that proves that it is ours."""
REQUEST = "request"
"""The field with the name of a form: each that is drawn has another."""
_OWN_SITE = frozenset({"same-origin", "none"})


@dataclass
class Visit:
    """One browser that opened the link. It lives in memory alone."""

    seen_at: datetime
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(SECRET_BYTES), repr=False)
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(SECRET_BYTES), repr=False)
    conversation: Conversation = field(default_factory=Conversation, repr=False)
    reply: Reply | None = field(default=None, repr=False)
    """The last answer, shown until the next one."""
    replied_at: datetime | None = None
    turn: int = 0
    """How many answers there were. What is said to an answer names the turn that it was drawn in."""
    told_as: str = ""
    """The turn in the journal that goes when something is deleted, and takes what is held here along; '' for none."""
    done: str = ""
    """What was done last by a form of the page, as the end of the key of its sentence."""
    sent: dict[str, str] = field(default_factory=dict, repr=False)
    """Where the last forms led, by their names: one that is sent twice is done once."""
    heard: dict[str, str] = field(default_factory=dict, repr=False)
    """Ids of what was read on a hard day, and when, as an ISO instant."""
    asked: dict[str, str] = field(default_factory=dict, repr=False)
    """What was looked for last: a search is in no address, because browsers keep those."""

    def last_reply(self, now: datetime) -> Reply | None:
        """The last answer, while it may still be meant."""
        fresh = self.replied_at is not None and now - self.replied_at <= timedelta(seconds=LIMITS.reply_seconds)
        return self.reply if fresh else None

    def put_aside(self, now: datetime) -> None:
        """Something else was done since the last answer: it is shown no more, and asks nothing. Care goes on."""
        self.done = ""
        if not self.conversation.in_care(now):
            self.turn, self.reply, self.replied_at = self.turn + 1, None, now
            self.conversation = self.conversation.hung_up(now)

    def forget(self, now: datetime) -> None:
        """What it held of words that were deleted is gone too. Care, which quotes none, goes on."""
        self.put_aside(now)
        kept = replace(self.conversation, held="", pending="", last_speech="")
        self.conversation = kept if kept.in_care(now) else Conversation()
        self.told_as, self.asked = "", {}


class Access:
    """The one link and the visits that came of it."""

    def __init__(self, hosts: Collection[str], clock: Clock) -> None:
        """`hosts` are the values of the Host header that mean us, with their port."""
        self.hosts = frozenset(hosts)
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
            right = bool(self._link) and now <= self._link_until and _same(link, self._link)
            if not right:
                return None
            self._link = ""
            visit = Visit(now)
            self._visits.append(visit)
            return visit

    def visit_of(self, cookie: str | None) -> Visit | None:
        """The visit with this cookie, unless it has been idle for too long."""
        with self._lock:
            now = self._clock()
            self._visits = [v for v in self._visits if now - v.seen_at <= timedelta(seconds=LIMITS.idle_seconds)]
            visit = next((visit for visit in self._visits if cookie and _same(cookie, visit.cookie)), None)
            if visit:
                visit.seen_at = now
            return visit

    def leave(self, visit: Visit) -> None:
        """Forget a visit: its cookie opens nothing any more."""
        with self._lock:
            self._visits = [one for one in self._visits if one is not visit]

    def is_ours(self, request: HttpRequest) -> bool:
        """Whether a request is addressed to us, and not sent by a page of somebody else."""
        if request.headers.get("Host", "") not in self.hosts:
            return False
        origin = request.headers.get("Origin", "null")  # "null" is what a page without a referrer sends to itself
        return origin == "null" or origin in {f"http://{host}" for host in self.hosts}

    @staticmethod
    def is_from_our_form(request: HttpRequest, visit: Visit) -> bool:
        """Whether what is posted comes from a form of this visit."""
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        return site in _OWN_SITE and _same(request.form.get(FORM_KEY, ""), visit.form_key)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())
