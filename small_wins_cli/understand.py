"""`understand`: what utterances mean, without acting on them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from zoneinfo import available_timezones

import typer

from interaction_model.request import Request
from small_wins.contexts import CONTEXTS
from small_wins.core import Core
from small_wins.interpret import interpret
from small_wins.journal import zone_named
from small_wins.locales import locale_of
from small_wins_cli.lines import parse_object, piped_lines, print_error, print_line
from small_wins_cli.options import (
    DEFAULT_PERSON,
    FINE,
    SOME_UNREADABLE,
    WRONG_USE,
    NowOption,
    PersonOption,
    fail,
    open_core,
    whole_text,
)


def understand(
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar="ZONE", help="The person's, such as Europe/Dublin.")
    ] = None,
) -> None:
    """Read one JSON object a line, and write one line for each: what it means. Nothing is kept.

    A line in: {"text": "um i finally made my bed", "context": "any"}

    Examples:

        echo '{"text": "i made my bed", "context": "any"}' | small-wins understand
    """
    del person  # Whose journal it is changes no meaning yet.
    core, code = open_core(now), FINE
    today = _today(core, timezone)
    locale = locale_of(core.settings)
    for line in piped_lines():
        try:
            text, context = _read(line)
        except ValueError as error:
            print_error(f"This line can't be read: {error}", as_json=True)
            code = SOME_UNREADABLE
            continue
        print_line(_meaning(Request("", "typed", "", (text,), locale), context, core, today))
    raise typer.Exit(code)


def _read(line: str) -> tuple[str, str]:
    fields = parse_object(line)
    if not isinstance(fields.get("text"), str):
        raise ValueError('it has no "text"')  # noqa: TRY004 - one kind of error for whatever is wrong
    context = fields.get("context", "any")
    if context not in CONTEXTS:
        raise ValueError(f"its context is none of {', '.join(CONTEXTS)}")
    return whole_text(fields["text"]), context


def _today(core: Core, timezone: str | None) -> date:
    defaults = core.settings.person
    if timezone and timezone not in available_timezones():
        fail(f"{whole_text(timezone)} is no time zone such as Europe/Dublin.", WRONG_USE)
    zone = zone_named(timezone or defaults.time_zone)
    return (core.clock().astimezone(zone) - timedelta(hours=defaults.day_ends_at_hour)).date()


def _meaning(request: Request, context: str, core: Core, today: date) -> dict[str, object]:
    meaning = interpret(request, core, context, today)
    return {
        "intent": meaning.intent,
        "safety": meaning.screening.level,
        "logs": meaning.logs,
        "wins": [{"what": win.what, "domain": win.domain, "day_offset": win.day_offset} for win in meaning.wins],
        "feeling": next((win.feeling for win in meaning.wins if win.feeling), None),
        "slots": dict(meaning.slots),
    }
