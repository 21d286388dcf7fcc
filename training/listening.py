"""Vosk on waves: what it hears, and how wrong that is."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
import vosk
from numpy.typing import NDArray

from training.voices import RATE_HZ

Samples = NDArray[np.int16]
_CHUNK_SECONDS = 0.1


def read_wave(path: Path) -> Samples:
    """A wave with silence around it, as a microphone brings it. Raises ValueError for another rate than 16 kHz."""
    wave, rate = soundfile.read(path, dtype="int16")
    if rate != RATE_HZ:
        raise ValueError(f"{path} has {rate} Hz instead of {RATE_HZ}")
    return pad(wave, 0.25, 0.5)


def pad(wave: Samples, before_seconds: float, after_seconds: float) -> Samples:
    """The wave with digital silence around it."""
    before, after = (np.zeros(int(seconds * RATE_HZ), np.int16) for seconds in (before_seconds, after_seconds))
    return np.concatenate([before, wave, after])


def add_noise(wave: Samples, snr_db: float, rng: np.random.Generator) -> Samples:
    """The wave in about pink noise."""
    spectrum = np.fft.rfft(rng.standard_normal(len(wave)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 20)), len(wave))
    level = np.sqrt(np.mean(wave.astype(float) ** 2)) / 10 ** (snr_db / 20)
    return np.asarray(np.clip(wave + noise / noise.std() * level, -32768, 32767), dtype=np.int16)


def chunks(wave: Samples) -> Iterable[bytes]:
    """A wave as a microphone delivers it."""
    size = int(_CHUNK_SECONDS * RATE_HZ)
    return (wave[at : at + size].tobytes() for at in range(0, len(wave), size))


def hear(model: vosk.Model, wave: Samples, grammar: list[str] | None = None) -> list[str]:
    """The utterances that the model hears, empty ones left out."""
    recognizer = vosk.KaldiRecognizer(model, RATE_HZ, *([json.dumps(grammar)] if grammar else []))
    results = [recognizer.Result() for chunk in chunks(wave) if recognizer.AcceptWaveform(chunk)]
    texts = [json.loads(result)["text"] for result in [*results, recognizer.FinalResult()]]
    return [text for text in texts if text]


def count_edits(said: list[str], heard: list[str]) -> int:
    """Word-level Levenshtein distance."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


@dataclass
class Tally:
    """Errors, counted by voice."""

    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    words: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    busy_seconds: float = 0.0
    """Processor time of the recognition."""

    audio_seconds: float = 0.0

    def listen(self, model: vosk.Model, wave: Samples, voice: str, said: str) -> None:
        """Recognise one utterance and count."""
        began = time.process_time()
        heard = " ".join(hear(model, wave))
        self.busy_seconds += time.process_time() - began
        self.audio_seconds += len(wave) / RATE_HZ
        self.errors[voice] += count_edits(said.split(), heard.split())
        self.words[voice] += len(said.split())

    def error_rate(self, voices: Iterable[str]) -> float | None:
        """Word error rate of some voices in per cent; None without words."""
        chosen = [voice for voice in voices if voice in self.words]
        words = sum(self.words[voice] for voice in chosen)
        return round(100 * sum(self.errors[voice] for voice in chosen) / words, 2) if words else None
