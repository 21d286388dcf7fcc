"""The device that sound is played on."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import miniaudio

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.patience import begin
from local_voice.sound import APP_NAME, FRAME_BYTES, SPOKEN_RATE, find_devices, quiet

Answer = TypeVar("Answer")


class Speaker:
    """A speaker that asks for sound while it runs. A sound system that hangs does not hold the caller for long."""

    def __init__(self, name: str, take: Callable[[int], bytes], limits: Limits = LIMITS) -> None:
        """Open the speaker with `name` in its name, else the default. `take` gives so many bytes of 16-bit mono PCM at
        22,050 Hz; the device's own thread calls it, so it must not wait. Raises SpeakerError.
        """
        self._name = name
        self._take = take
        self._limits = limits
        self._device: Any = None
        self.name = name
        """The sound system's name for it; '' for a default that has none."""
        self.running_since: float | None = None
        """On the monotonic clock; None while it rests."""
        self._open()

    def start(self) -> None:
        """Let it ask for sound; nothing if it does. Raises SpeakerError."""
        if self.running_since is not None:
            return
        # A device that was unplugged and is back, and one whose sound system was restarted, have to be opened anew.
        if self._device is not None and self._starts():
            return
        self._open()
        if not self._starts():
            raise SpeakerError("speaker_vanished")

    def stop(self) -> None:
        """Let it rest."""
        if self.running_since is None:
            return
        self.running_since = None
        try:
            self._ask(self._device.stop)
        except (miniaudio.MiniaudioError, SpeakerError):
            # It has gone, and is silent; that is told when there is something to say.
            self._device = None

    def close(self) -> None:
        """Let go of the device; the next start opens it anew."""
        device, self._device, self.running_since = self._device, None, None
        if device is not None:
            try:
                self._ask(device.close)
            except SpeakerError:
                return

    def _starts(self) -> bool:
        feed = self._feed(self._device)
        next(feed)
        try:
            self._ask(self._device.start, feed)
        except miniaudio.MiniaudioError:
            self.close()
            return False
        self.running_since = time.monotonic()
        return True

    def _open(self) -> None:
        self._device, self.name = self._ask(_open, self._name, self._limits.speaker_period_seconds)

    def _feed(self, device: Any) -> Generator[bytes, int, None]:
        """What the device's own thread calls for each period of sound; silence once we have let go of it."""
        frames = yield b""
        while True:
            size = frames * FRAME_BYTES
            frames = yield self._take(size) if device is self._device else bytes(size)

    def _ask(self, operation: Callable[..., Answer], *arguments: object) -> Answer:
        """Do it; where the sound system hangs, the device is left behind. Raises SpeakerError."""
        try:
            with quiet():
                return begin(operation, *arguments).result(self._limits.sound_system_answers_within_seconds)
        except TimeoutError as error:
            self._device, self.running_since = None, None
            raise SpeakerError("speaker_vanished") from error


def _open(name: str, period_seconds: float) -> tuple[Any, str]:
    """The device, and its name."""
    device = find_devices().find_speaker(name)
    if device is None:
        raise SpeakerError("speaker_not_found", name=name) if name else SpeakerError("speaker_missing")
    try:
        opened = miniaudio.PlaybackDevice(
            nchannels=1,
            sample_rate=SPOKEN_RATE,
            buffersize_msec=round(period_seconds * 1000),
            # A default is left to the sound system, which moves us when another speaker is plugged in.
            device_id=device.id if name else None,
            app_name=APP_NAME,
        )
        return opened, device.name
    except miniaudio.MiniaudioError as error:
        # A device without a name is a guess that there is a default.
        busy = SpeakerError("speaker_busy", name=device.name)
        raise (busy if device.name else SpeakerError("speaker_missing")) from error
