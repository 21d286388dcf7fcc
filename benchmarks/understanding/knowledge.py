"""What every engine of the comparison is told: the same sentences, as templates and written out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Group:
    """Sentences of one intent that may be said in the same contexts."""

    name: str
    intent: str
    contexts: Sequence[str]
    """Empty: in every context."""

    wordings: Sequence[str]
    """Sentences; a slot stands in braces."""

    def fits(self, context: str) -> bool:
        """Whether the sentences may be said in a context."""
        return not self.contexts or context in self.contexts


@dataclass(frozen=True)
class Knowledge:
    """The sentences of one language. Only the standard library is needed to read it."""

    sentences: Mapping[str, Any]
    """The merged files of `<language>/sentences/`, hassil's templates."""

    groups: Sequence[Group]
    lists: Mapping[str, Sequence[str]]
    """The values of each slot that takes no other words; a slot that isn't here takes any."""

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Knowledge:
        """Read what `write` kept."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["sentences"], [Group(**group) for group in data["groups"]], data["lists"])
