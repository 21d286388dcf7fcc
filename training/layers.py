"""The network's layers as plain matrices, in the order and the scale that Kaldi's components want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from training.features import BINS
from training.network import MEAN, SCALE, Network

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """One affine layer."""

    name: str
    """'tdnn1' and so on; 'output' for the last."""

    matrix: Array
    """[outputs, inputs], the spliced inputs ordered by time, then by channel."""

    bias: Array


def fold(network: Network) -> list[Layer]:
    """The layers with batch normalisation and the input's normalisation folded in.

    Kaldi feeds MFCCs, so that the first layer undoes their cosine transform too.
    """
    weight, bias = _fold(network.first, network.first_bn)
    bias = bias - SCALE * MEAN * weight.sum((1, 2))
    weight = np.einsum("obk,bc->ock", weight * SCALE, cosine_transform().T)
    folded = [(weight, bias), _fold(network.second, network.second_bn)]
    folded += [_fold(layer, norm) for layer, norm in zip(network.blocks, network.block_bns, strict=True)]
    names = [f"tdnn{place}" for place in range(1, len(folded) + 1)]
    folded.append(_fold(network.output, None))
    return [
        Layer(name, weight.transpose(0, 2, 1).reshape(len(weight), -1), bias)
        for name, (weight, bias) in zip([*names, "output"], folded, strict=True)
    ]


def cosine_transform() -> Array:
    """Kaldi's orthonormal DCT-II: cepstra = matrix @ log-mel."""
    k, n = np.mgrid[0:BINS, 0:BINS]
    matrix = np.sqrt(2.0 / BINS) * np.cos(np.pi / BINS * (n + 0.5) * k)
    matrix[0] = np.sqrt(1.0 / BINS)
    return np.asarray(matrix)


def _fold(layer: nn.Module, norm: nn.Module | None) -> tuple[Array, Array]:
    convolution = cast("nn.Conv1d", layer)
    weight, bias = _array(convolution.weight), _array(convolution.bias)
    if norm is None:
        return weight, bias
    batch = cast("nn.BatchNorm1d", norm)
    gain = _array(batch.weight) / np.sqrt(_array(batch.running_var) + batch.eps)
    return weight * gain[:, None, None], (bias - _array(batch.running_mean)) * gain + _array(batch.bias)


def _array(values: Tensor | None) -> Array:
    return np.asarray(cast("Tensor", values).detach().double().numpy())
