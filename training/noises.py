"""Sixty-two synthetic noises for the training to hear speech through."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from training.voices import RATE_HZ

Sound = NDArray[np.float64]
SECONDS = 12
_SAMPLES = SECONDS * RATE_HZ
_TIMES = np.arange(_SAMPLES) / RATE_HZ
Speech = Callable[[int], NDArray[np.float32]]
"""Gives the wave of an utterance of the training, by its place."""


def make_noises(speech: Speech, utterances: int, seed: int = 3) -> list[Sound]:
    """Steady, modulated, humming, clicking and beeping noises, and babble out of the utterances."""
    rng = np.random.default_rng(seed)
    kinds: list[tuple[int, Callable[[np.random.Generator], Sound]]] = [
        (16, _steady),
        (8, _gusts),
        (8, _hum),
        (8, _clicks),
        (10, _beeps),
        (12, partial(_babble, speech=speech, utterances=utterances)),
    ]
    return [make(rng) for count, make in kinds for _ in range(count)]


def _coloured(rng: np.random.Generator, slope: float) -> Sound:
    """Noise whose power falls with frequency as f**-slope."""
    spectrum = np.fft.rfft(rng.standard_normal(_SAMPLES))
    frequency = np.maximum(np.fft.rfftfreq(_SAMPLES, 1 / RATE_HZ), 30.0)
    wave = np.fft.irfft(spectrum * frequency ** (-slope / 2), _SAMPLES)
    return np.asarray(wave / wave.std())


def _steady(rng: np.random.Generator) -> Sound:
    return _coloured(rng, rng.uniform(0, 2.2))


def _gusts(rng: np.random.Generator) -> Sound:
    """Wind and traffic: slowly modulated."""
    gate = np.interp(np.arange(_SAMPLES), np.linspace(0, _SAMPLES, 60), np.exp(rng.normal(0, 1.0, 60)))
    return _coloured(rng, rng.uniform(0.5, 2)) * gate


def _hum(rng: np.random.Generator) -> Sound:
    """Fans and motors: a tone with its harmonics."""
    base = rng.uniform(45, 220)
    tone = np.zeros(_SAMPLES)
    for k in range(1, 20):
        tone = tone + rng.uniform(0.1, 1) / k * np.sin(2 * np.pi * base * k * _TIMES + rng.uniform(0, 6))
    return tone + _coloured(rng, 1) * rng.uniform(0.1, 0.6)


def _clicks(rng: np.random.Generator) -> Sound:
    """Knocks and cutlery."""
    wave = _coloured(rng, 1) * 0.02
    for _ in range(rng.integers(20, 70)):
        at, length = rng.integers(0, _SAMPLES - 4000), int(rng.integers(100, 3500))
        ring = np.sin(2 * np.pi * rng.uniform(150, 5000) * _TIMES[:length]) * rng.uniform(0, 1)
        ring = ring + rng.standard_normal(length)
        wave[at : at + length] += ring * np.exp(-np.arange(length) / (length / 5)) * rng.uniform(0.2, 1)
    return wave


def _beeps(rng: np.random.Generator) -> Sound:
    """Tones and chords."""
    wave = _coloured(rng, 1) * 0.03
    at = 0
    while at < _SAMPLES - RATE_HZ:
        length = int(rng.uniform(0.08, 0.9) * RATE_HZ)
        notes = 110 * 2 ** (rng.integers(0, 48, rng.integers(1, 4)) / 12)
        chord = sum(np.sin(2 * np.pi * note * _TIMES[:length]) for note in notes)
        wave[at : at + length] += chord * np.hanning(length)
        at += length + int(rng.uniform(0, 0.4) * RATE_HZ)
    return wave


def _babble(rng: np.random.Generator, *, speech: Speech, utterances: int) -> Sound:
    """Many far voices."""
    wave = np.zeros(_SAMPLES)
    for place in rng.integers(0, utterances, 40):
        voice = speech(int(place))
        at = rng.integers(0, _SAMPLES - min(len(voice), _SAMPLES) + 1)
        wave[at : at + len(voice)] += voice[: _SAMPLES - at] * rng.uniform(0.3, 1)
    return wave
