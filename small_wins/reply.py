"""What the core hands back to a door: one reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from small_wins.conversation import Conversation

Expects = Literal["yes_no", "cue", "action", "feeling", "number", "code", "text"]
Safety = Literal["none", "concern", "crisis"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the words are to sound."""

    rate: int = 100
    """Per cent of the usual speed."""

    volume: int = 100
    """Per cent of the usual loudness."""

    chime: bool = False
    """Whether a soft sound goes before the words."""


AS_USUAL = Manner()


@dataclass(frozen=True, slots=True)
class KeptWin:
    """A win that this turn kept."""

    id: str
    """UUID of the row."""

    what: str
    """The act in the person's own words, past tense, without its subject."""

    domain: str
    """One of the nine domains, e.g. 'home'."""

    day: str
    """The person's own day on which it happened, as an ISO date."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen in the room shows while it is spoken."""

    title: str
    """A word or two; '' for none."""

    lines: tuple[str, ...]
    """One below the other, the first ones the most important."""

    large: bool = False
    """Whether to fill the screen with it: a number to call."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, and what the door does with it."""

    speech: str
    """What to say, as plain text; empty means stay silent."""

    intent: str
    """The label of the meaning that was acted on."""

    safety: Safety = "none"
    """What the screen called the request."""

    expects: Expects | None = None
    """What kind of answer is awaited next, or None."""

    open: bool = False
    """Whether the conversation stays open for another turn."""

    reprompt: str = ""
    """What to say once if an open conversation stays silent; never empty when `open`."""

    timed: tuple[tuple[str, float], ...] = ()
    """The same words in pieces, each with the seconds of silence that follow it, where a door keeps real time; empty:
    no pauses of ours."""

    manner: Manner = AS_USUAL
    """How it is to sound."""

    whole: bool = False
    """Whether no part may be left out for whoever wants short answers: what it tells is owed to them."""

    actions: tuple[dict[str, Any], ...] = ()
    """What the door does besides speaking (remind, send, ...)."""

    screen: str = ""
    """What a terminal may show; empty for a crisis."""

    shown: Shown | None = None
    """What a screen that anybody in the room may see shows; None: nothing."""

    wins: tuple[KeptWin, ...] = ()
    """What this turn kept."""

    conversation: Conversation = field(default_factory=Conversation)
    """What the door carries to the next turn."""

    secret: bool = False
    """Whether its words may be kept nowhere: a code is in them."""

    failed: bool = False
    """Whether something broke (the database, say); `speech` then says what to do."""
