"""Step 3: features of the training audio, and of the noises."""

from __future__ import annotations

import numpy as np
import soundfile
from numpy.typing import NDArray

from training.features import compute_features
from training.folders import Folders
from training.noises import make_noises

_NOISE_LEVEL = 1000


def make_features(folders: Folders) -> None:
    """Write one long matrix with the offset of each utterance, and the noises cut to one length."""
    rows = folders.audio_rows("train")
    names, texts = [row[0] for row in rows], [row[4] for row in rows]
    parts = [compute_features(_read(folders, name, "int16")).astype(np.float16) for name in names]
    offsets = np.cumsum([0, *map(len, parts)])
    np.savez(folders.features, feats=np.concatenate(parts), offsets=offsets, texts=np.array(texts))
    noises = make_noises(lambda place: _read(folders, names[place], "float32"), len(names))
    heard = [compute_features(noise / noise.std() * _NOISE_LEVEL) for noise in noises]
    shortest = min(map(len, heard))
    np.save(folders.noises, np.stack([noise[:shortest] for noise in heard]).astype(np.float16))


def _read(folders: Folders, name: str, kind: str) -> NDArray[np.float32]:
    wave, _ = soundfile.read(folders.wav("train", name), dtype=kind)
    return np.asarray(wave)
