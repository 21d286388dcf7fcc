"""Reads the Markdown of by_day.py, ours or written by hand: headings of days, and below them lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.arrivals import Arrival
from models.row_values import read_day
from small_wins.journal import Journal
from small_wins.records import felt
from small_wins.records.by_day import NOTES, TITLE, texts_of
from small_wins.records.lines import Found, Unreadable, is_whole
from small_wins.records.phrases import is_act
from small_wins.records.told import Told
from small_wins.themes.past.feelings import MOMENTS, NOW

_HEADING = "## "
_ITEM = re.compile(r"(  )?[-*+] (.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_GOES_ON = re.compile(r"(?<!\\)(?:\\\\)*\\$")
"""A line that ends in a backslash which is not itself escaped."""


def read(lines: Iterable[str], journal: Journal) -> Found:
    """What the lines hold."""
    reader = _Reader(journal)
    for number, raw in enumerate(lines, start=1):
        reader.take(number, raw)
    reader.close()
    return reader.found


@dataclass(slots=True)
class _Item:
    """One thing of a list."""

    line: int
    raw: str
    text: str
    parts: list[_Item] = field(default_factory=list)


class _Reader:
    def __init__(self, journal: Journal) -> None:
        self.found = Found()
        self._journal, self._told = journal, Told(journal, "markdown", by_words=True)
        texts = texts_of(journal)
        self._moments: Mapping[str, str] = {texts[name]: name for name in (NOW, *MOMENTS)}
        self._notes: Mapping[str, str] = {texts[name]: name for name in NOTES}
        self._title = texts[TITLE]
        self._is_ours = False
        self._day: date | None = None
        self._items: list[_Item] = []

    def take(self, number: int, raw: str) -> None:
        """The next line."""
        line = raw.rstrip("\r\n")
        if self._goes_on():
            last = self._last()
            last.raw, last.text = last.raw + raw, f"{last.text[:-1]}\n{line.removeprefix('  ')}"
        elif line.startswith("# "):
            self._is_ours = self._is_ours or line.removeprefix("# ").strip() == self._title
        elif line.strip():
            self.found.lines += 1
            if line.startswith(_HEADING):
                self._begin(number, raw, line.removeprefix(_HEADING).strip())
            else:
                self._add(number, raw, line)

    def close(self) -> None:
        """The day is over."""
        for item in self._items:
            if self._day is not None:
                self._keep(item, self._day)
        self._items = []

    def _begin(self, number: int, raw: str, heading: str) -> None:
        self.close()
        try:
            self._day = read_day(heading)
        except ValueError:
            self._day = None
            self._refuse(_Item(number, raw, ""), "no_day")

    def _add(self, number: int, raw: str, line: str) -> None:
        match = _ITEM.fullmatch(line)
        item = _Item(number, raw, match[2] if match else "")
        if not is_whole(raw):
            self._refuse(item, "no_utf8")
        elif self._day is None:
            self._refuse(item, "no_day")
        elif match is None or not item.text.strip() or (match[1] and not self._items):
            self._refuse(item, "no_item")
        else:
            (self._items[-1].parts if match[1] else self._items).append(item)

    def _last(self) -> _Item:
        return (self._items[-1].parts or self._items)[-1]

    def _goes_on(self) -> bool:
        return bool(self._items) and _GOES_ON.search(self._last().text) is not None

    def _keep(self, item: _Item, day: date) -> None:
        label, text = self._labelled(item.text)
        if label in self._moments:
            self._feel(day, self._moments[label], text)
        elif label in self._notes:
            self.found.arrivals.append(self._told.note(day, _plain(text), kind=self._notes[label]))
        else:
            self._keep_win(item, day)
            return
        for part in item.parts:
            self._refuse(part, "no_item")

    def _keep_win(self, item: _Item, day: date) -> None:
        told = [(part, *self._labelled(part.text)) for part in item.parts]
        felt_then = {self._moments[label]: _plain(text) for _, label, text in told if label in self._moments}
        values = {f"feeling_{moment}": text for moment, text in felt_then.items() if moment != NOW}
        win = self._act(day, _plain(item.text), values)
        self.found.arrivals.append(win)
        for part, label, text in told:
            if label not in self._moments:
                self._refuse(part, "no_item")
            elif win.table == "wins":
                self._feel(day, self._moments[label], text, win.values["id"])
            elif not win.instead_of or self._moments[label] == NOW:
                self._feel(day, NOW, text)

    def _act(self, day: date, text: str, felt_then: Mapping[str, str]) -> Arrival:
        """A win; a note where it stands in a list that we did not write and is no act: 'didn't eat'."""
        if self._is_ours or is_act(self._journal, text) or not self._told.may_tell(text):
            return self._told.win(day, text, felt=felt_then)
        return self._told.note(day, text)

    def _feel(self, day: date, moment: str, text: str, win_id: object = None) -> None:
        word, score = felt.read(self._journal, _plain(text))
        arrival = self._told.feeling(day, word, score, moment=moment)
        self.found.arrivals.append(arrival)
        arrival.values["win_id"] = win_id

    def _labelled(self, text: str) -> tuple[str, str]:
        """'felt: tired' -> 'felt', 'tired'; no label is ''."""
        label, colon, rest = text.partition(": ")
        return (label, rest) if colon and (label in self._moments or label in self._notes) else ("", text)

    def _refuse(self, item: _Item, key: str) -> None:
        under = f"{_HEADING}{self._day.isoformat()}\n" if self._day else ""
        self.found.unreadable.append(Unreadable(item.line, item.raw, key, under=under))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
