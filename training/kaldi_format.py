"""Kaldi's binary form of its basic types."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class KaldiWriter:
    """Collects the bytes of one binary file."""

    def __init__(self) -> None:
        self.out = io.BytesIO(b"\0B")
        self.out.seek(0, io.SEEK_END)

    def raw(self, text: str) -> None:
        """Text as it is."""
        self.out.write(text.encode())

    def token(self, text: str) -> None:
        """A word and the space behind it."""
        self.raw(f"{text} ")

    def integer(self, value: int) -> None:
        self.out.write(b"\x04" + struct.pack("<i", value))

    def real(self, value: float) -> None:
        self.out.write(b"\x04" + struct.pack("<f", value))

    def double(self, value: float) -> None:
        self.out.write(b"\x08" + struct.pack("<d", value))

    def int_vector(self, values: Sequence[int]) -> None:
        self.integer(len(values))
        self.out.write(np.array(values, dtype="<i4").tobytes())

    def vector(self, values: Array) -> None:
        self.token("FV")
        self.integer(len(values))
        self.out.write(np.asarray(values, dtype="<f4").tobytes())

    def matrix(self, values: Array) -> None:
        self.token("FM")
        self.integer(values.shape[0])
        self.integer(values.shape[1])
        self.out.write(np.asarray(values, dtype="<f4").tobytes())

    def compressed_matrix(self, values: Array) -> None:
        """A matrix in 16 bits a value, between its smallest and its largest."""
        low, span = float(values.min()), float(values.max() - values.min())
        self.token("CM2")
        self.out.write(struct.pack("<ffii", low, span, values.shape[0], values.shape[1]))
        self.out.write(np.round((values - low) / span * 65535).astype("<u2").tobytes())
