"""Comma-separated values: safe to open in a spreadsheet, and read record by record."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from small_wins.records.lines import is_whole

LONGEST_CELL = 2**24
"""Characters."""
_ENDS = re.compile(r"(?P<before>(?:^|[;,\t\r\n])[\s']*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001
"""Before what a spreadsheet takes for a formula: at the start of a cell, or after what may end a cell elsewhere."""
_MARKED = re.compile(r"(?P<before>(?:^|[;,\t\r\n])[\s']*)'(?=[=+\-@＝＋－＠])")  # noqa: RUF001


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
    """The number of its first line, its text, and its cells (None: there are none to be made out), record by record."""
    csv.field_size_limit(LONGEST_CELL)
    taken: list[str] = []

    def take() -> Iterator[str]:
        for text in lines:
            taken.append(text)
            yield text

    reader, first = csv.reader(take()), 1
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
