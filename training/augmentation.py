"""Clean features to what a room makes of them: other speakers, tempo, channel, room, noise, gaps."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.features import BINS, HIGH_HZ, LOW_HZ, Features
from training.folders import Folders
from training.network import SUBSAMPLING

FLOOR = -15.9424
"""Log of the smallest energy that Kaldi gives: digital silence."""

_SMALLEST_POWER = 1.1921e-7
_DECIBEL = 0.2303
_GRID = np.linspace(0, 1, BINS)
Spans = NDArray[np.int64]
"""First frame of speech and the frame behind its last, for each item."""


def _mel(hz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(1127 * np.log(1 + np.asarray(hz) / 700))


def _warp_matrix(factor: float) -> Features:
    """A linear warp of frequency, as interpolation between mel bins."""
    low, high = _mel(LOW_HZ), _mel(HIGH_HZ)
    centres = low + (high - low) * (np.arange(BINS) + 1) / (BINS + 1)
    hz = 700 * (np.exp(centres / 1127) - 1)
    place = np.clip((_mel(np.minimum(hz * factor, HIGH_HZ)) - low) / (high - low) * (BINS + 1) - 1, 0, BINS - 1)
    left = np.minimum(place.astype(int), BINS - 2)
    matrix = np.zeros((BINS, BINS), dtype=np.float32)
    matrix[left, np.arange(BINS)] = 1 - (place - left)
    matrix[left + 1, np.arange(BINS)] += place - left
    return matrix


class Augmenter:
    """Turns clean utterances into batches as a microphone might hear them."""

    def __init__(self, folders: Folders, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.noises = np.load(folders.noises).astype(np.float32)
        self.warps = [_warp_matrix(factor) for factor in np.linspace(0.84, 1.2, 19)]

    def batch(self, items: list[NDArray[np.float16]]) -> tuple[Tensor, Spans]:
        """Features [batch, frames, 40] and where the speech is; an item without frames becomes noise only."""
        speakers = self._as_other_speakers(items)
        x, spans = self._laid_out(speakers)
        curve = self._channels(len(items))
        x += (curve + self.rng.uniform(-5.0, 1.2, (len(items), 1)))[:, None].astype(np.float32)
        power = np.exp(np.maximum(x, FLOOR))
        self._add_rooms(power)
        self._add_noises(power, spans, curve)
        x = np.log(power + _SMALLEST_POWER)
        self._mask(x)
        return torch.from_numpy(x.astype(np.float32)), spans

    def _as_other_speakers(self, items: list[NDArray[np.float16]]) -> list[Features]:
        rng = self.rng
        speech = [item.astype(np.float32) for item in items]
        speech = [self._stretch(item) if rng.random() < 0.65 and len(item) > 8 else item for item in speech]
        return [item @ self.warps[rng.integers(len(self.warps))] if rng.random() < 0.7 else item for item in speech]

    def _stretch(self, x: Features) -> Features:
        """Another tempo by interpolation in time; mostly uneven, as in natural speech."""
        knots = max(2, len(x) // 20)
        rate = self.rng.uniform(0.85, 1.2) * np.exp(self.rng.normal(0, 0.18, knots) * (self.rng.random() < 0.7))
        pace = np.interp(np.linspace(0, knots - 1, len(x)), np.arange(knots), rate)
        at = np.concatenate([[0.0], np.cumsum(pace)])
        at = np.interp(np.arange(max(8, int(at[-1]))), at, np.arange(len(at))).clip(0, len(x) - 1.001)
        left = at.astype(int)
        weight = (at - left)[:, None].astype(np.float32)
        return np.asarray(x[left] * (1 - weight) + x[np.minimum(left + 1, len(x) - 1)] * weight)

    def _laid_out(self, items: list[Features]) -> tuple[Features, Spans]:
        """The items in one array, with silence before and after each."""
        size = len(items)
        lead, tail = self.rng.integers(3, 35, size), self.rng.integers(6, 45, size)
        frames = max(len(item) + a + b for item, a, b in zip(items, lead, tail, strict=True))
        frames += -frames % SUBSAMPLING
        x = np.full((size, frames, BINS), FLOOR, dtype=np.float32)
        for k, item in enumerate(items):
            x[k, lead[k] : lead[k] + len(item)] = item
        return x, np.stack([lead, lead + [len(item) for item in items]], axis=1)

    def _channels(self, size: int) -> NDArray[np.float64]:
        """A smooth random response for each item."""
        rng = self.rng
        curve = rng.normal(0, 0.6, (size, 1)) * (_GRID - 0.5) * 2
        for k in range(1, 5):
            height, phase = rng.normal(0, 0.55 / k**0.5, (size, 1)), rng.uniform(0, 6.3, (size, 1))
            curve += height * np.cos(np.pi * k * _GRID + phase)
        curve *= rng.random((size, 1)) < 0.85
        return np.asarray(curve)

    def _add_rooms(self, power: Features) -> None:
        """Exponential decay of earlier energy: a crude room."""
        wet = self.rng.random(len(power)) < 0.4
        if not wet.any():
            return
        decay = np.exp(-13.8 * 0.01 / self.rng.uniform(0.15, 0.8, wet.sum()))[:, None].astype(np.float32)
        amount = self.rng.uniform(0.02, 0.3, wet.sum())[:, None].astype(np.float32)
        part, smear = power[wet], np.zeros((wet.sum(), BINS), dtype=np.float32)
        for t in range(part.shape[1]):
            smear = smear * decay + part[:, t] * (1 - decay)
            part[:, t] += amount * smear / (1 - decay) * 0.3
        power[wet] = part

    def _add_noises(self, power: Features, spans: Spans, curve: NDArray[np.float64]) -> None:
        rng = self.rng
        levels = np.array(
            [
                np.log(np.mean(item[first:end]) + 1e-6) if end > first else rng.uniform(9, 15)
                for item, (first, end) in zip(power, spans, strict=True)
            ]
        )
        for k, level in enumerate(levels):
            if rng.random() >= 0.85:
                continue
            noise = self._noise(power.shape[1])
            bands = [rng.uniform(3, 15), rng.uniform(15, 30), rng.uniform(30, 55)]
            snr_db = rng.choice(bands, p=[0.35, 0.4, 0.25])
            if spans[k, 0] == spans[k, 1]:  # noise only: often loud
                snr_db = rng.uniform(-5, 25)
            shift = level - np.log(np.exp(noise).mean()) - snr_db * _DECIBEL
            tint = curve[k] * 0.5 * rng.random() + rng.normal(0, 1.2) * (_GRID - 0.5) * 2
            power[k] += np.exp(noise + shift + tint)

    def _noise(self, frames: int) -> Features:
        noise = self.noises[self.rng.integers(len(self.noises))]
        at = self.rng.integers(0, len(noise) - frames) if len(noise) > frames else 0
        return np.resize(noise[at : at + frames], (frames, BINS))

    def _mask(self, x: Features) -> None:
        """Flatten a band and up to two moments, so that no single cue is trusted."""
        rng = self.rng
        for k in range(len(x)):
            if rng.random() < 0.5:
                width, at = rng.integers(1, 7), rng.integers(0, BINS - 6)
                x[k, :, at : at + width] = x[k, :, at : at + width].mean()
            for _ in range(rng.integers(0, 3)):
                width, at = rng.integers(1, 6), rng.integers(0, x.shape[1] - 6)
                x[k, at : at + width] = x[k].mean(0)
