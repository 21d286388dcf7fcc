"""The page over real HTTP, with a journal that was told over some weeks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ssl import SSLContext
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from journal_page.app import create_app
from journal_page.code_access import CodeAccess
from journal_page.link_access import LinkAccess
from small_wins.core import Core
from tests.conftest import NOON
from tests.small_wins.talk import Talk

PERSON = "local:me"
TOLD = (
    (20, 9, "I opened the curtains"),
    (19, 10, "I walked to the park and felt lighter"),
    (17, 18, "I called my sister and felt better"),
    (16, 9, "I made my bed"),
    (14, 20, "I'm feeling heavy"),
    (13, 11, "I read a page in the garden"),
    (12, 9, "I watered the plants"),
    (12, 15, "I walked to the park and felt calm"),
    (9, 14, "I called my sister"),
    (8, 10, "I drew a small bird"),
    (6, 9, "I opened the curtains and made my bed"),
    (6, 13, "I did my breathing"),
    (5, 17, "I walked to the park and felt lighter"),
    (4, 12, "I'm feeling flat"),
    (3, 10, "I had a bath and felt calmer"),
    (2, 9, "I answered one email"),
    (2, 19, "I called my sister and felt better"),
    (1, 10, "I sat on the step in the sun"),
    (1, 20, "note to future me: the walk to the park helped, even when I didn't want to go"),
    (0, 8, "I drank a glass of water"),
    (0, 9, "I brushed my teeth and made my bed"),
    (0, 10, "after my coffee I'll stretch for two minutes"),
    (0, 11, "at eight tonight I'll ring mum"),
)
"""How many days before, at what hour, and what."""


def tell_weeks(core: Core, until: datetime = NOON) -> None:
    """Tell some weeks, as a person might."""
    for days, hour, said in TOLD:
        at = (until - timedelta(days=days)).replace(hour=hour)
        told = Talk(replace(core, clock=lambda at=at: at), PERSON).say(said)
        assert not told.failed
        assert told.intent != "unknown", said


class Silent(WSGIRequestHandler):
    """Tells no log who asked for what."""

    def log_request(self, *_: object) -> None:
        pass


def tell_day(core: Core, at: datetime, count: int) -> None:
    """Tell so many things on one day, in long words."""
    acts = ("washed the big pot that had been standing there", "walked slowly round the whole block in the rain")
    talk = Talk(replace(core, clock=lambda: at), PERSON)
    for number in range(count):
        talk.say(f"I {acts[number % len(acts)]} with number {number}")


@dataclass
class Served:
    """A page that is being served."""

    core: Core
    access: LinkAccess
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def link(self) -> str:
        return f"{self.url}/open/{self.access.new_link()}"

    def kept(self) -> list[str]:
        return Talk(self.core, PERSON).kept()


@contextmanager
def served(core: Core) -> Iterator[Served]:
    """Serve the page of PERSON on a free port."""
    access = LinkAccess(PERSON, "en-US", (), core.clock)
    with listening(create_app(core, access)) as port:
        access.hosts = frozenset({f"127.0.0.1:{port}"})
        yield Served(core, access, port)


@contextmanager
def served_behind_a_code(core: Core) -> Iterator[str]:
    """Serve the page as a server does, without TLS: the address of its way in, which is as far as a browser gets."""
    access = CodeAccess(core, "", b"key")
    with listening(create_app(core, access)) as port:
        access.hosts = frozenset({f"127.0.0.1:{port}"})
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def listening(application: Flask, tls: SSLContext | None = None) -> Iterator[int]:
    """Serve an application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Silent, ssl_context=tls)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
