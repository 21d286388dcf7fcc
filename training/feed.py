"""Batches for the training, without end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from training.alignment import Graph, collate, graph_of
from training.augmentation import FLOOR, Augmenter, Spans
from training.corpus import Corpus
from training.features import BINS

Items = list[NDArray[np.float16]]


@dataclass
class Batch:
    """What one step learns from."""

    features: Tensor
    """[batch, frames, 40]."""

    spans: Spans
    transitions: Tensor
    initial: Tensor
    final: Tensor
    phone: Tensor
    """Phone of each state [batch, states]."""


class Feed:
    """Epoch after epoch of a corpus, augmented."""

    def __init__(self, corpus: Corpus, augmenter: Augmenter, frames: int) -> None:
        self.corpus, self.augmenter, self.frames = corpus, augmenter, frames
        self.rng = np.random.default_rng(1)
        self.of_an_epoch = len(corpus.batches(self.rng, frames))
        self.queue: list[list[int]] = []

    def next(self) -> Batch:
        """The next batch."""
        if not self.queue:
            self.queue = self.corpus.batches(self.rng, self.frames)
        members = self.queue.pop()
        items = [self.corpus.item(place) for place in members]
        graphs = [self.corpus.graphs[self.corpus.texts[place]] for place in members]
        if self.rng.random() < 0.12 and len(items) > 3 and len(items[0]) < 220:
            items, graphs = self._pairs(members, items)
        quiet = max(1, len(items) // 14)  # noise alone must be heard as silence
        items += [np.zeros((0, BINS), dtype=np.float16)] * quiet
        graphs += [self.corpus.silence] * quiet
        features, spans = self.augmenter.batch(items)
        return Batch(features, spans, *collate(graphs))

    def _pairs(self, members: list[int], items: Items) -> tuple[Items, list[Graph]]:
        """Two utterances with a pause between them, as one."""
        firsts = range(0, len(members) - 1, 2)
        pauses = [np.full((int(self.rng.integers(5, 60)), BINS), FLOOR, dtype=np.float16) for _ in firsts]
        joined = [np.concatenate([items[k], gap, items[k + 1]]) for k, gap in zip(firsts, pauses, strict=True)]
        texts = [f"{self.corpus.texts[members[k]]} {self.corpus.texts[members[k + 1]]}" for k in firsts]
        return joined, [graph_of(text, self.corpus.lexicon) for text in texts]
