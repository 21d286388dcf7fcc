"""Two doors at one address: the page under its own host, the skill under any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OF_THE_SKILL = frozenset({"/alexa", "/privacy", "/terms", "/pages.css"})
"""What the skill shows the world, under whatever name: one may serve for both."""


class ByHost:
    """Hands what is asked of the page's host to the page, and the rest to the skill."""

    def __init__(self, skill: WSGIApplication, page: WSGIApplication, host: str) -> None:
        self._skill, self._page, self._host = skill, page, host

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        of_page = environ.get("HTTP_HOST") == self._host and environ.get("PATH_INFO") not in OF_THE_SKILL
        return (self._page if of_page else self._skill)(environ, start_response)
