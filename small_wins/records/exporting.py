"""Writing a journal out, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from models import queries
from models.records import one_moment
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.locales import locale_of
from small_wins.records import by_day, journal_lines, spreadsheet, summary
from small_wins.records.span import EVERYTHING, Span

JSON_LINES, CSV, MARKDOWN, CALENDAR, SUMMARY, PDF = "jsonl", "csv", "markdown", "ical", "summary", "pdf"
FILE_NAMES = {
    JSON_LINES: "journal.jsonl",
    CSV: "wins.csv",
    MARKDOWN: "journal.md",
    CALENDAR: "plans.ics",
    SUMMARY: "summary.txt",
    PDF: "summary.pdf",
}
"""The forms, and what a file of each is called."""
OF_DAYS = frozenset({CSV, MARKDOWN, SUMMARY, PDF})
"""Those that can hold some days alone."""
SUFFIXES = {Path(name).suffix: form for form, name in FILE_NAMES.items()}

Progress = Callable[[int], None]
"""Told how many lines were written."""


@dataclass(slots=True)
class Written:
    """What was not written."""

    left_out: int = 0
    """Of a summary: how many words the screen stopped, as somebody else is going to read it."""
    unwritable: set[str] = field(default_factory=set)
    """Of a PDF: the characters that its font lacks; their names stand there instead."""


@contextmanager
def journal_to_read(core: Core, known_as: str) -> Iterator[Journal | None]:
    """One moment of a person's journal, while others may go on writing; None: nothing is kept of them."""
    with core.database.reading() as session:
        one_moment(session)
        person = queries.look_up(session, known_as)
        language = core.language(locale_of(core.settings))
        yield Journal(session, person, core.clock(), language, core.settings.person) if person else None


def write(
    journal: Journal,
    form: str,
    file: BinaryIO,
    *,
    span: Span = EVERYTHING,
    font: Path | None = None,
    progress: Progress = lambda _: None,
) -> Written:
    """Write the journal in this form. Raises OSError, FontError; ModuleNotFoundError without the extra `pdf`."""
    match form:
        case "jsonl":
            _put(journal_lines.write(journal), file, progress)
        case "csv":
            _put(spreadsheet.write(journal, span), file, progress)
        case "markdown":
            _put(by_day.write(journal, span), file, progress)
        case "ical":
            from small_wins.records import plans_calendar

            file.write(plans_calendar.write(journal))
        case _:
            return _summary(journal, form, file, summary.fortnight(journal) if span == EVERYTHING else span, font)
    return Written()


def _summary(journal: Journal, form: str, file: BinaryIO, span: Span, font: Path | None) -> Written:
    found = summary.summarise(journal, span, most=None)
    if form == SUMMARY:
        file.write(found.text().encode())
        return Written(found.left_out)
    from small_wins.records import summary_pdf

    document, unwritable = summary_pdf.write(found, font)
    file.write(document)
    return Written(found.left_out, unwritable)


def _put(lines: Iterable[str], file: BinaryIO, progress: Progress) -> None:
    for count, line in enumerate(lines, start=1):
        file.write(line.encode("utf-8", "backslashreplace"))
        progress(count)
