"""Our own voice, taken out of what the microphone hears, so that a "stop" into it is heard.

Speex's canceller does it: a small system library that comes with PulseAudio and with ALSA's plugins. Packages with a
canceller either have no wheel for a Raspberry Pi or bring numpy with them.
"""

from __future__ import annotations

import ctypes
from functools import cache

from local_voice.limits import LIMITS, Limits
from local_voice.sound import FRAME_BYTES, HEARD_RATE

NAMES = ("libspeexdsp.so.1", "libspeexdsp.1.dylib", "libspeexdsp-1.dll")
SET_SAMPLING_RATE = 24
"""Of speex_echo.h."""


class Echo:
    """Learns how our voice comes back from the room, and takes that away. Without the library it changes nothing."""

    def __init__(self, limits: Limits = LIMITS, *, bare: bool = False) -> None:
        """`bare` does without the library."""
        self._library = None if bare else library()
        self._frames = round(limits.listening_chunk_seconds * HEARD_RATE)
        self._waiting = bytearray()
        self._played = 0
        if self._library:
            tail = round(limits.echo_seconds * HEARD_RATE)
            self._state = ctypes.c_void_p(self._library.speex_echo_state_init(self._frames, tail))
            rate = ctypes.c_int(HEARD_RATE)
            self._library.speex_echo_ctl(self._state, SET_SAMPLING_RATE, ctypes.byref(rate))

    def begin(self) -> None:
        """We begin to speak. All is learned anew: each time the sound takes another way through the buffers."""
        self._waiting.clear()
        self._played = 0
        if self._library:
            self._library.speex_echo_state_reset(self._state)

    def remove(self, chunk: bytes, handed_over: bytes | bytearray) -> bytes:
        """What else there is in a chunk of any length (both 16-bit mono PCM at 16 kHz); some of it comes with the next
        chunk. `handed_over` is what the speaker has been given until now, since we began.
        """
        if not self._library:
            return chunk
        self._waiting += chunk
        cleared, size = bytearray(), self._frames * FRAME_BYTES
        while len(self._waiting) >= size:
            ours = bytes(handed_over[self._played : self._played + size])
            if len(ours) < size:
                # This was heard before: while we thought, sound waited in the microphone's queue.
                ours = bytes(size)
            else:
                self._played += size
            out = ctypes.create_string_buffer(size)
            self._library.speex_echo_cancellation(self._state, bytes(self._waiting[:size]), ours, out)
            cleared += out.raw
            del self._waiting[:size]
        return bytes(cleared)

    def __del__(self) -> None:
        if self._library:
            self._library.speex_echo_state_destroy(self._state)


@cache
def library() -> ctypes.CDLL | None:
    """Speex's, where the system has it."""
    for name in NAMES:
        try:
            found = ctypes.CDLL(name)
        except OSError:
            continue
        found.speex_echo_state_init.restype = ctypes.c_void_p
        return found
    return None
