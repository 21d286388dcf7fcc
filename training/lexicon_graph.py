"""From the network's phones to words: Kaldi's H and L in one transducer, without disambiguation symbols."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from training.phones import KALDI_SILENCE, NUMBERS, SILENCE, kaldi_phone, transition_ids
from training.transducer import EPSILON, Transducer

_HALF = math.log(2.0)
"""Cost of each of a phone's two transitions."""


@dataclass(frozen=True, slots=True)
class LexiconCosts:
    """How likely pauses and unknown words are."""

    silence_probability: float = 0.3
    """Between two words."""

    unknown_phone_cost: float = 4.0
    """Natural logarithm, for each phone of an unknown word."""


@dataclass
class Node:
    """A place in the tree of pronunciations."""

    children: dict[int, Node] = field(default_factory=dict)
    """By Kaldi's number of the next phone."""

    words_below: set[int] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)
    """The words that end here."""


def build_tree(lexicon: list[tuple[int, list[int]]]) -> Node:
    """The tree of all pronunciations, given as word number and phones."""
    root = Node()
    for word, phones in lexicon:
        node = root
        for place, phone in enumerate(phones):
            node = node.children.setdefault(kaldi_phone(phone, _position(place, len(phones))), Node())
            node.words_below.add(word)
        node.ends.add(word)
    return root


def _position(place: int, length: int) -> str:
    if length == 1:
        return "singleton"
    return "begin" if place == 0 else "end" if place == length - 1 else "internal"


class LexiconGraph:
    """The tree as a transducer that shares equal endings; a word is written as soon as no other is possible."""

    def __init__(self, lexicon: list[tuple[int, list[int]]], unknown: int, costs: LexiconCosts | None = None) -> None:
        self.fst = Transducer()
        self.costs = costs or LexiconCosts()
        self.start, self.loop, self.silence = (self.fst.state() for _ in range(3))
        self.word_ends: dict[int, int] = {}
        self.shared: dict[tuple[int, tuple[tuple[int, int, int], ...]], int] = {}
        self._add_silence()
        self._add_words(build_tree(lexicon))
        self._add_unknown(unknown)

    def _add_silence(self) -> None:
        stay, enter = transition_ids(KALDI_SILENCE)
        self.fst.arc(self.start, self.loop, cost=_HALF)
        self.fst.arc(self.start, self.silence, enter, cost=_HALF + _HALF)
        self.fst.arc(self.silence, self.silence, stay, cost=_HALF)
        self.fst.arc(self.silence, self.loop)
        self.fst.finals[self.loop] = 0.0

    def _add_words(self, root: Node) -> None:
        for phone, node in sorted(root.children.items()):
            enter = transition_ids(phone)[1]
            if node.children:
                word = _only_word(node)
                self.fst.arc(self.loop, self._state_of(node, phone, known=word != EPSILON), enter, word, _HALF)
            for word in sorted(node.ends):
                self.fst.arc(self.loop, self._word_end(phone), enter, word, _HALF)

    def _state_of(self, node: Node, phone: int, *, known: bool) -> int:
        """The state at a node that `phone` leads to; equal ways on share one. `known`: the word is written already."""
        ways = tuple(
            way for below, child in sorted(node.children.items()) for way in self._ways(below, child, known=known)
        )
        key = (phone, ways)
        if key not in self.shared:
            state = self.shared[key] = self.fst.state()
            self.fst.arc(state, state, transition_ids(phone)[0], cost=_HALF)
            for enter, word, target in ways:
                self.fst.arc(state, target, enter, word, _HALF)
        return self.shared[key]

    def _ways(self, phone: int, node: Node, *, known: bool) -> list[tuple[int, int, int]]:
        """The ways to a node: transition, word, state."""
        enter = transition_ids(phone)[1]
        if not node.children:
            return [(enter, EPSILON if known else word, self._word_end(phone)) for word in sorted(node.ends)]
        word = EPSILON if known else _only_word(node)
        return [(enter, word, self._state_of(node, phone, known=known or word != EPSILON))]

    def _word_end(self, phone: int) -> int:
        """The state behind the last phone of a word, one for all words that end in it."""
        if phone not in self.word_ends:
            state = self.word_ends[phone] = self.fst.state()
            pause = self.costs.silence_probability
            self.fst.arc(state, state, transition_ids(phone)[0], cost=_HALF)
            self.fst.arc(state, self.loop, cost=-math.log(1 - pause))
            self.fst.arc(state, self.silence, transition_ids(KALDI_SILENCE)[1], cost=-math.log(pause) + _HALF)
        return self.word_ends[phone]

    def _add_unknown(self, unknown: int) -> None:
        """An unknown word: a phone that begins, any number inside, one that ends."""
        phones = [phone for phone in NUMBERS.values() if phone != SILENCE]
        inner: dict[int, int] = {}
        for phone in phones:
            for position in ("begin", "internal"):
                label = kaldi_phone(phone, position)
                inner[label] = self.fst.state()
                self.fst.arc(inner[label], inner[label], transition_ids(label)[0], cost=_HALF)
        hub = self.fst.state()
        for state in inner.values():
            self.fst.arc(state, hub)
        cost = _HALF + self.costs.unknown_phone_cost
        for phone in phones:
            begin, inside, end = (kaldi_phone(phone, position) for position in ("begin", "internal", "end"))
            self.fst.arc(self.loop, inner[begin], transition_ids(begin)[1], unknown, cost)
            self.fst.arc(hub, inner[inside], transition_ids(inside)[1], cost=cost)
            self.fst.arc(hub, self._word_end(end), transition_ids(end)[1], cost=cost)


def _only_word(node: Node) -> int:
    """The word, if only one is possible from here on."""
    return next(iter(node.words_below)) if len(node.words_below) == 1 else EPSILON
