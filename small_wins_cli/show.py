"""`show`: the journal in a browser."""

from __future__ import annotations

import os
import socket
import webbrowser
from typing import Annotated

import typer

from small_wins.locales import locale_of
from small_wins_cli.options import DEFAULT_PERSON, FAILED, NowOption, PersonOption, fail, known_as, open_core
from small_wins_cli.progress import progress
from small_wins_cli.servers import Stop, serve_by_waitress

LOOPBACK = "127.0.0.1"


def show(
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Port on this machine (0: any free one).")
    ] = 0,
    browser: Annotated[bool, typer.Option(help="Open the link in the browser.")] = True,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
) -> None:
    """Show the journal in the browser of this machine, until stopped with Ctrl-C.

    The link works once, within five minutes; other programs and other machines can't look in.

    Examples:

        small-wins show

        small-wins show --no-browser --port 8765
    """
    from journal_page.app import create_app, warm_up
    from journal_page.limits import LIMITS
    from journal_page.link_access import LinkAccess
    from small_wins.themes.others.outbox import Courier

    core = open_core(now)
    language = core.language(locale_of(core.settings))
    try:
        listening = socket.create_server((LOOPBACK, port))
    except OSError as error:
        fail(language.say("page_no_port", port=port, reason=os.strerror(error.errno or 0)), FAILED)
    at = f"{LOOPBACK}:{listening.getsockname()[1]}"
    hosts = {at, at.replace(LOOPBACK, "localhost")}
    access = LinkAccess(known_as(person), locale_of(core.settings), hosts, core.clock)
    application = create_app(core, access)
    warm_up(application, known_as(person))

    def ready() -> None:
        link = f"http://{at}/open/{access.new_link()}"
        progress.end()
        typer.echo(language.say("page_ready", link=link))
        if browser:
            webbrowser.open(link)

    def start_beside() -> Stop:
        courier = Courier(core).start()

        def stop() -> None:
            courier.stop()
            core.database.close()

        return stop

    serve_by_waitress(application, listening, ready, start_beside, LIMITS.threads)
