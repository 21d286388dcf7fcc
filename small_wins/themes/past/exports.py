"""The record as files on this machine: every win as plain text and as a table, and a short list for an appointment."""

from __future__ import annotations

from pathlib import Path

from models.queries import exports as queries
from models.records import rows
from small_wins.journal import Journal
from small_wins.records import exporting, summary
from small_wins.records.files import folder_of, private_file

WINS, SUMMARY = "wins", "summary"
"""The names of the files, as they are said."""


def write_wins(journal: Journal, data_dir: Path) -> bool:
    """Write all wins as they are as wins.txt, and with the feelings as wins.csv; False where there are none.

    Raises OSError.
    """
    folder, person_id = folder_of(journal, data_dir), journal.person.person_id
    if not queries.has_wins(journal.session, person_id):
        return False
    with private_file(folder / f"{WINS}.txt") as text, private_file(folder / f"{WINS}.csv") as table:
        for _, win in rows(journal.session, person_id, {"wins"}):
            text.write(f"{win['day']}  {win['phrase']}\n".encode())
        exporting.write(journal, exporting.CSV, table)
    return True


def write_summary(journal: Journal, data_dir: Path) -> bool:
    """Write what the last fortnight held as summary.txt; False where it held nothing. Raises OSError.

    What the screen stops is left out: somebody else is going to read it.
    """
    found = summary.summarise(journal, summary.fortnight(journal))
    if not found.days:
        return False
    with private_file(folder_of(journal, data_dir) / f"{SUMMARY}.txt") as file:
        file.write(found.text().encode())
    return True
