"""The first stage of a turn: sound from the microphone."""

from __future__ import annotations

import queue
from collections.abc import Generator, Iterator
from contextlib import suppress
from types import TracebackType

import miniaudio

from local_voice.failures import MicrophoneError
from local_voice.limits import LIMITS, Limits
from local_voice.patience import begin
from local_voice.sound import APP_NAME, HEARD_RATE, list_devices, quiet


class Microphone:
    """An open microphone: 16-bit mono PCM at 16 kHz. Close it, or use it in a `with` statement."""

    def __init__(self, name: str = "", limits: Limits = LIMITS) -> None:
        """Open the microphone with `name` in its name, else the default. Raises MicrophoneError."""
        self._limits = limits
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        devices = list_devices()
        device = devices.find_microphone(name)
        if device is None:
            raise MicrophoneError("microphone_not_found", name=name) if name else MicrophoneError("microphone_missing")
        self.name = device.name
        """The sound system's name for it; '' for a default that has none."""
        try:
            with quiet():
                # Named even if it is the default: PulseAudio would move us to what the speaker plays when it vanishes.
                self._device = miniaudio.CaptureDevice(
                    nchannels=1,
                    sample_rate=HEARD_RATE,
                    buffersize_msec=round(limits.listening_chunk_seconds * 1000),
                    device_id=device.id,
                    app_name=APP_NAME,
                )
                self._device.start(self._keep())
        except miniaudio.MiniaudioError as error:
            # A device without a name is a guess that there is a default.
            busy = MicrophoneError("microphone_busy", name=device.name)
            raise (busy if device.name else MicrophoneError("microphone_missing")) from error

    def chunks(self) -> Iterator[bytes]:
        """Sound as it comes, without end. Raises MicrophoneError when nothing more comes."""
        wait_seconds = self._limits.microphone_starts_within_seconds
        while True:
            try:
                yield self._heard.get(timeout=wait_seconds)
            except queue.Empty:
                raise MicrophoneError("microphone_vanished") from None
            wait_seconds = self._limits.microphone_quiet_seconds

    def close(self) -> None:
        """Let go of it; where the sound system hangs, a thread does so once it answers again."""
        with quiet(), suppress(TimeoutError):
            begin(self._device.close).result(self._limits.sound_system_answers_within_seconds)

    def __enter__(self) -> Microphone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self) -> Generator[None, bytes, None]:
        """What the device's own thread calls with each piece of sound; it must not wait."""

        def keep() -> Generator[None, bytes, None]:
            while True:
                self._heard.put(bytes((yield)))

        keeper = keep()
        next(keeper)
        return keeper
