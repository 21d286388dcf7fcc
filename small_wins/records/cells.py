"""Comma-separated values: safe to open in a spreadsheet, and read record by record."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from models.row_values import ValueProblemError
from small_wins.records.lines import is_whole

LONGEST_CELL = 2**24
"""Characters."""
_UNSEEN = r"\s'\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""What a spreadsheet may pass over: blanks, what is of no width, and our own apostrophe."""
_ENDS = re.compile(rf"(?P<before>(?:^|[;,\t\r\n])[{_UNSEEN}]*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001
"""Before what a spreadsheet takes for a formula: at the start of a cell, or after what may end a cell elsewhere."""
_MARKED = re.compile(rf"(?P<before>(?:^|[;,\t\r\n])[{_UNSEEN}]*)'(?=[=+\-@＝＋－＠])")  # noqa: RUF001


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would carry out as a formula."""
    return _ENDS.sub(r"\g<before>'", text)


def as_written(text: str) -> str:
    """The text before `harmless`."""
    return _MARKED.sub(r"\g<before>", text)


def line(cells: Sequence[str]) -> str:
    """One record."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def read(lines: Iterable[str]) -> Iterator[tuple[int, str, list[str] | None]]:
    """The number of its first line, its text, and its cells (None: there are none to be made out), record by record.

    Where the first line has more semicolons than commas, as spreadsheets of many countries write it, those part cells.
    """
    csv.field_size_limit(LONGEST_CELL)
    taken: list[str] = []
    left = iter(lines)
    heading = next(left, "")

    def take() -> Iterator[str]:
        for text in itertools.chain((heading,), left):
            taken.append(text)
            yield text

    reader, first = csv.reader(take(), delimiter=max(",;", key=heading.count)), 1
    while True:
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        text = "".join(taken)
        yield first, text, cells if is_whole(text) else None
        first += len(taken)
        taken.clear()


def made_out(text: str, record: list[str] | None) -> list[str]:
    """The cells of a record. Raises ValueProblemError where there are none."""
    if record is None:
        raise ValueProblemError("cells" if is_whole(text) else "no_utf8", "")
    return record
