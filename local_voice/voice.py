"""Mouth and player together: from a reply's text to the air."""

from __future__ import annotations

import time
from dataclasses import dataclass

from local_voice.mouth import Mouth
from local_voice.player import Player
from local_voice.sound import at_volume, silence, soft_chime
from small_wins.reply import AS_USUAL, Manner, Reply


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the stages of speaking were reached, on the monotonic clock, in seconds."""

    rendered_at: float
    """The whole sound was there."""

    first_audio_at: float | None
    """The first sample was handed to the speaker; None without a speaker."""


class Voice:
    """Speaks through the speaker, or without one only renders."""

    def __init__(self, mouth: Mouth, player: Player | None) -> None:
        self._mouth = mouth
        self.player = player

    @property
    def speaking(self) -> bool:
        return self.player is not None and self.player.playing

    def say(self, text: str, manner: Manner = AS_USUAL) -> Spoken | None:
        """Begin to speak `text`; None when there is nothing to say. Raises SpeakerError."""
        pcm = self._mouth.render(text, manner)
        return self._play(at_volume(soft_chime(), manner.volume) + pcm if manner.chime and pcm else pcm)

    def say_reply(self, reply: Reply) -> Spoken | None:
        """Begin to speak a reply to its end, with its silences; None for an empty one. Raises SpeakerError."""
        if not reply.timed:
            return self.say(reply.speech, reply.manner)
        return self._play(b"".join(self._mouth.render(text, reply.manner) + silence(s) for text, s in reply.timed))

    def _play(self, pcm: bytes) -> Spoken | None:
        rendered_at = time.monotonic()
        if not pcm:
            return None
        return Spoken(rendered_at, self.player.play(pcm) if self.player else None)

    def wait(self) -> None:
        """Wait until it has been said. Raises SpeakerError."""
        if self.player:
            self.player.wait()

    def stop(self) -> None:
        """Fall silent at once."""
        if self.player:
            self.player.stop()

    def make_ready(self, *, soon: bool) -> None:
        """Keep the speaker awake while something may have to be said soon, else let it rest. Raises SpeakerError."""
        if self.player and soon:
            self.player.wake()
        elif self.player:
            self.player.stop()
