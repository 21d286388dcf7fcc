"""Rows for what was written elsewhere, or by hand: acts, feelings and notes without ids of ours."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache

from models.arrivals import Arrival
from models.ids import told_id
from small_wins.journal import Journal
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
    """Makes the rows. The same file makes the same ids, so that it can be read again.

    `by_words`: a row that the journal has in the same words of the same day is not added either.
    """

    def __init__(self, journal: Journal, source: str, *, by_words: bool) -> None:
        self._journal, self._source, self._by_words = journal, source, by_words
        self._times: Counter[str] = Counter()
        self._domain_of = cache(journal.language.understanding.domain_of)
        self._may_tell = cache(journal.may_tell)

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
        if not (self._may_tell(phrase) and self._may_tell(said)):
            return self.note(day, said, at=at)
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

    def note(self, day: date, text: str, *, kind: str = OBSERVATION, at: datetime | None = None) -> Arrival:
        """Words that are no act."""
        at = at or self.noon(day)
        return self._arrival("notes", at, {"at": at, "day": day, "kind": kind, "text": text}, f"{kind} {text}")

    def _arrival(self, table: str, at: datetime, values: dict[str, object], told: str) -> Arrival:
        same = f"{self._source} {table} {at.isoformat()} {told}"
        self._times[same] += 1
        values["id"] = told_id(at, f"{same} {self._times[same]}")
        return Arrival(table, values, BY_WORDS[table] if self._by_words else ())
