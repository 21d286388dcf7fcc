"""The page beside the skill, in one server: a code said by the speaker, and a browser that types it in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journal_page.access import FORM_KEY, TURN
from journal_page.code_access import COOKIE
from skill.app import CORE
from small_wins_cli.hosts import show_page
from tests.skill.posting import Answer, Skill

HOST = "journal.test"
ADDRESS = f"https://{HOST}"
OURS = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
"""What a browser sends with a form of the way in."""


def with_page(skill: Skill) -> Skill:
    """The same skill, whose server shows the page."""
    skill.settings = skill.settings.model_copy(update={"page": ADDRESS})
    show_page(skill.client.application)
    return skill


def code_in(answer: Answer) -> str:
    """The digits that were said."""
    found = re.search(r"Your code is ([\d ,]+)\.", answer.speech)
    assert found, answer.speech
    return re.sub(r"\D", "", found[1])


@dataclass
class Browser:
    """A browser that keeps cookies, and no more."""

    application: Flask
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.application.test_client()

    def get(self, path: str = "/", **headers: str) -> TestResponse:
        return self.client.get(path, base_url=ADDRESS, headers=headers, buffered=True)

    def enter(self, code: str, **headers: str) -> TestResponse:
        """Type a code into the one field."""
        return self.client.post("/enter", base_url=ADDRESS, data={"code": code}, headers=OURS | headers)

    def send(self, path: str, view: str = "/", **fields: str) -> TestResponse:
        """Send a form of a view."""
        data = {FORM_KEY: self.form_key(view), TURN: self.field(TURN, view), **fields}
        return self.client.post(path, base_url=ADDRESS, data=data, headers={"Origin": "null"})

    def form_key(self, view: str = "/") -> str:
        return self.field(FORM_KEY, view)

    def field(self, name: str, view: str = "/") -> str:
        """The hidden value of that name in a view."""
        found = re.search(rf'name="{name}" value="([^"]+)"', self.get(view).get_data(as_text=True))
        return found[1] if found else ""

    def text(self, path: str = "/") -> str:
        return unescape(self.get(path).get_data(as_text=True))

    @property
    def cookie(self) -> str:
        found = self.client.get_cookie(COOKIE, HOST)
        assert found
        return str(found.value)

    @property
    def is_in(self) -> bool:
        return self.get().status_code == 200


def browser_of(skill: Skill) -> Browser:
    """A browser that reaches the server of this skill."""
    assert skill.client.application.extensions[CORE]
    return Browser(skill.client.application)
