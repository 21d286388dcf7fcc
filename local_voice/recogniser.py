"""The third stage of a turn: from the sound of one utterance to what was said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import vosk

from local_voice.failures import ModelError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import FRAME_BYTES, HEARD_RATE, quiet

UNKNOWN_WORD = "[unk]"
"""Vosk's token for a word that is not in its vocabulary."""


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


def knows(model: vosk.Model, phrase: str) -> bool:
    """Whether the model can hear every word of the phrase."""
    return all(model.vosk_model_find_word(word) >= 0 for word in phrase.split())


def with_grammar(model: vosk.Model, phrases: Iterable[str]) -> Any:
    """A recogniser of these phrases and of nothing else; what the model can't hear is left out.

    Vosk's word for everything else, [unk], costs six times the decoding and hears phrases in other words; a few hundred
    everyday words among the phrases do better.
    """
    known = [phrase for phrase in phrases if knows(model, phrase)]
    with quiet():
        return vosk.KaldiRecognizer(model, HEARD_RATE, json.dumps(known))


class Recogniser:
    """Recognises one utterance after the other. Where one ends is told to it: Vosk's own endpoint can't be set."""

    def __init__(self, model: vosk.Model, limits: Limits = LIMITS, everyday: Sequence[str] = ()) -> None:
        """`everyday` are words for what is no answer (`expect`)."""
        self.model, self._everyday = model, everyday
        self._limits = limits
        self._limited: dict[frozenset[str], Any] = {}
        self._answers: frozenset[str] = frozenset()
        self._in_a_row = 1
        self._parts: list[tuple[str, ...]] = []
        self._decoded = 0
        self._renew()

    def expect(self, answers: Iterable[str], in_a_row: int = 1) -> None:
        """So many of these few answers are likely in a row: a recogniser of them listens too.

        Its result is checked, never trusted.
        """
        self._in_a_row = in_a_row
        self._answers = frozenset(answer for answer in answers if knows(self.model, answer))
        if self._answers and self._answers not in self._limited:
            self._limited[self._answers] = with_grammar(self.model, [*sorted(self._answers), *self._everyday])

    @property
    def partial(self) -> str:
        """What has been said so far, as it seems."""
        begun = json.loads(self._kaldi.PartialResult()).get("partial", "")
        return " ".join([*(part[0] for part in self._parts), *_text(begun).split()])

    @property
    def is_answer(self) -> bool:
        """Whether what has been said so far is one of the expected answers, whole."""
        return self._is_answer(self.partial)

    def accept(self, chunk: bytes) -> None:
        """Listen to a chunk of an utterance: 16-bit mono PCM at 16 kHz."""
        self._decoded += len(chunk) // FRAME_BYTES
        with quiet():
            if self._kaldi.AcceptWaveform(chunk):
                self._keep(self._kaldi.Result())
            if self._answers:
                self._limited[self._answers].AcceptWaveform(chunk)

    def finish(self) -> tuple[str, ...]:
        """The utterance has ended: what it may have been, the likeliest first; empty when there were no words."""
        with quiet():
            self._keep(self._kaldi.FinalResult())
        hypotheses = _joined(self._parts, self._limits.alternatives)
        answer = self._answer()
        self.reset()
        # Few words alone may be an answer that was misheard; a long line is itself, whatever a grammar makes of it.
        short = not hypotheses or len(hypotheses[0].split()) <= self._limits.answer_words * self._in_a_row
        return tuple(dict.fromkeys((answer, *hypotheses))) if answer and hypotheses and short else hypotheses

    def reset(self) -> None:
        """Forget what was begun. Kaldi's caches grow, so now and then there is a new one."""
        self._parts.clear()
        if self._decoded > self._limits.recogniser_lasts_seconds * HEARD_RATE:
            self._renew()
            self._limited.clear()
            self.expect(self._answers, self._in_a_row)
        else:
            self._kaldi.Reset()

    def _answer(self) -> str:
        if not self._answers:
            return ""
        with quiet():
            heard: str = json.loads(self._limited[self._answers].FinalResult())["text"]
        return heard if self._is_answer(heard) else ""

    def _is_answer(self, text: str) -> bool:
        if self._in_a_row == 1:
            return text in self._answers
        words = text.split()
        return len(words) == self._in_a_row and self._answers.issuperset(words)

    def _keep(self, result: str) -> None:
        texts = [_text(alternative["text"]) for alternative in json.loads(result)["alternatives"]]
        if texts := [text for text in texts if text]:
            self._parts.append(tuple(dict.fromkeys(texts)))

    def _renew(self) -> None:
        self._decoded = 0
        self._kaldi = vosk.KaldiRecognizer(self.model, HEARD_RATE)
        self._kaldi.SetMaxAlternatives(self._limits.alternatives)


def _joined(parts: Sequence[tuple[str, ...]], most: int) -> tuple[str, ...]:
    """An utterance that Vosk took apart at a pause, whole again: its best parts, then each part's others in turn."""
    best = [part[0] for part in parts]
    others = [[*best[:place], other, *best[place + 1 :]] for place, part in enumerate(parts) for other in part[1:]]
    return tuple(dict.fromkeys(" ".join(line) for line in [best, *others] if line))[:most]


def _text(heard: str) -> str:
    return " ".join(word for word in heard.split() if word != UNKNOWN_WORD)
