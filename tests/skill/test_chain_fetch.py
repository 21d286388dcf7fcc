"""Fetching certificates from a server that may misbehave."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from skill.chain_fetch import fetch_chain
from skill.limits import Limits
from skill.refusal import RefusalError

LIMITS = Limits(connect_timeout_seconds=1, fetch_timeout_seconds=0.5, chain_bytes=10_000)
PEM = b"-----BEGIN CERTIFICATE-----\n" * 100


class Handler(BaseHTTPRequestHandler):
    """Behaves as its path says."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        self.send_response({"missing": 404, "broken": 500, "moved": 302}.get(name, 200))
        if name == "moved":
            self.send_header("Location", "/good")
        if name == "cut-off":
            self.send_header("Content-Length", str(len(PEM) + 1))
        self.end_headers()
        getattr(self, name.replace("-", "_"), self.good)()

    def good(self) -> None:
        self.wfile.write(PEM)

    def large(self) -> None:
        self.wfile.write(b"x" * (LIMITS.chain_bytes + 1))

    def silent(self) -> None:
        self.server.over.wait(10)  # type: ignore[attr-defined]

    def dripping(self) -> None:
        while not self.server.over.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b"x")

    def log_message(self, *_: object) -> None: ...


class Server(ThreadingHTTPServer):
    """A server whose slow answers end with the test."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what the tests are about."""


@pytest.fixture
def address() -> Iterator[str]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_chain_is_read_whole(address: str) -> None:
    assert fetch_chain(f"{address}/good", LIMITS) == PEM


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "answered 404"),
        ("broken", "answered 500"),
        ("moved", "answered 302"),
        ("large", "too large"),
        ("silent", "ConnectionError|Timeout"),
        ("dripping", "too long"),
        ("cut-off", "ChunkedEncodingError"),
    ],
)
def test_a_server_that_misbehaves_is_refused(address: str, path: str, reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        fetch_chain(f"{address}/{path}", LIMITS)


def test_a_server_that_is_not_there_is_refused() -> None:
    with pytest.raises(RefusalError, match="ConnectionError"):
        fetch_chain("http://127.0.0.1:9/chain.pem", LIMITS)


def test_a_dripping_server_is_left_at_the_deadline(address: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RefusalError):
        fetch_chain(f"{address}/dripping", LIMITS)
    assert time.monotonic() - begun < 5
