"""Log-mel features, as Kaldi computes them before the cosine transform of its MFCCs."""

from __future__ import annotations

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from training.voices import RATE_HZ

BINS = 40
LOW_HZ, HIGH_HZ = 20, 7600
Features = NDArray[np.float32]
"""Frames of 10 ms by `BINS`."""


def compute_features(wave: NDArray[np.floating]) -> Features:
    """Features of a wave on the scale of 16-bit integers. The options are those of the model's mfcc.conf."""
    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE_HZ
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = BINS
    options.mel_opts.low_freq = LOW_HZ
    options.mel_opts.high_freq = HIGH_HZ
    extractor = knf.OnlineFbank(options)
    extractor.accept_waveform(RATE_HZ, wave.astype(np.float32).tolist())
    extractor.input_finished()
    return np.stack([extractor.get_frame(frame) for frame in range(extractor.num_frames_ready)])
