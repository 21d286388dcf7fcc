"""Mouth and player together: from a reply's text to the air."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from local_voice.limits import LIMITS, Limits
from local_voice.mouth import Mouth
from local_voice.player import Player
from local_voice.sound import at_volume, listening_earcon, silence, soft_chime
from local_voice.spoken_text import End, SpokenText, pieces
from small_wins.reply import AS_USUAL, Manner, Reply


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the stages of speaking were reached, on the monotonic clock, in seconds."""

    rendered_at: float
    """The sound of the first piece was there."""

    first_audio_at: float | None
    """The first sample was handed to the speaker; None without a speaker."""


class Voice:
    """Speaks through the speaker, or without one only renders. The next piece is rendered while one is heard."""

    def __init__(
        self,
        mouth: Mouth,
        player: Player | None,
        spoken_text: SpokenText = SpokenText(),  # noqa: B008 - it is frozen
        notice: str = "",
        limits: Limits = LIMITS,
    ) -> None:
        self._mouth = mouth
        self._mouth_lock = threading.Lock()
        self._spoken_text = spoken_text
        self._limits = limits
        self._pauses = {
            End.CLAUSE: limits.between_clauses_seconds,
            End.SENTENCE: limits.between_sentences_seconds,
            End.PARAGRAPH: limits.between_paragraphs_seconds,
        }
        self._earcon = False
        self.player = player
        self.notice = notice
        """What the person has to be told about this voice at the start, if anything."""

    @property
    def speaking(self) -> bool:
        """From the moment something is to be said until its last sample is out; an earcon is not said."""
        return self.player is not None and self.player.playing and not self._earcon

    @property
    def speaker_name(self) -> str | None:
        """The sound system's name of the speaker; '' for a default that has none, None without one."""
        return self.player.name if self.player else None

    @property
    def handed_over(self) -> bytes | bytearray:
        """What the speaker has been given until now of what is said last: 16-bit mono PCM at 16 kHz."""
        return self.player.handed_over if self.player else b""

    def say(self, text: str, manner: Manner = AS_USUAL) -> Spoken | None:
        """Begin to speak `text`; None when there is nothing to say, or it was stopped before it began. Raises
        SpeakerError.
        """
        return self._speak(self._in_pieces(text, manner), manner)

    def say_reply(self, reply: Reply) -> Spoken | None:
        """Begin to speak a reply to its end, with its silences; None for an empty one. Raises SpeakerError."""
        if not reply.timed:
            return self.say(reply.speech, reply.manner)
        return self._speak([(self._spoken_text.of(text), seconds) for text, seconds in reply.timed], reply.manner)

    def play_earcon(self, manner: Manner = AS_USUAL) -> None:
        """Begin the short sound of an ear that opens, unless something is being said. Raises SpeakerError."""
        if self.player and not self.speaking:
            self._earcon = True
            self.player.play([at_volume(listening_earcon(), manner.volume)])

    def wait(self) -> None:
        """Wait until it has been said. Raises SpeakerError."""
        if self.player:
            self.player.wait()

    def stop(self) -> None:
        """Fall silent at once; from any thread, also before the sound of what is said is there."""
        if self.player:
            self.player.stop()

    def make_ready(self, *, soon: bool) -> None:
        """Keep the speaker awake while something may have to be said soon, else let it rest. Raises SpeakerError."""
        if self.player and soon:
            self.player.wake()
        elif self.player and not self.player.playing:
            self.player.stop()

    def _in_pieces(self, text: str, manner: Manner) -> list[tuple[str, float]]:
        """The pieces as they are spoken, each with the seconds of silence after it; none after the last."""
        slower = AS_USUAL.rate / manner.rate
        said = pieces(self._spoken_text.of(text), self._limits.longest_piece_characters)
        return [
            (piece, self._pauses[end] * slower if number < len(said) else 0.0)
            for number, (piece, end) in enumerate(said, 1)
        ]

    def _speak(self, texts: Sequence[tuple[str, float]], manner: Manner) -> Spoken | None:
        """Speak texts, each with the seconds of silence after it."""
        rendered_at: list[float] = []

        def sounds() -> Iterator[bytes]:
            for text, seconds in texts:
                with self._mouth_lock:
                    pcm = self._mouth.render(text, manner)
                if pcm and not rendered_at:
                    rendered_at.append(time.monotonic())
                    pcm = at_volume(soft_chime(), manner.volume) + pcm if manner.chime else pcm
                yield pcm + silence(seconds)

        if not texts:
            return None
        if self.player is None:
            return Spoken(rendered_at[0], None) if any(sounds()) else None
        self._earcon = False
        first_audio_at = self.player.play(sounds())
        return Spoken(rendered_at[0], first_audio_at) if rendered_at and first_audio_at is not None else None
