"""Stands where Amazon's servers stand: dates and signs what a client posts, and passes it on to the endpoint."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from small_wins.clock import Clock
from tests.skill.signing import Authority, as_body, signed


class SigningProxy(ThreadingHTTPServer):
    """Signs as `authority` for the endpoint at `url`, at the time of `clock`."""

    def __init__(self, url: str, authority: Authority, clock: Clock) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url, self.authority, self.clock = url, authority, clock

    def passed_on(self, body: bytes) -> bytes:
        """What the endpoint answers to `body`, dated and signed. Raises urllib.error.HTTPError for a refusal."""
        envelope = json.loads(body)
        envelope["request"]["timestamp"] = self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        body = as_body(envelope)
        request = urllib.request.Request(self.url, body, signed(body, self.authority.leaf_key))  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return bytes(response.read())


class Handler(BaseHTTPRequestHandler):
    """Takes POST alone."""

    server: SigningProxy

    def do_POST(self) -> None:
        answer = self.server.passed_on(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def signing_proxy(url: str, authority: Authority, clock: Clock) -> Iterator[str]:
    """A proxy that runs; its address."""
    with SigningProxy(url, authority, clock) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
