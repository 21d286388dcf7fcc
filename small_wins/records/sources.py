"""The files that somebody hands in, and what kind they are."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from small_wins.journal import Journal
from small_wins.records import by_day_reading, cells, daylio, journal_lines, loop_habits, spreadsheet
from small_wins.records.lines import Found

JSON_LINES, CSV, MARKDOWN, DAYLIO, LOOP = "jsonl", "csv", "markdown", "daylio", "loop"
FORMATS = (JSON_LINES, CSV, MARKDOWN, DAYLIO, LOOP)
REJECTED = ".rejected"
LARGEST = 512 * 2**20
"""Bytes of all files together: more than lives hold, less than fills a memory."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BY_SUFFIX = {".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".md": MARKDOWN, ".markdown": MARKDOWN}


class SourceError(ValueError):
    """It can't be taken in. `key`: why, as the end of the name of a sentence."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed in."""

    path: Path
    files: Mapping[str, str]
    """The text of each file, by its path in a folder or a zip ('' for a file alone). Bytes that are no UTF-8 stand in
    it as 'surrogateescape' has them."""
    format: str


def open_source(path: Path, format_: str | None) -> Source:
    """Read all of it. Raises SourceError or OSError."""
    if path.is_dir():
        files = _texts({str(file.relative_to(path).as_posix()): file for file in path.rglob("*.csv")})
    elif path.is_file() and zipfile.is_zipfile(path):  # of what is no plain file it would look for the end
        files = _unpacked(path)
    else:
        files = _texts({"": path})
    found = format_ or _guess(path, files)
    if found is None or (found != LOOP and "" not in files):
        raise SourceError("what")
    return Source(path, files, found)


def read(
    source: Source, journal: Journal, *, any_length: bool, progress: Callable[[int], None] = lambda _: None
) -> dict[str, Found]:
    """What each of its files holds. Raises lines.NewerFormatError. `progress` is told how many lines were read."""

    def lines(text: str, newline: str = "") -> Iterator[str]:
        for number, line in enumerate(_lines(text, newline), start=1):
            progress(number)
            yield line

    if source.format == LOOP:
        files = {name or loop_habits.CHECKMARKS: lines(text) for name, text in source.files.items()}
        found = loop_habits.read(files, journal)
        return {"" if "" in source.files else name: one for name, one in found.items()}
    text = source.files[""]
    readers: Mapping[str, Callable[[], Found]] = {
        JSON_LINES: lambda: journal_lines.read(lines(text, "\n"), journal, any_length=any_length),
        CSV: lambda: spreadsheet.read(lines(text), journal, any_length=any_length),
        MARKDOWN: lambda: by_day_reading.read(lines(text), journal),
        DAYLIO: lambda: daylio.read(lines(text), journal),
    }
    return {"": readers[source.format]()}


def heading(source: Source, name: str) -> str:
    """What a file of some of its lines begins with."""
    text = source.files.get(name, "")
    return "" if source.format in {MARKDOWN, JSON_LINES} else next(iter(_lines(text)), "")


def records(source: Source, name: str, numbers: Collection[int]) -> Iterator[tuple[int, str]]:
    """The lines, or records of several, that begin at these lines: the number of each, and its text."""
    text = source.files[name]
    found: Iterable[tuple[int, str]] = enumerate(_lines(text, "\n"), start=1)
    if source.format != JSON_LINES:
        found = ((number, record) for number, record, _ in cells.read(_lines(text)))
    return ((number, record) for number, record in found if number in numbers)


def _lines(text: str, newline: str = "") -> Iterable[str]:
    return io.StringIO(text, newline=newline)


def _texts(files: Mapping[str, Path]) -> dict[str, str]:
    found, left = dict[str, str](), LARGEST
    for name, path in files.items():
        with path.open("rb") as file:
            content = file.read(left + 1)  # what is no plain file may have no end, and tells no size
        left -= len(content)
        if left < 0:
            raise SourceError("large")
        found[name] = _text(content)
    return found


def _unpacked(path: Path) -> dict[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = [info for info in archive.infolist() if info.filename.endswith(".csv")]
            if sum(info.file_size for info in files) > LARGEST:
                raise SourceError("large")
            return {info.filename: _text(archive.read(info)) for info in files}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as error:
        raise SourceError("zip") from error


def _text(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "surrogateescape")


def _guess(path: Path, files: Mapping[str, str]) -> str | None:
    """The kind of file, by its name, else by its first line."""
    if "" not in files:
        return LOOP if {loop_habits.HABITS, loop_habits.CHECKMARKS} & files.keys() else None
    if found := _BY_SUFFIX.get(Path(path.name.partition(REJECTED)[0]).suffix.lower()):
        return found
    text = files[""]
    if text.lstrip().startswith("{"):
        return JSON_LINES
    columns = {name.strip() for name in next(iter(cells.read(_lines(text))), (1, "", None))[2] or ()}
    if columns >= daylio.NEEDED:
        return DAYLIO
    if columns >= spreadsheet.NEEDED:
        return CSV
    if "Date" in columns:
        return LOOP
    return MARKDOWN if text.lstrip().startswith("#") else None
