"""`serve`: the endpoint of the Alexa skill."""

from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from small_wins.locales import locale_of
from small_wins_cli.options import FAILED, FINE, WRONG_USE, NowOption, fail, open_core

if TYPE_CHECKING:
    from flask import Flask
    from waitress.server import BaseWSGIServer, MultiSocketServer

    from small_wins.core import Core
    from small_wins.themes.others.outbox import Courier

THREADS = 4


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on, instead of the setting's.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (0: any free one).")] = None,
    now: NowOption = None,
) -> None:
    """Serve the Alexa skill at /alexa, until stopped.

    It speaks HTTP: put a server with a certificate, such as Caddy or nginx, between it and the internet.

    Examples:

        SMALL_WINS_SKILL_ID=amzn1.ask.skill.... small-wins serve

        small-wins serve --host 0.0.0.0 --port 8080
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    core = open_core(now)
    chosen_port = core.settings.port if port is None else port
    application = _application(core)
    core.language(locale_of(core.settings)).warm_up()
    server = _server(application, host or core.settings.host, chosen_port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    for address in _addresses(server):
        typer.echo(f"Serving the skill at {address}", err=True)
    courier = _courier(application)
    server.run()
    server.close()
    courier.stop()
    _close(application)


def _application(core: Core) -> Flask:
    from skill.app import NoSkillIdError, create_app
    from small_wins.id_key import IdKeyError

    try:
        return create_app(core.settings, clock=core.clock)
    except NoSkillIdError as error:
        fail(str(error), WRONG_USE)
    except IdKeyError as error:
        fail(str(error), FAILED)


def _courier(application: Flask) -> Courier:
    """What delivers shared words, beside the threads that answer."""
    from skill.app import CORE
    from small_wins.themes.others.outbox import Courier

    return Courier(application.extensions[CORE]).start()


def _close(application: Flask) -> None:
    from skill.app import CORE

    application.extensions[CORE].database.close()


def _server(application: Flask, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    from waitress import create_server

    from skill.limits import LIMITS

    try:
        return create_server(
            application, host=host, port=port, threads=THREADS, max_request_body_size=LIMITS.body_bytes, ident=None
        )
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        fail(f"Can't listen on {host} port {port}: {reason}. Choose others with --host and --port.", FAILED)


def _addresses(server: BaseWSGIServer | MultiSocketServer) -> list[str]:
    listening = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    return [f"http://{f'[{host}]' if ':' in host else host}:{port}/alexa" for host, port in listening]


def _stop(*_: object) -> NoReturn:
    # Waitress takes SystemExit as the sign to finish what it is answering.
    sys.exit(FINE)
