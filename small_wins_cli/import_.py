"""`import`: what was written elsewhere, into the journal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, said_of
from small_wins.locales import locale_of
from small_wins.records import importing
from small_wins.records.importing import DIFFERS, Imported
from small_wins.records.lines import NewerFormatError, Unreadable
from small_wins.records.sources import FORMATS, Source, SourceError, open_source
from small_wins.safety import HelpLines, region_of
from small_wins_cli.lines import print_done
from small_wins_cli.options import (
    DEFAULT_PERSON,
    SOME_UNREADABLE,
    WRONG_USE,
    JsonOption,
    NowOption,
    PersonOption,
    fail,
    known_as,
    open_core,
)
from small_wins_cli.progress import progress


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; of Loop also the zip, or its folder.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help=f"One of {', '.join(FORMATS)}; else it is found out.",
            autocompletion=lambda: [*FORMATS],
        ),
    ] = "",
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Add what a file holds: an export of Small Wins (jsonl, csv, markdown), or the CSVs of Daylio or Loop.

    All of it is added, or nothing; what is in the journal stays as it is, and the same file twice adds nothing twice.
    Lines that can't be added are told and kept in FILE.rejected; then the exit code is 3.

    Examples:

        small-wins import journal.jsonl

        small-wins import daylio_export_2026_11_18.csv

        small-wins import "Loop Habits CSV 2026-11-18.zip"
    """
    core = open_core(now)
    if form and form not in FORMATS:
        fail(_say(core, "no_form", form=form, forms=", ".join(FORMATS)), WRONG_USE)
    done = _import(core, known_as(person), _source(core, file, form or None))
    said = _say(core, "imported", added=sum(done.added.values()), there=done.there)
    print_done(said, _line(done), as_json=json_lines)
    for sentence in _for_care(core, done):
        typer.echo(sentence, err=True)
    if not json_lines:
        for sentence in _not_added(core, done):
            typer.echo(sentence, err=True)
    if done.unreadable:
        raise typer.Exit(SOME_UNREADABLE)


def _say(core: Core, key: str, **values: object) -> str:
    return core.language(locale_of(core.settings)).say(f"records_{key}", **values)


def _source(core: Core, file: Path, form: str | None) -> Source:
    try:
        return open_source(file, form)
    except SourceError as error:
        fail(_say(core, error.key, path=file, forms=", ".join(FORMATS)), WRONG_USE)
    except OSError:
        fail(_say(core, "missing", path=file), WRONG_USE)


def _import(core: Core, known: str, source: Source) -> Imported:
    def tell(step: str, count: int) -> None:
        progress.at(lambda: _say(core, step, count=count))

    try:
        return importing.import_(core, known, source, tell)
    except NewerFormatError:
        fail(_say(core, "newer", path=source.path), WRONG_USE)
    except importing.RejectedError as error:
        fail(_say(core, "no_write", path=error.path))
    except JOURNAL_FAILURES as error:
        fail(said_of(error, core.database, core.language(locale_of(core.settings))))


def _for_care(core: Core, done: Imported) -> Iterator[str]:
    """What sounds like a crisis, and whose help lines hold now: each with a number to call."""
    locale = locale_of(core.settings)
    region = region_of(locale, done.own_region, core.settings.region)
    if done.stopped:
        yield _say(core, "stopped", count=done.stopped)
    if done.region:
        yield _say(core, "region" if region else "no_region", named=done.region, region=region)
    if done.stopped or done.region:
        lines = HelpLines(core.language(locale), region)
        numbers = lines.numbers_in(lines.say("crisis"))
        yield _say(core, "call", number=numbers[0]) if numbers else lines.say("number_again")


def _not_added(core: Core, done: Imported) -> Iterator[str]:
    if not done.unreadable:
        return
    yield from _unreadable(core, [one for one in done.unreadable if one[1].key != DIFFERS])
    if differing := sum(line.key == DIFFERS for _, line in done.unreadable):
        yield _say(core, "differs", count=differing)
    yield _say(core, "rejected", count=len(done.unreadable), path=done.kept_in)


def _unreadable(core: Core, lines: Sequence[tuple[str, Unreadable]]) -> Iterator[str]:
    """A sentence for each, or for several one after another that are unreadable alike."""
    numbered = itertools.groupby(enumerate(lines), key=lambda one: _alike(*one))
    for _, group in numbered:
        some = [line for _, line in group]
        (name, first), last = some[0], some[-1][1]
        why = _why(core, first)
        key = "line" if first is last else "lines"
        said = _say(core, key, line=first.line, last=last.line, why=why)
        yield _say(core, "line_of", file=name, said=said) if name else said


def _alike(place: int, line: tuple[str, Unreadable]) -> tuple[object, ...]:
    return line[0], line[1].key, *line[1].values.values(), line[1].line - place


def _why(core: Core, line: Unreadable) -> str:
    language = core.language(locale_of(core.settings))
    return str(language.replies[f"records_why_{line.key}"]).format(**line.values)


def _line(done: Imported) -> dict[str, object]:
    lines = [{"file": name, "line": line.line, "why": line.key, **line.values} for name, line in done.unreadable]
    kept_in = str(done.kept_in) if done.kept_in else None
    return {
        "added": dict(done.added),
        "there": done.there,
        "as_notes": done.stopped,
        "region": done.own_region,
        "unreadable": lines,
        "rejected": kept_in,
    }
