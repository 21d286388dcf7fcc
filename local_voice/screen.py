"""What the loop does, and where it shows it."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from local_voice.dialogue import Turn


class State(Enum):
    """What the loop is doing."""

    WAITING = "waiting"
    """The ear is closed: for a wake phrase or a key."""
    LISTENING = "listening"
    """The ear is open, and nothing is said yet."""
    IN_SPEECH = "in speech"
    THINKING = "thinking"
    SPEAKING = "speaking"
    SETTLING = "settling"
    """Our own voice dies away."""
    MUTED = "muted"
    """No sound is listened to at all."""


class Screen(Protocol):
    """Where the loop shows what happens."""

    def show_turn(self, turn: Turn) -> None:
        """A turn, as its answer begins to be heard; one without `timings.first_audio` could not be heard."""
        ...

    def show_said(self, text: str) -> None:
        """Something that is said without having been asked."""
        ...

    def show_state(self, state: State) -> None:
        """What the loop does now."""
        ...

    def show_speaker(self, name: str | None) -> None:
        """Which speaker was found; None when it has gone."""
        ...
