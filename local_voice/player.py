"""The last stage of a turn: sound to the speaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from typing import Any

import miniaudio

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import APP_NAME, FRAME_BYTES, SPOKEN_RATE, list_devices, quiet, silence


class Player:
    """The speaker: plays one clip at a time, and can be stopped at once."""

    def __init__(self, name: str = "", limits: Limits = LIMITS) -> None:
        """Open the speaker with `name` in its name, else the default. Raises SpeakerError."""
        self._name = name
        self.name = name
        """The sound system's name for it; '' for a default that has none."""
        self._limits = limits
        self._lock = threading.Lock()
        self._clip, self._position, self._sound_begins = b"", 0, 0
        self._begun, self._done = threading.Event(), threading.Event()
        self._first_audio_at = self._deadline = 0.0
        self._last_used_at = float("-inf")
        self._running_since: float | None = None
        self._device: Any = self._open()

    @property
    def playing(self) -> bool:
        """Whether a clip is still being played."""
        return self._begun.is_set() and not self._done.is_set() and time.monotonic() < self._deadline

    def wake(self) -> None:
        """Something may be said soon: play silence to a speaker that may be asleep. Raises SpeakerError."""
        if self._running_since is None and self._may_sleep:
            self._run(b"", 0)

    def play(self, pcm: bytes) -> float:
        """Play a clip (16-bit mono PCM at 22,050 Hz). Returns when its first sample was handed to the device, as an
        instant of the monotonic clock, while the rest is being played. Raises SpeakerError.
        """
        lead_seconds = self._lead_in_seconds()
        lead, run_out = silence(lead_seconds), silence(self._limits.run_out_seconds)
        clip, late_seconds = lead + pcm + run_out, self._limits.speaker_late_seconds
        self._deadline = time.monotonic() + len(clip) / FRAME_BYTES / SPOKEN_RATE + late_seconds
        self._run(clip, len(lead))
        if not self._begun.wait(lead_seconds + late_seconds):
            self.close()
            raise SpeakerError("speaker_vanished")
        return self._first_audio_at

    def wait(self) -> None:
        """Wait until the clip has been played. Raises SpeakerError."""
        if self._begun.is_set() and not self._done.wait(max(0.0, self._deadline - time.monotonic())):
            self.close()
            raise SpeakerError("speaker_vanished")
        self.stop()

    def stop(self) -> None:
        """Fall silent at once, and let the device rest until the next clip."""
        self._done.set()
        if self._running_since is not None:
            self._running_since, self._last_used_at = None, time.monotonic()
            with quiet():
                self._device.stop()

    def close(self) -> None:
        """Let go of the device; the next clip opens it anew."""
        self._done.set()
        self._running_since = None
        if self._device is not None:
            with quiet():
                self._device.close()
            self._device = None

    @property
    def _may_sleep(self) -> bool:
        return time.monotonic() - self._last_used_at >= self._limits.speaker_sleeps_after_seconds

    def _lead_in_seconds(self) -> float:
        if not self._may_sleep:
            return 0.0
        awake_seconds = 0.0 if self._running_since is None else time.monotonic() - self._running_since
        return max(0.0, self._limits.lead_in_seconds - awake_seconds)

    def _run(self, clip: bytes, sound_begins: int) -> None:
        """Put a clip before the device (an empty one is silence), which is started unless it is running."""
        with self._lock:
            self._clip, self._position, self._sound_begins = clip, 0, sound_begins
            self._begun.clear()
            self._done.clear()
        if self._running_since is None:
            self._start()

    def _start(self) -> None:
        if self._device is None:
            self._device = self._open()
        feed = self._feed()
        next(feed)
        try:
            with quiet():
                self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            self.close()
            raise SpeakerError("speaker_vanished") from error
        self._running_since = time.monotonic()

    def _open(self) -> Any:
        device = list_devices().find_speaker(self._name)
        if device is None:
            raise SpeakerError("speaker_not_found", name=self._name) if self._name else SpeakerError("speaker_missing")
        self.name = device.name
        try:
            with quiet():
                return miniaudio.PlaybackDevice(
                    nchannels=1,
                    sample_rate=SPOKEN_RATE,
                    buffersize_msec=round(self._limits.speaker_period_seconds * 1000),
                    # A default is left to the sound system, which moves us when another speaker is plugged in.
                    device_id=device.id if self._name else None,
                    app_name=APP_NAME,
                )
        except miniaudio.MiniaudioError as error:
            # A device without a name is a guess that there is a default.
            busy = SpeakerError("speaker_busy", name=device.name)
            raise (busy if device.name else SpeakerError("speaker_missing")) from error

    def _feed(self) -> Generator[bytes, int, None]:
        """What the device's own thread calls for each period of sound; it must not wait."""
        frames = yield b""
        while True:
            frames = yield self._take(frames * FRAME_BYTES)

    def _take(self, size: int) -> bytes:
        with self._lock:
            begin, end = self._position, self._position + size
            piece = self._clip[begin:end]
            self._position = end
            if piece and not self._begun.is_set() and end > self._sound_begins:
                self._first_audio_at = time.monotonic()
                self._begun.set()
            if self._clip and begin >= len(self._clip):
                self._done.set()
        return piece.ljust(size, b"\0")
