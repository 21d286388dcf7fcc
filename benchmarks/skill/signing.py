"""Requests as Alexa signs them, by the tests' own authority, made ahead of the measuring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.skill.signing import SKILL_ID, Authority, as_body, intent, signed

__all__ = ["AUTHORITY_FILES", "SKILL_ID", "Signer"]

AUTHORITY_FILES = ("root.pem", "chain.pem")
ACTS = ("drank a glass of water", "made my bed", "fed the cat", "washed three plates", "rang my sister")


@dataclass
class Signer:
    """Makes LogWin requests of many people, each with an id of its own."""

    authority: Authority
    people: int
    made: int = 0

    def write_authority(self, folder: Path) -> None:
        """Leave in `folder` what the server needs to verify them."""
        for name, pem in zip(AUTHORITY_FILES, (self.authority.root.pem, self.authority.chain()), strict=True):
            (folder / name).write_bytes(pem)

    def requests(self, count: int) -> list[bytes]:
        """So many whole HTTP requests, each of the next person in turn; good for two and a half minutes."""
        return [self._next() for _ in range(count)]

    def _next(self) -> bytes:
        number, self.made = self.made, self.made + 1
        said = intent(
            "LogWinIntent",
            {"win": f"i {ACTS[number % len(ACTS)]}"},
            timestamp=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        user = {"userId": f"amzn1.ask.account.{number % self.people}"}
        said["context"]["System"]["user"] = said["session"]["user"] = user
        body = as_body(said)
        headers = signed(body, self.authority.leaf_key) | {"Host": "localhost", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /alexa HTTP/1.1\r\n{head}\r\n".encode() + body
