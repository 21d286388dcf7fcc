"""`export`: the journal as a file that is its owner's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from models.row_values import read_day
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, explain
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.records import exporting
from small_wins.records.exporting import FILE_NAMES, JSON_LINES, OF_DAYS, PDF, SUFFIXES, SUMMARY, Written
from small_wins.records.files import folder_of, private_file
from small_wins.records.span import Span
from small_wins.records.summary_pdf import FontError
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
)
from small_wins_cli.progress import progress

TO_OUTPUT = "-"


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help=f"One of {', '.join(FILE_NAMES)}; else by the file's name.",
            autocompletion=lambda: [*FILE_NAMES],
        ),
    ] = "",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE", help="Where to; - is standard output. Else the exports folder.")
    ] = "",
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, such as 2026-11-18.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day.")] = "",
    font: Annotated[Path | None, typer.Option("--font", help="A TrueType font for the PDF.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Write the journal to a file: jsonl holds everything and can be imported again.

    csv is a table of wins and feelings, markdown your words by day, ical your plans, summary (and pdf) a list for an
    appointment: counts, words and dates of a fortnight. Nothing is sent anywhere.

    Examples:

        small-wins export

        small-wins export --format csv --from 2026-11-01 --output november.csv

        small-wins export --output for-my-therapist.pdf
    """
    core = open_core(now)
    form = _form(core, form, output)
    span = Span(_day(core, "--from", first), _day(core, "--to", last))
    if form not in OF_DAYS and (first or last):
        fail(_say(core, "no_days", form=form), WRONG_USE)
    with _journal(core, known_as(person)) as journal:
        if journal is None:
            typer.echo(_say(core, "nothing"), err=True)
            return
        path = _path(core, journal, form, output, force)
        with _file(core, path) as file:
            written = _write(core, journal, form, file, span, font)
    if path:
        line = {"format": form, "file": str(path), "left_out": written.left_out}
        print_done(_say(core, "written", path=path), line, as_json=json_lines)
    if written.left_out:
        typer.echo(_say(core, "left_out", count=written.left_out), err=True)
    if written.unwritable:
        typer.echo(_say(core, "unwritable", characters=" ".join(sorted(written.unwritable))), err=True)


def _say(core: Core, key: str, **values: object) -> str:
    return core.language(locale_of(core.settings)).say(f"records_{key}", **values)


def _form(core: Core, form: str, output: str) -> str:
    """As it is named, else by the file's name, else everything."""
    found = form or SUFFIXES.get(Path(output).suffix.lower(), JSON_LINES)
    if found not in FILE_NAMES:
        fail(_say(core, "no_form", form=found, forms=", ".join(FILE_NAMES)), WRONG_USE)
    # A summary goes into the kind of file that is asked for.
    return PDF if found == SUMMARY and Path(output).suffix.lower() == ".pdf" else found


def _day(core: Core, option: str, text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError:
        fail(_say(core, "no_day", option=option), WRONG_USE)


@contextmanager
def _journal(core: Core, known: str) -> Iterator[Journal | None]:
    try:
        with exporting.journal_to_read(core, known) as journal:
            yield journal
    except JOURNAL_FAILURES as error:
        fail(core.language(locale_of(core.settings)).say(explain(error)))


def _path(core: Core, journal: Journal, form: str, output: str, force: bool) -> Path | None:
    """Where to; None: standard output."""
    if output == TO_OUTPUT:
        return None
    if not output:
        return folder_of(journal, core.settings.data_dir) / FILE_NAMES[form]
    path = Path(output).absolute()
    if path.is_dir():
        path /= FILE_NAMES[form]
    if os.path.lexists(path) and not force:
        fail(_say(core, "exists", path=path), WRONG_USE)
    return path


@contextmanager
def _file(core: Core, path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with private_file(path) as file:
            yield file
    except OSError:
        fail(_say(core, "no_write", path=path))


def _write(core: Core, journal: Journal, form: str, file: BinaryIO, span: Span, font: Path | None) -> Written:
    def tell(count: int) -> None:
        progress.at(lambda: _say(core, "writing", count=count))

    try:
        return exporting.write(journal, form, file, span=span, font=font, progress=tell)
    except ModuleNotFoundError:
        fail(_say(core, "no_pdf"), WRONG_USE)
    except FontError:
        fail(_say(core, "no_font", path=font), WRONG_USE)
