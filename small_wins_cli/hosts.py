"""Two doors at one address: the page under its own host, the skill under any."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from small_wins.core import Core

OF_THE_SKILL = frozenset({"/alexa", "/privacy", "/terms", "/pages.css"})
"""What the skill shows the world, under whatever name: one may serve for both."""


def show_page(application: Flask) -> None:
    """The page beside a skill, of the same journals. Raises IdKeyError."""
    from journal_page.app import create_app, warm_up
    from journal_page.code_access import CodeAccess
    from skill.app import CORE
    from small_wins.id_key import read_or_make_key

    core: Core = application.extensions[CORE]
    host = core.settings.page_host
    page = create_app(core, CodeAccess(core, host, read_or_make_key(core.settings)))
    warm_up(page)
    application.wsgi_app = ByHost(application.wsgi_app, page, host)  # type: ignore[method-assign]


class ByHost:
    """Hands what is asked of the page's name to the page, and the rest to the skill."""

    def __init__(self, skill: WSGIApplication, page: WSGIApplication, host: str) -> None:
        self._skill, self._page, self._name = skill, page, name_of(host)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_its_name = name_of(environ.get("HTTP_HOST", "")) == self._name
        of_page = is_its_name and environ.get("PATH_INFO") not in OF_THE_SKILL
        return (self._page if of_page else self._skill)(environ, start_response)


def name_of(host: str) -> str:
    """A Host header without what a proxy does not look at either: capitals, a port, the dot at its end. What names the
    page in another way than browsers do is refused by the page, and does not reach `/metrics` of the skill.
    """
    return re.sub(r":\d*$", "", host.strip()).rstrip(".").lower()
