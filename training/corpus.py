"""The training's utterances with their graphs, in batches of like length."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.alignment import graph_of
from training.folders import Folders
from training.phones import PHONES, load_lexicon

_LONGEST_FRAMES = 1000
_PADDING_FRAMES = 60
_LENGTH_JITTER_FRAMES = 15


class Corpus:
    """What step 3 wrote."""

    def __init__(self, folders: Folders) -> None:
        stored = np.load(folders.features)
        self.features, self.offsets = stored["feats"], stored["offsets"]
        self.texts = [str(text) for text in stored["texts"]]
        self.lexicon = load_lexicon(folders)
        self.graphs = {text: graph_of(text, self.lexicon) for text in dict.fromkeys(self.texts)}
        self.silence = graph_of("", self.lexicon)
        self.lengths = np.diff(self.offsets)

    def item(self, place: int) -> NDArray[np.float16]:
        """Clean features of an utterance."""
        features: NDArray[np.float16] = self.features[self.offsets[place] : self.offsets[place + 1]]
        return features

    def batches(self, rng: np.random.Generator, frames: int) -> list[list[int]]:
        """Places of the utterances of one epoch, in shuffled batches of about so many frames."""
        jitter = rng.uniform(-_LENGTH_JITTER_FRAMES, _LENGTH_JITTER_FRAMES, len(self.lengths))
        batches: list[list[int]] = []
        current: list[int] = []
        for place in np.argsort(self.lengths + jitter):
            if self.lengths[place] > _LONGEST_FRAMES:
                continue
            current.append(int(place))
            if len(current) * (self.lengths[place] + _PADDING_FRAMES) >= frames:
                batches.append(current)
                current = []
        rng.shuffle(batches)
        return batches

    def phone_bigram(self) -> Tensor:
        """Transitions between all phones, with self-loops, as the transcripts expect them: MMI's denominator."""
        count = np.full((len(PHONES), len(PHONES)), 0.5)
        for text in self.texts:
            phones, matrix = self.graphs[text]
            for source, target in zip(*np.nonzero(matrix[1:, :-1]), strict=True):
                if source != target:
                    count[phones[source], phones[target]] += matrix[source + 1, target]
        count /= count.sum(1, keepdims=True)
        return torch.from_numpy(0.5 * np.eye(len(PHONES)) + 0.5 * count)
