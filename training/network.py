"""The acoustic model: a small time-delay network over log-mel frames."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from training.features import BINS
from training.phones import PHONES

SUBSAMPLING = 3
"""Frames of 10 ms to one output."""

DILATIONS = (1, 1, 2, 2, 3)
CONTEXT = 3 + SUBSAMPLING * sum(DILATIONS)
"""Frames that an output sees on each side."""

MEAN, SCALE = 11.0, 0.25
"""Fixed normalisation of the input, folded into the first layer on export."""

_FIRST, _HIDDEN = 256, 320


class Network(nn.Module):
    """1.85 million weights; one output to three frames."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv1d(BINS, _FIRST, 5)
        self.first_bn = nn.BatchNorm1d(_FIRST)
        self.second = nn.Conv1d(_FIRST, _HIDDEN, 3, stride=SUBSAMPLING)
        self.second_bn = nn.BatchNorm1d(_HIDDEN)
        self.blocks = nn.ModuleList(nn.Conv1d(_HIDDEN, _HIDDEN, 3, dilation=dilation) for dilation in DILATIONS)
        self.block_bns = nn.ModuleList(nn.BatchNorm1d(_HIDDEN) for _ in DILATIONS)
        self.drop = nn.Dropout(0.1)
        self.output = nn.Conv1d(_HIDDEN, len(PHONES), 1)

    def forward(self, features: Tensor) -> Tensor:
        """[batch, frames, 40] -> unnormalised [batch, ceil(frames / 3), phones]."""
        x = (features - MEAN) * SCALE
        x = torch.cat([x[:, :1].expand(-1, CONTEXT, -1), x, x[:, -1:].expand(-1, CONTEXT, -1)], dim=1)
        x = torch.relu(_normalise(self.first_bn, _splice(self.first, x)))
        x = torch.relu(_normalise(self.second_bn, _splice(self.second, x)))
        for layer, norm, dilation in zip(self.blocks, self.block_bns, DILATIONS, strict=True):
            x = x[:, dilation:-dilation] + self.drop(torch.relu(_normalise(norm, _splice(layer, x))))
        return _splice(self.output, x)


def _splice(layer: nn.Module, x: Tensor) -> Tensor:
    """A convolution as one matrix product over spliced frames: on CPUs faster than Conv1d itself."""
    convolution = cast("nn.Conv1d", layer)
    width, stride, dilation = convolution.kernel_size[0], convolution.stride[0], convolution.dilation[0]
    count = (x.shape[1] - dilation * (width - 1) - 1) // stride + 1
    parts = [x[:, k * dilation : k * dilation + (count - 1) * stride + 1 : stride] for k in range(width)]
    weight = convolution.weight.permute(0, 2, 1).reshape(convolution.out_channels, -1)
    return nn.functional.linear(torch.cat(parts, 2), weight, convolution.bias)


def _normalise(norm: nn.Module, x: Tensor) -> Tensor:
    normalised: Tensor = norm(x.reshape(-1, x.shape[2])).view(x.shape)
    return normalised
