"""What an utterance means, before anything is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interaction_model.understanding.screen import CLEAR, Screening


@dataclass(frozen=True, slots=True)
class Win:
    """One win as it was told."""

    what: str
    """The act in the person's own words, past tense, without its subject."""

    domain: str
    """One of the nine domains."""

    day_offset: int = 0
    """0 today, -1 yesterday or last night."""

    feeling: str | None = None
    """How it felt afterwards, in their words."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of one utterance, or of one platform intent with its slots."""

    intent: str
    """A label of the intents, 'crisis' or 'unknown'."""

    text: str = ""
    """The hypothesis that was understood, as it was heard but for its dialect."""

    screening: Screening = CLEAR
    """What the safety screen found."""

    wins: tuple[Win, ...] = ()
    """The wins it tells of."""

    slots: Mapping[str, str] = field(default_factory=dict)
    """Other details that it names."""

    confidence: float = 1.0
    """How sure this is, at most 1: below it where the second pass had a say."""

    doubtful: bool = False
    """Whether the wins are kept only if the person says so."""

    unfinished: bool = False
    """Whether it breaks off in the middle ('i made the')."""

    ghost: bool = False
    """Whether there was nothing in it but a sound of the ear ('the', 'huh')."""

    @property
    def logs(self) -> Literal["yes", "ask", "no"]:
        """Whether this utterance alone writes a win."""
        if self.intent != "log_win" or not self.wins or self.screening.level != "none":
            return "no"
        return "ask" if self.doubtful else "yes"
