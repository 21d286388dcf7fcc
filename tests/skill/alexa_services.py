"""Alexa's own services of the tests' own: the Settings and the Reminders API, over TLS on this machine."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.skill.signing import Authority

REMINDERS = "/v1/alerts/reminders"
TOKEN = "a-token"  # noqa: S105 - that of the tests' envelopes


@dataclass
class AlexaServices:
    """What the services hold, and how they behave."""

    endpoint: str = ""
    time_zone: str | None = "Europe/Dublin"
    """None: nothing was set, which is a 204."""
    reminders: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was made, by alert token."""
    fails_with: int | None = None
    """The status that every call of the Reminders API gets."""
    settings_fail_with: int | None = None
    delay_seconds: float = 0.0
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each call."""
    body_of_failures: str = '{"code": "A_CODE", "message": "no"}'
    made: int = 0

    def asked(self, path: str) -> list[str]:
        """The methods with which a path was called."""
        return [method for method, called in self.calls if called.startswith(path)]

    def only(self) -> dict[str, Any]:
        """The one reminder there is."""
        [reminder] = self.reminders.values()
        return reminder


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    @property
    def services(self) -> AlexaServices:
        return self.server.services

    def do_GET(self) -> None:
        assert self.path.endswith("/settings/System.timeZone")
        self._begin()
        if self.services.settings_fail_with:
            self._answer(self.services.settings_fail_with, self.services.body_of_failures)
        elif self.services.time_zone is None:
            self._answer(204, "")
        else:
            self._answer(200, json.dumps(self.services.time_zone))

    def do_POST(self) -> None:
        wanted = self._begin()
        if self._refused():
            return
        self.services.made += 1
        token = f"alert-{self.services.made}"
        self.services.reminders[token] = wanted
        self._answer(201, json.dumps({"alertToken": token, "status": "ON", "version": "1"}))

    def do_PUT(self) -> None:
        wanted, token = self._begin(), self.path.rpartition("/")[2]
        if self._refused() or self._unknown(token):
            return
        self.services.reminders[token] = wanted
        self._answer(200, json.dumps({"alertToken": token, "status": "ON", "version": "2"}))

    def do_DELETE(self) -> None:
        self._begin()
        token = self.path.rpartition("/")[2]
        if self._refused() or self._unknown(token):
            return
        del self.services.reminders[token]
        self._answer(200, "")

    def _begin(self) -> Any:
        self.services.calls.append((self.command, self.path))
        assert self.headers["Authorization"] == f"Bearer {TOKEN}"
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        time.sleep(self.services.delay_seconds)
        return json.loads(body) if body else None

    def _refused(self) -> bool:
        if self.services.fails_with is None:
            return False
        self._answer(self.services.fails_with, self.services.body_of_failures)
        return True

    def _unknown(self, token: str) -> bool:
        if token in self.services.reminders:
            return False
        self._answer(404, self.services.body_of_failures)
        return True

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Silence: a test reads what is logged."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    services: AlexaServices

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has given up is no news."""


@contextmanager
def serving(authority: Authority, folder: Path) -> Iterator[AlexaServices]:
    """The services, at an endpoint that the authority vouches for."""
    services = AlexaServices()
    chain, key = folder / "services.pem", folder / "services.key"
    now = datetime.now(UTC)  # TLS holds certificates against the machine's own time
    leaf = authority.leaf(("localhost",), start=now - timedelta(days=1), end=now + timedelta(days=1))
    chain.write_bytes(authority.chain(leaf))
    key.write_bytes(authority.leaf_key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    server = Server(("127.0.0.1", 0), Handler)
    server.services = services
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    services.endpoint = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
