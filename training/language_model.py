"""A pruned trigram with back-off."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from training.transducer import Transducer

NGram = tuple[str, ...]
BEGIN, END, UNKNOWN = "<s>", "</s>", "[unk]"


@dataclass(frozen=True, slots=True)
class Pruning:
    """What an order keeps, and how much it leaves to the order below."""

    least_gain: float
    """A word sequence is kept if its count times the logarithm of its gain over the order below is greater."""

    back_off_share: float
    """Left to the order below beyond what the counts leave: the text is narrower than speech."""

    least_count: int = 2
    discount: float = 0.6


BIGRAMS, TRIGRAMS = Pruning(3.0, 0.25), Pruning(6.0, 0.3)
_UNSEEN_SHARE = 0.15
_FLATTENING = 0.8
_LEAST_LEFT = 1e-4


class LanguageModel:
    """Trigram by absolute discounting, interpolated."""

    def __init__(self, sentences: list[list[str]], vocabulary: list[str], unknown_probability: float = 1e-3) -> None:
        self.counts = _count(sentences)
        self.backoff: dict[NGram, float] = {}
        self.probabilities: list[dict[NGram, float]] = [self._unigrams(vocabulary, unknown_probability), {}, {}]
        self._add_order(2, BIGRAMS)
        self._add_order(3, TRIGRAMS)

    def probability(self, ngram: NGram) -> float:
        """Of the last word after those before it."""
        known = self.probabilities[len(ngram) - 1]
        if ngram in known:
            return known[ngram]
        return self.backoff.get(ngram[:-1], 1.0) * self.probability(ngram[1:])

    def _unigrams(self, vocabulary: list[str], unknown_probability: float) -> dict[NGram, float]:
        counts, seen_share = self.counts[0], 1 - _UNSEEN_SHARE
        total = sum(count**_FLATTENING for count in counts.values())
        floor = _UNSEEN_SHARE / len(vocabulary)
        share = seen_share - unknown_probability
        weights = {(word,): floor + share * counts[(word,)] ** _FLATTENING / total for word in vocabulary}
        weights[(END,)] = seen_share * counts[(END,)] ** _FLATTENING / total
        weights[(UNKNOWN,)] = unknown_probability
        norm = sum(weights.values())
        return {ngram: weight / norm for ngram, weight in weights.items()}

    def _add_order(self, order: int, pruning: Pruning) -> None:
        by_history: dict[NGram, list[tuple[NGram, int]]] = defaultdict(list)
        for ngram, count in self.counts[order - 1].items():
            by_history[ngram[:-1]].append((ngram, count))
        for history, entries in by_history.items():
            if kept := self._kept(entries, pruning, order):
                left = 1 - sum(kept.values())
                below = 1 - sum(self.probability(ngram[1:]) for ngram in kept)
                self.probabilities[order - 1].update(kept)
                self.backoff[history] = max(left, _LEAST_LEFT) / max(below, _LEAST_LEFT)

    def _kept(self, entries: list[tuple[NGram, int]], pruning: Pruning, order: int) -> dict[NGram, float]:
        total = sum(count for _, count in entries)
        reserved, mix = pruning.discount * len(entries) / total, pruning.back_off_share
        kept = {}
        for ngram, count in entries:
            below = self.probability(ngram[1:])
            chance = (1 - mix) * (max(count - pruning.discount, 0) / total + reserved * below) + mix * below
            gains = count * math.log(chance / below) > pruning.least_gain
            if count >= pruning.least_count and gains and (order < 3 or ngram[:-1] in self.probabilities[1]):
                kept[ngram] = chance
        return kept

    def to_transducer(self, numbers: Mapping[str, int]) -> Transducer:
        """The model over word numbers, backing off by epsilon."""
        fst = Transducer()
        states: dict[NGram, int] = {(BEGIN,): fst.state(), (): fst.state()}
        for history in self.backoff:
            if history not in states:
                states[history] = fst.state()

        def longest_known(history: NGram) -> NGram:
            while history not in states:
                history = history[1:]
            return history

        for order in self.probabilities:
            for ngram, chance in order.items():
                source, word = states[ngram[:-1]], ngram[-1]
                if word == END:
                    fst.finals[source] = -math.log(chance)
                else:
                    target = states[longest_known(ngram[-2:])]
                    fst.arc(source, target, numbers[word], numbers[word], -math.log(chance))
        for history, state in states.items():
            if history:
                fst.arc(state, states[longest_known(history[1:])], cost=-math.log(self.backoff.get(history, 1.0)))
        return fst


def _count(sentences: list[list[str]]) -> list[Counter[NGram]]:
    """Counts of the sequences of one, two and three words."""
    counts: list[Counter[NGram]] = [Counter(), Counter(), Counter()]
    for words in sentences:
        padded = [BEGIN, *words, END]
        for end in range(1, len(padded)):
            for before in range(min(end, 2) + 1):
                counts[before][tuple(padded[end - before : end + 1])] += 1
    return counts
