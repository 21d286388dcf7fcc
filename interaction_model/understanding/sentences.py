"""The sentences people may say: hassil's templates, with our own choice among its matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import hassil


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """One template that fits a whole text."""

    intent: str
    """The label of the intent."""

    literal: int
    """Characters of the text that the template spells out; the more, the surer."""

    slots: Mapping[str, str] = field(default_factory=dict)
    """The words that each wildcard took."""

    infinitive: bool = False
    """Whether the template says that its wildcard begins with a bare verb ('i managed to {win}')."""


@dataclass(frozen=True)
class Sentences:
    """The compiled sentences of one language."""

    intents: hassil.Intents

    @classmethod
    def from_data(cls, language: str, files: Iterable[Mapping[str, Any]]) -> Sentences:
        """Merge the parsed files of `<language>/sentences/`."""
        merged: dict[str, Any] = {"language": language, "intents": {}, "lists": {}, "expansion_rules": {}}
        for data in files:
            hassil.merge_dict(merged, data)
        return cls(hassil.Intents.from_dict(merged))

    def match(self, text: str) -> list[SentenceMatch]:
        """Every reading of `text`, the surest first.

        hassil itself prefers fewer wildcards to more literal text, so that a bare 'i {win}' would swallow the rest.
        """
        found = [
            SentenceMatch(
                result.intent.name,
                result.text_chunks_matched,
                {slot.name: str(slot.value).strip() for slot in result.entities_list},
                infinitive=bool((result.intent_metadata or {}).get("infinitive")),
            )
            for result in hassil.recognize_all(text, self.intents)
        ]
        return sorted(found, key=lambda match: -match.literal)

    def warm_up(self) -> None:
        """Compile every template now, so that the first real text need not wait."""
        for _ in hassil.recognize_all("small wins", self.intents):
            pass
