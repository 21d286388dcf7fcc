"""The second stage of a turn: from sound to what was said."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import vosk

from local_voice.failures import ModelError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import FRAME_BYTES, HEARD_RATE, quiet

UNKNOWN_WORD = "[unk]"
"""Vosk's token for a word that is not in its vocabulary."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that was said, from its first word to the silence that ends it."""

    hypotheses: tuple[str, ...]
    """What it may have been, the likeliest first; never empty."""

    started_seconds: float
    """When words were first heard, in seconds of sound since listening began."""

    ended_seconds: float
    """When Vosk reported the end of speech, in seconds of sound since listening began."""

    ended_at: float
    """When Vosk reported the end of speech, on the monotonic clock, in seconds."""

    recognised_at: float
    """When the hypotheses were there, on the same clock."""


def load_model(path: Path) -> vosk.Model:
    """The speech model in that folder. Raises ModelError."""
    vosk.SetLogLevel(-1)
    try:
        with quiet():
            model = vosk.Model(model_path=str(path))
            vosk.KaldiRecognizer(model, HEARD_RATE)
    except Exception as error:  # Vosk raises nothing narrower.
        raise ModelError("model_broken", path=path) from error
    return model


class Recogniser:
    """Turns a stream of sound into utterances."""

    def __init__(self, model: vosk.Model, limits: Limits = LIMITS) -> None:
        self._model = model
        self._limits = limits
        self._frames = 0
        self._started_seconds: float | None = None
        self._renew()

    @property
    def heard_seconds(self) -> float:
        """How much sound has been listened to."""
        return self._frames / HEARD_RATE

    @property
    def hearing(self) -> bool:
        """Whether somebody is in the middle of saying something."""
        return self._started_seconds is not None

    def accept(self, chunk: bytes) -> Utterance | None:
        """Listen to a chunk (16-bit mono PCM at 16 kHz); the utterance that ends in it, if one does."""
        self._frames += len(chunk) // FRAME_BYTES
        with quiet():
            ended = self._kaldi.AcceptWaveform(chunk)
        if not ended:
            if not self.hearing and json.loads(self._kaldi.PartialResult())["partial"]:
                self._started_seconds = self.heard_seconds
            return None
        return self._utterance(self._kaldi.Result)

    def finish(self) -> Utterance | None:
        """The sound has ended: the utterance that it ended in, if any."""
        return self._utterance(self._kaldi.FinalResult)

    def hear_all(self, chunks: Iterator[bytes]) -> Iterator[Utterance]:
        """Every utterance in sound that has an end."""
        for chunk in chunks:
            utterance = self.accept(chunk)
            if utterance:
                yield utterance
        utterance = self.finish()
        if utterance:
            yield utterance

    def reset(self) -> None:
        """Forget what was begun."""
        self._kaldi.Reset()
        self._started_seconds = None

    def _utterance(self, read_result: Callable[[], str]) -> Utterance | None:
        ended_at = time.monotonic()
        with quiet():
            result = read_result()
        started = self.heard_seconds if self._started_seconds is None else self._started_seconds
        self._started_seconds = None
        if self.heard_seconds > self._renewed_seconds + self._limits.recogniser_lasts_seconds:
            self._renew()
        texts = [_text(alternative) for alternative in json.loads(result)["alternatives"]]
        if not texts or not texts[0]:
            return None
        hypotheses = tuple(dict.fromkeys(text for text in texts if text))
        return Utterance(hypotheses, started, self.heard_seconds, ended_at, time.monotonic())

    def _renew(self) -> None:
        self._kaldi = vosk.KaldiRecognizer(self._model, HEARD_RATE)
        self._kaldi.SetMaxAlternatives(self._limits.alternatives)
        self._renewed_seconds = self.heard_seconds


def _text(alternative: dict[str, str]) -> str:
    return " ".join(word for word in alternative["text"].split() if word != UNKNOWN_WORD)
