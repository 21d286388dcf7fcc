"""The second stage of a turn: where an utterance begins and ends. Silence is not decoded."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from local_voice.activity import Activity
from local_voice.limits import LIMITS, Limits
from local_voice.recogniser import Recogniser
from local_voice.sound import FRAME_BYTES, HEARD_RATE


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that was said, from its first word to the silence that ends it."""

    hypotheses: tuple[str, ...]
    """What it may have been, the likeliest first; never empty."""

    started_seconds: float
    """When speech began, in seconds of sound since listening began."""

    ended_seconds: float
    """When its end was certain, in seconds of sound since listening began."""

    spoken_until: float
    """When the last of it was heard, on the monotonic clock, in seconds."""

    ended_at: float
    """When its end was certain, on the same clock."""

    recognised_at: float
    """When the hypotheses were there, on the same clock."""


class Ear:
    """An open ear."""

    def __init__(
        self,
        activity: Activity,
        recogniser: Recogniser,
        limits: Limits = LIMITS,
        is_unfinished: Callable[[str], bool] = lambda text: not text,
    ) -> None:
        """`is_unfinished` tells of a text whether more must follow ("i made the")."""
        self.recogniser = recogniser
        self._activity, self._limits, self._is_unfinished = activity, limits, is_unfinished
        self.patient = False
        """Whether somebody who speaks slowly is given more time between words."""
        self._before: deque[bytes] = deque()
        self._frames = self._before_frames = self._voiced = self._silent = self._started = 0
        self.in_speech = False
        self._asked = ("", False)
        self._piece_bytes = round(limits.listening_chunk_seconds * HEARD_RATE) * FRAME_BYTES

    @property
    def silent_seconds(self) -> float:
        """How long nobody has spoken."""
        return self._silent / HEARD_RATE

    @property
    def heard_seconds(self) -> float:
        """How much sound has been listened to."""
        return self._frames / HEARD_RATE

    def open(self, answers: Iterable[str] = (), in_a_row: int = 1) -> None:
        """Begin anew; `answers` are the few that are likely now, so many of them in a row."""
        self._close()
        # It still rings with what was heard before: the end of the wake phrase would be the start of an utterance.
        self._activity.reset()
        self.recogniser.expect(answers, in_a_row)

    def accept(self, chunk: bytes) -> Utterance | None:
        """Listen to a chunk (16-bit mono PCM at 16 kHz); the utterance that ends in it, if one does."""
        frames = len(chunk) // FRAME_BYTES
        self._frames += frames
        speech = self._activity.accept(chunk) >= self._limits.speech_likelihood
        self._silent = 0 if speech else self._silent + frames
        if self.in_speech:
            self.recogniser.accept(chunk)
            return self.finish() if self._has_ended() else None
        self._remember(chunk, frames)
        self._voiced = self._voiced + frames if speech else max(0, self._voiced - frames)
        if self._voiced >= self._limits.speech_starts_after_seconds * HEARD_RATE:
            self._begin()
        return None

    def finish(self) -> Utterance | None:
        """What was said until now; None when there were no words in it."""
        ended_at, silent_seconds, started = time.monotonic(), self.silent_seconds, self._started / HEARD_RATE
        hypotheses = self.recogniser.finish() if self.in_speech else ()
        self._close()
        if not hypotheses:
            return None
        spoken_until = ended_at - silent_seconds
        return Utterance(hypotheses, started, self.heard_seconds, spoken_until, ended_at, time.monotonic())

    def hear_all(self, chunks: Iterable[bytes]) -> Iterator[Utterance]:
        """Every utterance in sound that has an end, in pieces of any length."""
        for chunk in chunks:
            for start in range(0, len(chunk), self._piece_bytes):
                if utterance := self.accept(chunk[start : start + self._piece_bytes]):
                    yield utterance
        if utterance := self.finish():
            yield utterance

    def _begin(self) -> None:
        self.in_speech, self._started = True, self._frames - self._before_frames
        for chunk in self._before:
            self.recogniser.accept(chunk)

    def _remember(self, chunk: bytes, frames: int) -> None:
        """The sound just before speech is certain has its first consonant in it."""
        self._before.append(chunk)
        self._before_frames += frames
        while self._before_frames > self._limits.before_speech_seconds * HEARD_RATE and len(self._before) > 1:
            self._before_frames -= len(self._before.popleft()) // FRAME_BYTES

    def _has_ended(self) -> bool:
        if self._frames - self._started >= self._limits.utterance_seconds * HEARD_RATE:
            return True
        limits, silent = self._limits, self.silent_seconds
        if silent < limits.answer_ends_after_seconds:
            return False
        if self.recogniser.is_answer and not self.patient:
            return True
        usual = limits.patient_ends_after_seconds if self.patient else limits.speech_ends_after_seconds
        if silent < usual:
            return False
        return silent >= limits.unfinished_ends_after_seconds or not self._goes_on(self.recogniser.partial)

    def _goes_on(self, text: str) -> bool:
        """Asked once of each text, not for every piece of the silence after it."""
        if self._asked[0] != text:
            self._asked = (text, self._is_unfinished(text))
        return self._asked[1]

    def _close(self) -> None:
        if self.in_speech:
            self.recogniser.reset()
        self.in_speech = False
        self._before.clear()
        self._before_frames = self._voiced = self._silent = 0
