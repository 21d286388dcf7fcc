"""Transcripts as hidden Markov models, and the posteriors of their states."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.phones import SILENCE, Lexicon

Graph = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Phone of each state; transitions with a first row of initial and a last column of final probabilities."""

_STAY = 0.5
_PAUSE = 0.25
"""Probability of silence between two words."""

_TINY = 1e-280


def graph_of(text: str, lexicon: Lexicon) -> Graph:
    """The graph of a transcript: all pronunciations side by side, silence possible between words."""
    phones = [SILENCE]  # state 0: the silence before
    arcs: list[tuple[int, int, float]] = []
    initial = [(0, 0.9)]
    exits = [(0, _STAY)]
    for place, word in enumerate(text.split()):
        variants = lexicon[word]
        share = 1.0 / len(variants)
        entries, ends = _add_variants(variants, phones, arcs)
        arcs += [(source, entry, chance * share) for source, chance in exits for entry in entries]
        if place == 0:
            initial += [(entry, 0.1 * share) for entry in entries]
        pause = len(phones)
        phones.append(SILENCE)
        arcs += [(end, pause, _STAY * _PAUSE) for end in ends]
        exits = [*((end, _STAY * (1 - _PAUSE)) for end in ends), (pause, _STAY)]
    if not text:
        initial = [(0, 1.0)]
    return np.array(phones), _transitions(len(phones), initial, arcs, exits)


def _add_variants(
    variants: list[list[int]], phones: list[int], arcs: list[tuple[int, int, float]]
) -> tuple[list[int], list[int]]:
    """Add a chain of states for each pronunciation; the first and the last state of each."""
    entries, ends = [], []
    for variant in variants:
        start, end = len(phones), len(phones) + len(variant) - 1
        phones.extend(variant)
        arcs += [(state, state + 1, _STAY) for state in range(start, end)]
        entries.append(start)
        ends.append(end)
    return entries, ends


def _transitions(
    size: int, initial: list[tuple[int, float]], arcs: list[tuple[int, int, float]], exits: list[tuple[int, float]]
) -> NDArray[np.float64]:
    matrix = np.zeros((size + 1, size + 1))
    for state, chance in initial:
        matrix[0, state] += chance
    for source, target, chance in arcs:
        matrix[source + 1, target] += chance
    matrix[np.arange(1, size + 1), np.arange(size)] += _STAY
    for source, chance in exits:
        matrix[source + 1, size] += chance
    return matrix


def collate(graphs: list[Graph]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Graphs padded to one size: transitions, initial, final, phone of each state."""
    count, size = len(graphs), max(len(phones) for phones, _ in graphs)
    transitions, initial, final = np.zeros((count, size, size)), np.zeros((count, size)), np.zeros((count, size))
    phone = np.zeros((count, size), dtype=int)
    for k, (phones, matrix) in enumerate(graphs):
        n = len(phones)
        transitions[k, :n, :n], initial[k, :n] = matrix[1:, :n], matrix[0, :n]
        final[k, :n], phone[k, :n] = matrix[1:, n], phones
    return (
        torch.from_numpy(transitions),
        torch.from_numpy(initial),
        torch.from_numpy(final),
        torch.from_numpy(phone),
    )


def forward_backward(transitions: Tensor, initial: Tensor, final: Tensor, emissions: Tensor) -> tuple[Tensor, Tensor]:
    """Posteriors [batch, time, states] and log-likelihood [batch] of emissions [batch, time, states], all double.

    `transitions` is one matrix for all, or one for each of the batch.
    """

    def step(state: Tensor, matrix: Tensor) -> Tensor:
        return state @ matrix if matrix.dim() == 2 else torch.bmm(state[:, None], matrix)[:, 0]

    forward, scale = [], []
    state = initial * emissions[:, 0]
    for t in range(emissions.shape[1]):
        if t:
            state = step(state, transitions) * emissions[:, t]
        norm = state.sum(1, keepdim=True).clamp_min(_TINY)
        state = state / norm
        forward.append(state)
        scale.append(norm.log())
    end = (state * final).sum(1).clamp_min(_TINY)
    back = final / end[:, None]
    posteriors = [forward[-1] * back]
    for t in range(emissions.shape[1] - 1, 0, -1):
        back = step(back * emissions[:, t], transitions.transpose(-1, -2)) / scale[t].exp()
        posteriors.append(forward[t - 1] * back)
    stacked = torch.stack(posteriors[::-1], 1)
    stacked = stacked / stacked.sum(2, keepdim=True).clamp_min(1e-200)
    return stacked, torch.cat(scale, 1).sum(1) + end.log()
