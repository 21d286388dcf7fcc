"""The options that every command shares, and how they become a core."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError

from small_wins.clock import clock_from, system_clock
from small_wins.core import Core
from small_wins.settings import Settings, config_file
from small_wins_cli.progress import progress

FINE, FAILED, WRONG_USE, SOME_UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit codes; the last one is that of Ctrl-C."""

MIN_YEAR, MAX_YEAR = 1900, 2200
"""Near the ends of what a datetime can hold, counting days and zones fails."""


def parse_instant(text: str) -> datetime:
    """An ISO 8601 instant; one without an offset is taken as UTC. Raises typer.BadParameter."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no ISO time such as 2026-11-18T21:30:00+00:00") from error
    if not MIN_YEAR <= instant.year <= MAX_YEAR:
        raise typer.BadParameter(f"{text!r} is no time of these centuries")
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


PersonOption = Annotated[str, typer.Option("--person", metavar="NAME", help="Whose journal it is.")]
NowOption = Annotated[
    datetime | None,
    typer.Option("--now", metavar="ISO", parser=parse_instant, help="The time to start at, instead of the clock's."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
DEFAULT_PERSON = "me"


def open_core(now: datetime | None = None) -> Core:
    """The core for this command. Settings that can't be read end the command with a sentence."""
    try:
        settings = Settings()
    except (ValidationError, ValueError, OSError) as error:
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) if isinstance(error, ValidationError) else ""
        fail(f"A setting can't be read: {where} {problem} (environment SMALL_WINS_* or {config_file()})", WRONG_USE)
    try:
        return Core.open(settings, clock_from(now) if now else system_clock)
    except ArgumentError:
        # The value itself may hold a password.
        fail("The setting database (SMALL_WINS_DATABASE) is no URL such as postgresql://me@localhost/wins", WRONG_USE)


def known_as(person: str) -> str:
    """How a local door names a person to the core."""
    return f"local:{whole_text(person)}"


def whole_text(text: str) -> str:
    """The text without halves of characters, which bytes that are no UTF-8 leave behind and no file can hold."""
    return text.encode("utf-8", "replace").decode()


def ask(question: str, **how: Any) -> str:
    """What somebody types. Ctrl-C and the end of the input end the command."""
    try:
        with progress.awaiting_somebody():
            return str(typer.prompt(question, **how))
    except typer.Abort as error:
        typer.echo(err=True)
        if isinstance(error.__context__, KeyboardInterrupt):
            raise typer.Exit(INTERRUPTED) from error
        fail("The input ended before there was an answer, so nothing was done.")


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    """Say on standard error what went wrong, and end the command."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
