"""The fourth stage of a turn: from a reply to the sound of it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import miniaudio

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import SPOKEN_RATE, at_volume, audible_span
from small_wins.reply import AS_USUAL, Manner

RATE_ATTEMPTS = 100
RATE_PAUSE_SECONDS = 0.005
"""The speed is taken within some milliseconds; a voice that never takes it speaks as it did before."""


class Mouth(Protocol):
    """A voice. It is used by one thread at a time."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def render(self, text: str, manner: Manner = AS_USUAL) -> bytes:
        """The sound of `text`, at that rate and volume, without silence before and after it: 16-bit mono PCM at 22,050
        Hz. Raises SpeakerError.
        """
        ...


class SystemMouth:
    """The system's own voice, by pyttsx3; on Linux it is the espeak-ng that comes with us. The process has one, however
    many of these are made.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        """Start the voice. Raises SpeakerError where the system has none."""
        try:
            self._engine = _engine()
        except (ImportError, OSError, RuntimeError, KeyError) as error:  # as pyttsx3's drivers do
            raise SpeakerError("voice_missing") from error
        self._attempts = limits.rendering_attempts
        self._words_a_minute = limits.words_a_minute

    @property
    def name(self) -> str:
        """The voice, as the system names it."""
        return str(self._engine.getProperty("voice"))

    def render(self, text: str, manner: Manner = AS_USUAL) -> bytes:
        """As every mouth."""
        if not text.strip():
            return b""
        self._set_rate(self._words_a_minute * manner.rate // 100)
        pcm = b""
        for _ in range(self._attempts):
            # On a busy machine espeak-ng 1.52 now and then skips a text: no frames, and no error.
            pcm = pcm or self._render_once(text)
        first, last = audible_span(pcm)
        # pyttsx3's own volume ends at the usual one.
        return at_volume(pcm[first:last], manner.volume)

    def _set_rate(self, words_a_minute: int) -> None:
        """Take this speed, and wait until it is taken: espeak-ng sets it in a thread of its own."""
        self._engine.setProperty("rate", words_a_minute)
        for _ in range(RATE_ATTEMPTS):
            if self._engine.getProperty("rate") == words_a_minute:
                break
            time.sleep(RATE_PAUSE_SECONDS)

    def _render_once(self, text: str) -> bytes:
        with _private_file() as path:
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            sound = miniaudio.decode(path.read_bytes(), nchannels=1, sample_rate=SPOKEN_RATE)
        return bytes(sound.samples)


@cache
def _engine() -> Any:
    """pyttsx3's engine: one for the life of the process, because a second one takes away the first one's voice."""
    if sys.platform == "linux":
        _load_espeak()
        # It prints where it has saved. To redirect the standard output would take other threads' lines as well.
        import_module("pyttsx3.drivers.espeak").__dict__["print"] = lambda *_: None
    import pyttsx3

    engine = pyttsx3.init()
    # The first runAndWait() of an engine does not wait; this one has nothing to wait for.
    engine.runAndWait()
    return engine


def _load_espeak() -> None:
    """Load the espeak-ng that came with us, so that pyttsx3 finds it by its name; a system package is not needed."""
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path())


@contextlib.contextmanager
def _private_file() -> Iterator[Path]:
    """A file to render to. On Linux it is in memory and has no name, so that not even kill -9 leaves words behind."""
    if sys.platform == "linux":
        descriptor = os.memfd_create("small-wins")
        try:
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
    else:
        with tempfile.TemporaryDirectory(prefix="small-wins-") as folder:
            yield Path(folder) / "speech.wav"
