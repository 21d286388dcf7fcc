"""A skill of the tests' own: a real core, a real SQLite file, and a time that stands still."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.app import CORE, create_app
from small_wins.settings import Settings
from tests.skill.forgeries import Sent
from tests.skill.signing import NOW, SKILL_ID, Authority, as_body, signed


@dataclass(frozen=True)
class Answer:
    """What Alexa would do with a response."""

    envelope: dict[str, Any]

    @property
    def ssml(self) -> str:
        return str(self.envelope["response"]["outputSpeech"]["ssml"])

    @property
    def speech(self) -> str:
        return unescape(re.sub("<[^>]+>", "", self.ssml))

    @property
    def open(self) -> bool:
        return not self.envelope["response"]["shouldEndSession"]

    @property
    def attributes(self) -> dict[str, Any]:
        return dict(self.envelope["sessionAttributes"])

    @property
    def reprompt(self) -> str:
        return unescape(re.sub("<[^>]+>", "", self.envelope["response"]["reprompt"]["outputSpeech"]["ssml"]))

    @property
    def directives(self) -> list[dict[str, Any]]:
        return list(self.envelope["response"].get("directives", []))


class Skill:
    """The application under test, and what it keeps."""

    def __init__(self, authority: Authority, folder: Path) -> None:
        self.authority = authority
        self.chain: bytes | Exception = authority.chain()
        self.now = NOW
        self.settings = Settings(data_dir=folder / "data", skill_id=SKILL_ID)

    @cached_property
    def client(self) -> FlaskClient:
        app = create_app(
            self.settings,
            clock=lambda: self.now,
            trusted_roots=self.authority.root.pem,
            fetch_chain=lambda _: self._fetch(),
        )
        return app.test_client()

    def close(self) -> None:
        """Give the database's connections back."""
        self.client.application.extensions[CORE].database.close()

    def send(self, sent: Sent) -> TestResponse:
        """Post what may be forged."""
        self.chain = sent.chain
        return self.client.post("/alexa", data=sent.body, headers=sent.headers)

    def post(self, envelope: dict[str, Any]) -> Answer:
        """Post an envelope as Alexa would."""
        body = as_body(envelope)
        response = self.client.post("/alexa", data=body, headers=signed(body, self.authority.leaf_key))
        assert response.status_code == 200
        return Answer(response.get_json())

    @property
    def database(self) -> Path:
        return self.settings.data_dir / "journal.db"

    def rows(self, columns: str, table: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608

    def everything_kept(self) -> str:
        """All that is in the database, as text."""
        with closing(sqlite3.connect(self.database)) as connection:
            return "\n".join(connection.iterdump())

    def _fetch(self) -> bytes:
        if isinstance(self.chain, Exception):
            raise self.chain
        return self.chain
