"""Who may look. One guard (app.py) asks; a link on this machine, or a code at a server, lets somebody in.

Either is exchanged for a cookie that no script and no other site can use; every form carries a secret of its visit; and
a request that names another host than ours (DNS rebinding) gets nothing.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import Protocol

from flask import Request as HttpRequest

from journal_page.visits import Visit

SECRET_BYTES = 32
FORM_KEY = "form_key"
"""The field of every form that proves that it is ours."""
REQUEST = "request"
"""The field with the name of a form: each that is drawn has another."""
TURN = "turn"
"""The field with the answer that a form was drawn beside."""
_OWN_SITE = frozenset({"same-origin", "none"})


class Access(Protocol):
    """Lets in, and remembers who was."""

    is_public: bool
    """Whether the page is shown to the internet, over TLS, from rows that several processes share."""
    hosts: frozenset[str]
    """The values of the Host header that mean us."""

    def cookie_name(self, request: HttpRequest) -> str: ...

    def visit_of(self, cookie: str | None) -> Visit | None:
        """The visit with this cookie, unless it is over."""

    def form_key_of(self, cookie: str) -> str:
        """The secret of the forms of this cookie's visit, where the visit itself can't be read; '' if it is unknown."""

    def last_known(self, cookie: str | None) -> tuple[str, str]:
        """Whose visit with this cookie is over, and their locale, to say whom to call; ('', '') for nobody known."""

    def keep(self, visit: Visit) -> None:
        """What the present request changed in it is there for the next one."""

    def leave(self, visit: Visit) -> None:
        """End a visit: its cookie opens nothing any more."""

    def leave_everywhere(self, visit: Visit) -> None:
        """End it, and every other one of this person."""


def is_ours(access: Access, request: HttpRequest) -> bool:
    """Whether a request is addressed to us, and not sent by a page of somebody else."""
    if request.headers.get("Host", "") not in access.hosts:
        return False
    origin = request.headers.get("Origin", "null")  # "null" is what a page without a referrer sends to itself
    return origin == "null" or origin in origins(access)


def is_from_our_form(request: HttpRequest, visit: Visit) -> bool:
    """Whether what is posted comes from a form of this visit."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site in _OWN_SITE and same(request.form.get(FORM_KEY, ""), visit.form_key)


def is_from_our_entry(access: Access, request: HttpRequest) -> bool:
    """The same for a form before there is a visit, whose page lets the browser name its origin."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site in _OWN_SITE and request.headers.get("Origin") in origins(access)


def origins(access: Access) -> set[str]:
    """What a browser calls our pages."""
    return {f"{'https' if access.is_public else 'http'}://{host}" for host in access.hosts}


def same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())
