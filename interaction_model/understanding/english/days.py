"""The day that was named: as an offset in days from today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.phrases import Found

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Days:
    """Finds days in the words of a text."""

    lexicon: Lexicon

    def offset(self, value: str, today: date | None) -> int | None:
        """What a day of words.yaml means; a weekday is the latest one before today, None when that is not known."""
        if value not in _WEEKDAYS:
            return None if value == _UNKNOWN else int(value)
        if today is None:
            return None
        return -((today.weekday() - _WEEKDAYS.index(value)) % 7 or 7)

    def take(self, words: Sequence[str], today: date | None = None) -> tuple[list[str], int | None]:
        """The words without the days among them, and the offset of the last."""
        left, offset, at = list(words), None, 0
        while at < len(left):
            found = self._at(left, at)
            if found is None:
                at += 1
                continue
            offset = self.offset(found.value, today) if found.value != _UNKNOWN else offset
            del left[found.start : found.end]
            if at < len(left) and left[at] == "," and not at:
                del left[at]
        return left, offset

    def take_ends(self, words: Sequence[str], today: date | None = None) -> tuple[list[str], int | None]:
        """The same, for a day that the words begin or end with."""
        found = self._at(words, 0)
        if found and found.end < len(words):
            rest = words[found.end :]
            return list(rest[1:] if rest[0] == "," else rest), self.offset(found.value, today)
        for start in range(max(1, len(words) - 6), len(words)):
            found = self._at(words, start)
            if found and found.end == len(words):
                return list(words[:start]), self.offset(found.value, today)
        return list(words), None

    def _at(self, words: Sequence[str], at: int) -> Found | None:
        """A day that tells when: not 'since yesterday', 'the last week' or 'a friday off'."""
        found = self.lexicon.phrases["day"].at(words, at)
        if not found:
            return None
        before = words[at - 1] if at else ""
        named = words[at] not in {"on", "back"} and before != "that" and self.lexicon.is_("determiner", before)
        if named or self.lexicon.is_("not_when", before):
            return None
        bare = found.end - found.start == 1 and found.value in _WEEKDAYS
        return None if bare and not self._stands_alone(words, found) else found

    def _stands_alone(self, words: Sequence[str], found: Found) -> bool:
        """Whether a weekday without 'on' is no part of a name: 'saturday i ...', '... friday', not 'friday prayers'."""
        after = words[found.end] if found.end < len(words) else ""
        return not after or after in {"i", "and", ",", "but"} or self.lexicon.verbs.is_past(after)
