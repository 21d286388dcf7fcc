"""Handing a message to real servers of this machine: what is sure, what is not, and that no address is told."""

from __future__ import annotations

import asyncio
import http.server
import io
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from small_wins.themes.others import delivery
from small_wins.themes.others.delivery import DeliveryLimits, is_address, send

SECRET = "hunter2"  # noqa: S105 - nobody's
QUICK = DeliveryLimits(connect_seconds=1.0, read_seconds=1.0, whole_seconds=4.0)


@dataclass
class Web:
    """A web server that answers as it is told to."""

    status: int = 200
    waits: float = 0.0
    breaks: bool = False
    got: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"json://me:{SECRET}@127.0.0.1:{self.port}/{SECRET}"


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            web.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if web.breaks:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            time.sleep(web.waits)
            self.send_response(web.status)
            self.send_header("Location", self.path)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        web.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()


class Post:
    """A mail server's other half."""

    def __init__(self, refuses: str = "", breaks: bool = False) -> None:
        self.refuses, self.breaks, self.got = refuses, breaks, list[str]()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own form
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.refuses == "RCPT":
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content.decode())
        if self.breaks:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "554 not this" if self.refuses == "DATA" else "250 OK"


@contextmanager
def posting(post: Post) -> Iterator[str]:
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield f"mailto://127.0.0.1:{server.port}?from=me@example.com&to={SECRET}@example.com&mode=insecure"
    finally:
        server.stop()


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_what_is_accepted_is_sent_as_it_was_read_back() -> None:
    with serving(Web()) as web:
        assert send(web.address, "A small win", "I made the bed.", QUICK) == "sent"
    assert [(got["title"], got["message"]) for got in web.got] == [("A small win", "I made the bed.")]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(400, "refused"), (401, "refused"), (404, "refused"), (429, "refused"), (500, "unsure"), (503, "unsure"),
     (302, "unsure"), (303, "unsure"), (204, "sent")],
)  # fmt: skip
def test_a_refusal_is_one_and_a_broken_server_may_have_it(status: int, outcome: str) -> None:
    with serving(Web(status=status)) as web:
        assert send(web.address, "", "I made the bed.", QUICK) == outcome
    assert len(web.got) == 1


def test_a_connection_that_breaks_and_an_answer_that_never_comes_leave_it_unsure() -> None:
    with serving(Web(breaks=True)) as web:
        assert send(web.address, "", "I made the bed.", QUICK) == "unsure"
    with serving(Web(waits=2.5)) as web:
        assert send(web.address, "", "I made the bed.", QUICK) == "unsure"


def test_waiting_ends_even_where_the_plugin_does_not() -> None:
    begun = time.monotonic()
    with serving(Web(waits=3.0)) as web:
        limits = DeliveryLimits(connect_seconds=9.0, read_seconds=9.0, whole_seconds=0.5)
        assert send(web.address, "", "I made the bed.", limits) == "unsure"
    assert time.monotonic() - begun < 3.9


def test_nobody_at_the_door_is_sure() -> None:
    assert send(f"json://127.0.0.1:{free_port()}/{SECRET}", "", "I made the bed.", QUICK) == "refused"
    assert send(f"mailto://127.0.0.1:{free_port()}?from=me@example.com&mode=insecure", "", "Tea.", QUICK) == "refused"


def test_a_name_that_is_not_found_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    assert send("json://nobody.invalid/x", "", "I made the bed.", QUICK) == "refused"


def test_mail_goes_out_and_its_refusals_are_sure() -> None:
    with posting(post := Post()) as address:
        assert send(address, "A small win", "I made the bed.", QUICK) == "sent"
    assert "I made the bed." in post.got[0]
    for refuses in ("RCPT", "DATA"):
        with posting(Post(refuses)) as address:
            assert send(address, "", "I made the bed.", QUICK) == "refused"


def test_mail_that_breaks_off_behind_its_last_line_is_unsure() -> None:
    with posting(Post(breaks=True)) as address:
        assert send(address, "", "I made the bed.", QUICK) == "unsure"


def test_of_several_receivers_one_may_have_it() -> None:
    with posting(Post("RCPT")) as address:
        several = address.replace("&mode", ",other@example.com&mode")
        assert send(several, "", "I made the bed.", QUICK) == "unsure"


@pytest.mark.parametrize("address", ["", "Jo", "nonsense://x", "https://", "json://", "mailto://"])
def test_what_is_no_address(address: str) -> None:
    assert not is_address(address)
    assert send(address, "", "I made the bed.", QUICK) == "refused"


@contextmanager
def log_of_everything() -> Iterator[io.StringIO]:
    """What a log of all that is logged would hold; the server of the test is no part of it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: not record.name.startswith("mail"))
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def test_neither_address_nor_words_are_logged(capfd: pytest.CaptureFixture[str]) -> None:
    with log_of_everything() as written:
        with serving(Web(status=500)) as web:
            send(web.address, "", "I made the bed.", QUICK)
            send(web.address.replace("json://", "jsons://") + "?verify=no", "", "I made the bed.", QUICK)
        with posting(Post("RCPT")) as address:
            send(address, "", "I made the bed.", QUICK)
        is_address(f"nonsense://{SECRET}")
        logging.getLogger("small_wins").warning("seen")
    told = written.getvalue() + "".join(capfd.readouterr())
    assert "seen" in told
    assert SECRET not in told
    assert "made the bed" not in told


def test_what_a_plugin_raises_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def notify(self, **_: object) -> bool:
            raise RuntimeError(SECRET)

        def __len__(self) -> int:
            return 1

    monkeypatch.setattr(delivery, "_plugin", lambda *_: Broken())
    assert send("json://localhost", "", "I made the bed.", QUICK) == "unsure"
