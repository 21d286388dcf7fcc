"""The record as files on this machine: every win as plain text and as a table, and a short list for an appointment."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from models.queries import exports as queries
from small_wins.journal import Journal

FORTNIGHT = timedelta(days=14)
MOST_LINES = 500
"""A list that goes to an appointment is short: of more wins or feelings only the latest are looked at."""
COLUMNS = ("day", "what", "kind", "feeling_before", "feeling_during", "feeling_after", "said", "told_at")
WINS, SUMMARY = "wins", "summary"
"""The names of the files, as they are said."""


def folder_of(journal: Journal, data_dir: Path) -> Path:
    """Where a person's files go; each person of a machine has a folder of their own."""
    return data_dir / "exports" / journal.person.person_id.hex[-8:]


def write_wins(journal: Journal, data_dir: Path) -> int:
    """Write all wins, whole and as they are, as wins.txt and wins.csv; how many they are. Raises OSError.

    The row of a win is the row of a table, told with a name: 'day', 'what', ...
    """
    folder, count = folder_of(journal, data_dir), 0
    if not queries.has_wins(journal.session, journal.person.person_id):
        return 0
    with _file(folder / f"{WINS}.txt") as text, _file(folder / f"{WINS}.csv") as table:
        lines = csv.writer(table)
        lines.writerow(COLUMNS)
        for row in queries.every_win(journal.session, journal.person.person_id):
            text.write(f"{row[0].isoformat()}  {row[1]}\n")
            lines.writerow((row[0].isoformat(), *row[1:-1], row[-1].isoformat()))
            count += 1
    return count


def write_summary(journal: Journal, data_dir: Path) -> bool:
    """Write what the last fortnight held as summary.txt; False where it held nothing. Raises OSError.

    What the screen stops is left out: somebody else is going to read it.
    """
    days = dict(_days(journal))
    if not days:
        return False
    first = journal.today - FORTNIGHT + timedelta(days=1)
    title = journal.language.say("export_summary_title", first=first.isoformat(), last=journal.today.isoformat())
    with _file(folder_of(journal, data_dir) / f"{SUMMARY}.txt") as file:
        file.write(f"{title}\n")
        for day in sorted(days):
            file.write(f"\n{day.isoformat()}\n")
            file.writelines(f"- {line}\n" for line in days[day])
    return True


def _days(journal: Journal) -> dict[date, list[str]]:
    """What happened on each day, wins before feelings."""
    first, days = journal.today - FORTNIGHT + timedelta(days=1), dict[date, list[str]]()
    session, person_id, language = journal.session, journal.person.person_id, journal.language
    for win in queries.latest_wins_since(session, person_id, first, journal.today, MOST_LINES):
        felt = win.feeling_after if win.feeling_after and journal.may_say(win.feeling_after) else None
        told = f" ({language.say('export_summary_felt', feeling=felt).lower()})" if felt else ""
        if journal.may_tell(win.phrase):
            days.setdefault(win.day, []).append(f"{win.phrase}{told}")
    for feeling in queries.latest_feelings_since(session, person_id, first, journal.today, MOST_LINES):
        number = language.say("export_summary_number", number=feeling.score) if feeling.score else None
        word = feeling.word if feeling.word and journal.may_say(feeling.word) else None
        if said := ", ".join(part for part in (word, number) if part):
            days.setdefault(feeling.day, []).append(language.say("export_summary_felt", feeling=said).lower())
    return days


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    """A file that only its owner can read; it appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        opened = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
