"""What is said without having been asked: what is due, softly, while nobody speaks."""

from __future__ import annotations

from dataclasses import dataclass

from local_voice.dialogue import Dialogue
from local_voice.limits import LIMITS, Limits
from local_voice.sound import HEARD_RATE
from small_wins.due import Announcement


@dataclass
class Unasked:
    """Asks the core now and then whether something is due, by the sound that goes by."""

    dialogue: Dialogue
    limits: Limits = LIMITS
    _frames: int = 0
    """Since the core was asked."""

    def wait(self, frames: int) -> None:
        """So much sound has gone by."""
        self._frames += frames

    def next_due(self) -> Announcement | None:
        """What is to be said now, in a silence."""
        if self._frames < self.limits.due_every_seconds * HEARD_RATE:
            return None
        self._frames = 0
        return self.dialogue.due()
