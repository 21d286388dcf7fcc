"""The real time of an exercise: its pieces, and the silences between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from local_voice.sound import HEARD_RATE
from small_wins.reply import Reply


@dataclass
class Exercise:
    """What is still to be said of an exercise, each piece with the silence after it, counted in sound."""

    _pieces: list[tuple[str, float]] = field(default_factory=list)
    _pause_frames: int = 0

    def begin(self, reply: Reply) -> None:
        """The exercise that a reply leads, and its closing question; one that leads none ends what was going on."""
        closing = [(reply.reprompt, 0.0)] if reply.timed and reply.reprompt else []
        self._pieces, self._pause_frames = [*reply.timed, *closing], 0

    def end(self) -> None:
        """It is over."""
        self._pieces, self._pause_frames = [], 0

    @property
    def goes_on(self) -> bool:
        """Whether something is still to come, be it silence."""
        return bool(self._pieces) or self._pause_frames > 0

    @property
    def is_due(self) -> bool:
        """Whether the next piece is to be said now."""
        return bool(self._pieces) and self._pause_frames <= 0

    def next_text(self) -> str:
        """The next piece; its silence begins when it has been said."""
        text, seconds = self._pieces.pop(0)
        self._pause_frames = round(seconds * HEARD_RATE)
        return text

    def wait(self, frames: int) -> None:
        """So much of the silence has gone by."""
        self._pause_frames = max(0, self._pause_frames - frames)
