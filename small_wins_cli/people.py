"""`people`: to whom something may be sent, and sending what waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer

from models import queries
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.themes.others import people
from small_wins_cli.lines import print_done
from small_wins_cli.options import (
    DEFAULT_PERSON,
    WRONG_USE,
    JsonOption,
    NowOption,
    PersonOption,
    fail,
    known_as,
    open_core,
    whole_text,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The people to whom you may send something.",
    rich_markup_mode="markdown",
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What you call them: Jo, my brother.")]
FROM_INPUT = "-"


@app.command()
def add(
    name: NameArgument,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="Their address, as Apprise writes it; - reads it.")],
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Add somebody, or give them another address. Nothing is sent by this, nor ever without your yes.

    The address is an Apprise URL: an e-mail account, a messenger, many others (https://appriseit.com/services/).
    It is a secret: with `--to -` it is read from the standard input and no other program sees it.

    Examples:

        small-wins people add Jo --to "mailto://me:password@example.com?to=jo@example.com"

        small-wins people add "my brother" --to - < address.txt
    """
    from small_wins.themes.others import delivery

    address = sys.stdin.readline().strip() if to == FROM_INPUT else whole_text(to).strip()
    if not whole_text(name).strip():
        fail("A name is missing.", WRONG_USE)
    if not delivery.is_address(address):
        # The address itself is not repeated: it may be a password with a slip in it.
        fail("That is no address that can be sent to: see https://appriseit.com/services/.", WRONG_USE)
    with _journal(open_core(now), person) as journal:
        trusted = people.add(journal, whole_text(name).strip(), address)
        journal.session.commit()
        name = trusted.name
    print_done(f"{name} is added. Nothing is sent without your yes.", {"added": name}, as_json=json_lines)


@app.command("list")
def list_(person: PersonOption = DEFAULT_PERSON, now: NowOption = None, json_lines: JsonOption = False) -> None:
    """Who is there, whether they have an address, and on which days a check-in is offered. Addresses are not shown.

    Example:

        small-wins people list
    """
    with _journal(open_core(now), person) as journal:
        for trusted in people.everybody(journal):
            parts = (trusted.name, "" if trusted.address else "no address yet", trusted.check_in or "")
            line = {"name": trusted.name, "has_address": bool(trusted.address), "check_in": trusted.check_in}
            print_done("  ".join(part for part in parts if part), line, as_json=json_lines)
        if journal.person.sharing_stopped and not json_lines:
            print("Sharing is off.")


@app.command()
def remove(
    name: NameArgument, person: PersonOption = DEFAULT_PERSON, now: NowOption = None, json_lines: JsonOption = False
) -> None:
    """Forget somebody's address; what waits for them is cancelled.

    Example:

        small-wins people remove Jo
    """
    with _journal(open_core(now), person) as journal:
        trusted = people.named(journal, whole_text(name))
        if trusted is None:
            fail("Nobody of that name is there.")
        called = trusted.name
        people.let_go(journal, trusted)
        journal.session.commit()
    print_done(f"Nothing goes to {called} any more.", {"removed": called}, as_json=json_lines)


@app.command()
def deliver(now: NowOption = None, json_lines: JsonOption = False) -> None:
    """Send what waits, for everybody on this machine; for cron. Doors that stay open do so by themselves.

    Example:

        small-wins people deliver
    """
    from small_wins.themes.others import outbox

    core = open_core(now)
    try:
        done = outbox.deliver(core)
    except JOURNAL_FAILURES as error:
        fail(said_of(error, core.database, core.language(locale_of(core.settings))))
    said = f"sent: {done.sent}, waiting: {done.waiting}, not sent or not sure: {done.lost}"
    print_done(said, asdict(done), as_json=json_lines)


@contextmanager
def _journal(core: Core, person: str) -> Iterator[Journal]:
    """The person's journal; it is kept where the command commits."""
    language, known = core.language(locale_of(core.settings)), known_as(person)
    try:
        with core.database.writing() as session:
            now = core.clock()
            found = queries.find_person(session, known) or queries.add_person(session, known, now)
            yield Journal(session, found, now, language, core.settings.person)
    except JOURNAL_FAILURES as error:
        fail(said_of(error, core.database, language))
