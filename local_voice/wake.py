"""A few phrases, listened for and nothing else: the wake phrase while the ear is closed, "stop" while we speak."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

import vosk

from local_voice.activity import Activity
from local_voice.limits import LIMITS, Limits
from local_voice.recogniser import with_grammar
from local_voice.sound import FRAME_BYTES, HEARD_RATE, quiet


class Spotter:
    """Spots phrases in a stream of sound, some tenths of a second after their end."""

    def __init__(
        self, model: vosk.Model, phrases: Iterable[str], everyday: Sequence[str], limits: Limits = LIMITS
    ) -> None:
        """`everyday` are words that other speech is taken for."""
        self._model, self.phrases, self._everyday = model, tuple(phrases), tuple(everyday)
        self._piece_bytes = round(limits.spotting_seconds * HEARD_RATE) * FRAME_BYTES
        self.reset()

    def reset(self, saying: str = "") -> None:
        """Forget what was heard. What we are `saying` may have a phrase in it: ours is known by the word before it.
        That may be misheard in what is left of our voice: in one breath with other words, only one more is not ours.
        """
        saying = saying.lower()
        self._own = {phrase: set(re.findall(rf"([a-z']+)\W+{re.escape(phrase)}", saying)) for phrase in self.phrases}
        self._own_times = {phrase: saying.count(phrase) for phrase in self.phrases}
        self._kaldi = with_grammar(self._model, [*self.phrases, *self._everyday])
        self._piece = bytearray()

    def accept(self, chunk: bytes) -> str | None:
        """Listen to a chunk (16-bit mono PCM at 16 kHz); the phrase that has been said, if one has."""
        self._piece += chunk
        if len(self._piece) < self._piece_bytes:
            return None
        piece, self._piece = bytes(self._piece), bytearray()
        with quiet():
            ended = self._kaldi.AcceptWaveform(piece)
            result = json.loads(self._kaldi.Result() if ended else self._kaldi.PartialResult())
        words = (result.get("text") or result.get("partial") or "").split()
        return next((phrase for phrase in self.phrases if self._is_said(phrase, words)), None)

    def _is_said(self, phrase: str, words: Sequence[str]) -> bool:
        """Whether it stands there, other than where we say it ourselves."""
        before = [words[place - 1] if place else None for place in _places(phrase, words)]
        others = [word for word in before if word not in self._own[phrase]]
        return None in others or len(others) > self._own_times[phrase]

    def end_of(self, phrase: str, pcm: bytes) -> float | None:
        """Where the phrase ends in this sound, in seconds, heard once more as a whole; None when it is not there."""
        kaldi = with_grammar(self._model, [*self.phrases, *self._everyday])
        kaldi.SetWords(True)
        words = []
        with quiet():
            # What ends in a pause comes in several results.
            if kaldi.AcceptWaveform(pcm):
                words += json.loads(kaldi.Result()).get("result", [])
            words += json.loads(kaldi.FinalResult()).get("result", [])
        place = next(_places(phrase, [word["word"] for word in words]), None)
        return None if place is None else float(words[place + len(phrase.split()) - 1]["end"])


class WakePhrase:
    """Waits for a wake phrase, with little work while nobody speaks, and hands over what is said after it."""

    def __init__(self, activity: Activity, spotter: Spotter, limits: Limits = LIMITS) -> None:
        self._activity, self._spotter, self._limits = activity, spotter, limits
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._sound = bytearray()
        self._silent = 0
        self._spotting = False
        self._phrase, self._since_spotted = "", 0

    @property
    def phrases(self) -> tuple[str, ...]:
        """Any of them wakes."""
        return self._spotter.phrases

    @property
    def silent_seconds(self) -> float:
        """How long nobody has spoken."""
        return self._silent / HEARD_RATE

    def accept(self, chunk: bytes) -> bytes | None:
        """Listen to a chunk (16-bit mono PCM at 16 kHz); once a wake phrase is heard, what followed in one breath."""
        if not self.phrases:
            return None
        speech = self._activity.accept(chunk) >= self._limits.speech_likelihood
        self._silent = 0 if speech else self._silent + len(chunk) // FRAME_BYTES
        self._sound += chunk
        if speech and not self._spotting:
            self._spotting = True
            self._spotter.reset()
            chunk = bytes(self._sound)
        if not self._spotting:
            self._keep(self._limits.before_speech_seconds)
            return None
        self._phrase = self._spotter.accept(chunk) or self._phrase
        if self._phrase:
            # It is spotted before its last sound has come: "small win" may yet be "small winter".
            self._since_spotted += len(chunk) // FRAME_BYTES
            if self._since_spotted >= self._limits.wake_settles_seconds * HEARD_RATE:
                return self._after(self._phrase)
        if self.silent_seconds >= self._limits.speech_ends_after_seconds:
            self._spotting = False
        self._keep(self._limits.wake_sound_seconds)
        return None

    def _after(self, phrase: str) -> bytes | None:
        sound = bytes(self._sound)
        end = self._spotter.end_of(phrase, sound)
        if end is None:
            self._spotter.reset()
            self._phrase, self._since_spotted = "", 0
            return None
        self.reset()
        return sound[round(end * HEARD_RATE) * FRAME_BYTES :]

    def _keep(self, seconds: float) -> None:
        del self._sound[: max(0, len(self._sound) - round(seconds * HEARD_RATE) * FRAME_BYTES)]


def _places(phrase: str, words: Sequence[str]) -> Iterator[int]:
    """Where the phrase begins in the words, each time."""
    wanted = phrase.split()
    places = range(len(words) - len(wanted) + 1)
    return (place for place in places if list(words[place : place + len(wanted)]) == wanted)
