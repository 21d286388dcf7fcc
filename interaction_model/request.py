"""What a door hands to the core: one thing that a person said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

AFAR = frozenset({"alexa", "web"})
"""The doors that are not at the machine that keeps the journal: Alexa, and the page that her server shows."""

CARRIES_DUE = frozenset({"typed"})
"""The doors that can't speak unasked: what is due rides in the actions of their next reply."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a person said, in the form that every door translates to."""

    person: str
    """Who is speaking, as the door knows them: 'local:me', 'alexa:<keyed hash>'. The core finds the journal."""

    door: str
    """By which door it came: 'microphone', 'recording', 'typed', 'page', 'alexa' or 'web'."""

    request_id: str
    """Unique for one thing said; the same id again is a repeated request and gets the stored reply."""

    hypotheses: tuple[str, ...] = ()
    """What was heard, the likeliest first. Empty when the platform gives slots instead of the sentence."""

    locale: str = "en-US"
    """Language and country of the speaker, as BCP 47."""

    intent: str | None = None
    """The intent, where the platform matched one; 'launch' opens a conversation."""

    slots: Mapping[str, str] = field(default_factory=dict)
    """The words in each slot of the platform's intent, as they were said."""

    household: str = ""
    """The account through which a recognised voice came, as the door knows it; '' where `person` is nobody's voice."""

    time_zone: str | None = None
    """IANA name of the time zone of the device, where the door was told it."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in this request that came from the person."""
        return (*self.hypotheses, *self.slots.values())
