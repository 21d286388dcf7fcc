"""Rows for what a file tells. What the screen stops is never a win, wherever it was written: it is a note."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from models.arrivals import Arrival
from models.ids import told_id
from small_wins.journal import Journal
from small_wins.themes.past.feelings import MOMENTS
from small_wins.themes.past.notes import OBSERVATION

NOON = time(12)
DOOR = "import"
BY_WORDS = {
    "wins": ("day", "phrase"),
    "feelings": ("day", "moment", "word", "score"),
    "notes": ("day", "text"),
}
"""By what a row without an id is known to be in the journal already."""

Felt = Mapping[str, str | None]
"""How a win felt, by column: 'feeling_after', ..."""


class Told:
    """Makes the rows. Without ids of ours the same file makes the same ids, so that it can be read again.

    `by_words`: a row that the journal has in the same words of the same day is not added either.
    """

    def __init__(self, journal: Journal, source: str, *, by_words: bool) -> None:
        self._journal, self._source, self._by_words = journal, source, by_words
        self._times: Counter[str] = Counter()
        self._domain_of = cache(journal.language.understanding.domain_of)
        self._screened = cache(journal.may_tell)

    def noon(self, day: date) -> datetime:
        return self.at(day, NOON)

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a clock time where the person is."""
        return datetime.combine(day, clock, self._journal.zone).astimezone(UTC)

    def win(
        self, day: date, phrase: str, *, said: str = "", at: datetime | None = None, felt: Felt | None = None
    ) -> Arrival:
        """An act. What the screen stops is never one: it becomes a note of theirs, in the same words."""
        at, said = at or self.noon(day), said or phrase
        if not (self.may_tell(phrase) and self.may_tell(said)):
            words = _all_words({"said": said, "phrase": phrase, **(felt or {})})
            return replace(self.note(day, words, at=at), instead_of="wins")
        values = {
            "said": said,
            "phrase": phrase,
            "domain": self._domain_of(phrase),
            "happened_at": at,
            "day": day,
            "told_at": at,
            "door": DOOR,
            **{name: value for name, value in (felt or {}).items() if value is not None},
        }
        return self._arrival("wins", at, values, phrase)

    def feeling(
        self, day: date, word: str | None, score: int | None, *, moment: str = "now",
        at: datetime | None = None, win_id: uuid.UUID | None = None,
    ) -> Arrival:  # fmt: skip
        """How it felt."""
        at = at or self.noon(day)
        values = {"at": at, "day": day, "moment": moment, "word": word, "score": score, "win_id": win_id}
        return self._arrival("feelings", at, values, f"{moment} {word} {score} {win_id}")

    def ours(self, arrival: Arrival) -> Arrival:
        """A row as we wrote it, under its own id; the same holds for its words."""
        values = arrival.values
        if arrival.table != "wins" or self.may_tell(values["phrase"]):
            return arrival
        told = {"id": values["id"], "at": values["told_at"], "day": values["day"]}
        return replace(
            arrival, table="notes", values={**told, "kind": OBSERVATION, "text": _all_words(values)}, instead_of="wins"
        )

    def may_tell(self, words: str) -> bool:
        """Whether the screen lets it be a win, by itself ('cutting') and as it would be said ('i cut')."""
        return self._screened(words) and self._screened(self._journal.language.as_sentence(words))

    def note(self, day: date, text: str, *, kind: str = OBSERVATION, at: datetime | None = None) -> Arrival:
        """Words that are no act."""
        at = at or self.noon(day)
        return self._arrival("notes", at, {"at": at, "day": day, "kind": kind, "text": text}, f"{kind} {text}")

    def _arrival(self, table: str, at: datetime, values: dict[str, object], told: str) -> Arrival:
        same = f"{self._source} {table} {at.isoformat()} {told}"
        self._times[same] += 1
        values["id"] = told_id(at, f"{same} {self._times[same]}")
        return Arrival(table, values, BY_WORDS[table] if self._by_words else ())


def _all_words(values: Mapping[str, Any]) -> str:
    """Everything that a win tells in words, a line each; how it was said alone where that holds the act."""
    said, phrase = values["said"], values["phrase"]
    felt = (values.get(f"feeling_{moment}") for moment in MOMENTS)
    lines = (said if phrase in said else f"{phrase}\n{said}", *felt)
    return "\n".join(dict.fromkeys(filter(None, lines))).strip()
