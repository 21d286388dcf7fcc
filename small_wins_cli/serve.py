"""`serve`: the endpoint of the Alexa skill, and the page under a host of its own."""

from __future__ import annotations

import logging
import socket
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.locales import locale_of
from small_wins_cli.options import FAILED, WRONG_USE, NowOption, fail, open_core
from small_wins_cli.progress import progress
from small_wins_cli.servers import Stop, count_together, serve_by_gunicorn, serve_by_waitress

if TYPE_CHECKING:
    from flask import Flask

    from small_wins.core import Core


class Server(StrEnum):
    """What answers HTTP."""

    gunicorn = "gunicorn"
    waitress = "waitress"


OF_THIS_SYSTEM = Server.gunicorn if sys.platform == "linux" else Server.waitress


def serve(
    host: Annotated[
        str | None, typer.Option(metavar="HOST", help="Address to listen on, instead of the setting's.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65535, help="Port to listen on (0: any free one).")
    ] = None,
    server: Annotated[
        Server | None, typer.Option(help="What answers HTTP: gunicorn on Linux, else waitress.", show_default=False)
    ] = None,
    processes: Annotated[
        int, typer.Option(metavar="COUNT", min=1, max=64, help="How many processes answer (gunicorn alone).")
    ] = 1,
    now: NowOption = None,
) -> None:
    """Serve the Alexa skill at /alexa, until stopped. What is being answered then is answered.

    With SMALL_WINS_PAGE=https://journal.example.org it serves the journal in a browser too, under that host, to whoever
    types the code that the skill tells them.

    It speaks HTTP: put a server with a certificate, such as Caddy or nginx, between it and the internet, and let only
    /alexa through (and all of the page's host). /healthz, /readyz and /metrics are for whoever runs it.

    Examples:

        SMALL_WINS_SKILL_ID=amzn1.ask.skill.... small-wins serve

        small-wins serve --host 0.0.0.0 --port 8080 --processes 2
    """
    chosen = server or OF_THIS_SYSTEM
    if chosen is Server.waitress and processes > 1:
        fail("Waitress answers in one process. Leave out --processes, or choose --server gunicorn.", WRONG_USE)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    core = open_core(now)
    if processes > 1:
        count_together()
    application = _application(core)
    _show_page(application, core)
    listening = _listen(host or core.settings.host, core.settings.port if port is None else port)
    _make_ready(core)
    address = _address(listening)
    progress.end()

    def ready() -> None:
        typer.echo(f"Serving the skill at {address}", err=True)
        if core.settings.page_host:
            typer.echo(f"Serving the page for {core.settings.page}", err=True)

    def start_beside() -> Stop:
        return _start_courier(application)

    if chosen is Server.gunicorn:
        serve_by_gunicorn(application, listening, ready, start_beside, processes)
    else:
        serve_by_waitress(application, listening, ready, start_beside)


def _application(core: Core) -> Flask:
    from skill.app import NoSkillIdError, create_app
    from small_wins.id_key import IdKeyError

    try:
        return create_app(core.settings, clock=core.clock)
    except NoSkillIdError as error:
        fail(str(error), WRONG_USE)
    except IdKeyError as error:
        fail(str(error), FAILED)


def _show_page(application: Flask, core: Core) -> None:
    from small_wins_cli.hosts import show_page

    if core.settings.page and not core.settings.page_host:
        fail("Where acts alone are kept no page is shown. Leave out SMALL_WINS_PAGE.", WRONG_USE)
    if core.settings.page_host:
        show_page(application)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).rstrip(".")
        fail(f"Can't listen on {host} port {port}: {reason}. Choose others with --host and --port.", FAILED)


def _make_ready(core: Core) -> None:
    """What the first turn would have to wait for. A journal that can't be used now may be mended while we serve."""
    core.language(locale_of(core.settings)).warm_up()
    try:
        core.database.look_over()
    except JOURNAL_FAILURES as error:
        typer.echo(said_of(error, core.database, core.language(locale_of(core.settings))), err=True)
    # A connection must not be carried through a fork.
    core.database.close()


def _start_courier(application: Flask) -> Stop:
    """What delivers shared words, beside the threads that answer."""
    from skill.app import CORE
    from small_wins.themes.others.outbox import Courier

    core: Core = application.extensions[CORE]
    courier = Courier(core).start()

    def stop() -> None:
        courier.stop()
        core.database.close()

    return stop


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/alexa"
