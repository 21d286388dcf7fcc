"""Sound as this door handles it (16-bit mono PCM in the machine's byte order), and the devices for it."""

from __future__ import annotations

import array
import math
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import miniaudio

HEARD_RATE = 16_000
"""Frames a second that are listened to, as speech models expect."""

SPOKEN_RATE = 22_050
"""Frames a second that are spoken, as espeak-ng renders them."""

FRAME_BYTES = 2
SILENT_BELOW = 32
"""A sample under a thousandth of the full scale is silence."""

APP_NAME = "Small Wins"
NO_CARD = "Dummy Output"
"""What PulseAudio and PipeWire call the sink that they invent where there is no card."""

MONITOR = "Monitor of "
"""Before the name of a sink in PulseAudio's name for what plays on it."""


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or a speaker."""

    name: str
    id: Any
    """The sound system's own identifier, opaque; None is whichever it takes as its default."""

    default: bool


@dataclass(frozen=True, slots=True)
class Devices:
    """What is plugged in at this moment."""

    speakers: tuple[Device, ...]
    microphones: tuple[Device, ...]

    def find_speaker(self, name: str) -> Device | None:
        """The speaker with `name` in its name, in any case; without a name the default."""
        return _pick([device for device in self.speakers if device.name != NO_CARD], name)

    def find_microphone(self, name: str) -> Device | None:
        """The microphone with `name` in its name, in any case; without a name the default."""
        if name:
            return _pick(self.microphones, name)
        # Where no microphone is plugged in, PulseAudio gives what the speaker plays instead: ourselves.
        ourselves = {MONITOR + device.name for device in self.speakers if device.default or len(self.speakers) == 1}
        device = _pick(self.microphones, "")
        return None if device is None or device.name in ourselves else device


def list_devices() -> Devices:
    """Ask the sound system anew; without one, and without a card, there are none."""
    with quiet():
        return find_devices()


def find_devices() -> Devices:
    """The same, with whatever the sound system writes to standard error."""
    ffi, lib = miniaudio.ffi, miniaudio.lib
    context = ffi.new("ma_context *")
    if lib.ma_context_init(ffi.NULL, 0, ffi.NULL, context) != lib.MA_SUCCESS:
        return Devices((), ())
    try:
        if context.backend == lib.ma_backend_null:
            return Devices((), ())
        infos = ffi.new("ma_device_info *[2]")
        counts = ffi.new("ma_uint32[2]")
        asked = (infos + 0, counts + 0, infos + 1, counts + 1)
        if lib.ma_context_get_devices(context, *asked) != lib.MA_SUCCESS:
            return Devices((), ())
        speakers, microphones = (
            tuple(_device(infos[kind][number]) for number in range(counts[kind])) for kind in (0, 1)
        )
        return Devices(speakers, microphones)
    finally:
        lib.ma_context_uninit(context)


def audible_span(pcm: bytes) -> tuple[int, int]:
    """The offsets in bytes between which `pcm` is not silent; (0, 0) when it all is."""
    samples = array.array("h", pcm)
    first = next((at for at, sample in enumerate(samples) if abs(sample) >= SILENT_BELOW), None)
    if first is None:
        return 0, 0
    last = next(at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) >= SILENT_BELOW)
    return first * FRAME_BYTES, (last + 1) * FRAME_BYTES


def silence(seconds: float) -> bytes:
    """So much of nothing, as it is spoken."""
    return bytes(round(seconds * SPOKEN_RATE) * FRAME_BYTES)


def as_heard(pcm: bytes) -> bytes:
    """What is spoken, at the rate that is listened to."""
    signed16 = miniaudio.SampleFormat.SIGNED16
    return bytes(miniaudio.convert_frames(signed16, 1, SPOKEN_RATE, pcm, signed16, 1, HEARD_RATE)) if pcm else b""


def at_volume(pcm: bytes, per_cent: int) -> bytes:
    """The sound louder or softer; what would go beyond the scale stays at its end."""
    if per_cent == 100:
        return pcm
    return array.array("h", map(_at_volume(per_cent).__getitem__, array.array("H", pcm))).tobytes()


@cache
def _at_volume(per_cent: int) -> array.array[int]:
    """Every sample at that volume, by its unsigned value: three times as fast as to work each one out."""
    loudest = 2**15 - 1
    samples = (*range(2**15), *range(-(2**15), 0))
    return array.array("h", (max(-loudest, min(loudest, sample * per_cent // 100)) for sample in samples))


@cache
def soft_chime() -> bytes:
    """A quiet tone that dies away, and a breath of silence after it."""
    decay, seconds, peak, tones = 7.0, 0.6, 4000, (660.0, 1320.0)
    times = _times(seconds)
    tone = [sum(math.sin(2 * math.pi * hertz * at) for hertz in tones) / len(tones) for at in times]
    # It swells for ten milliseconds: a tone that begins at once clicks.
    shape = [min(1.0, at * 100) * math.exp(-decay * at) for at in times]
    return _sound(peak, shape, tone) + silence(0.15)


@cache
def listening_earcon() -> bytes:
    """The short, quiet sound of an ear that opens: a tone that glides up, as a question does."""
    seconds, peak, lowest, highest = 0.15, 2500, 420.0, 700.0
    times = _times(seconds)
    tone = [math.sin(2 * math.pi * (lowest + (highest - lowest) * at / seconds / 2) * at) for at in times]
    shape = [math.sin(math.pi * at / seconds) for at in times]
    return _sound(peak, shape, tone)


def _times(seconds: float) -> list[float]:
    return [frame / SPOKEN_RATE for frame in range(round(seconds * SPOKEN_RATE))]


def _sound(peak: int, shape: Sequence[float], tone: Sequence[float]) -> bytes:
    return array.array("h", (round(peak * loud * wave) for loud, wave in zip(shape, tone, strict=True))).tobytes()


class _StandardError:
    """Who wants it quiet: several threads may, and the last one gives it back."""

    def __init__(self) -> None:
        self._lock, self._quiet, self._kept = threading.Lock(), 0, -1

    def hush(self) -> None:
        with self._lock:
            if not self._quiet:
                sys.stderr.flush()
                self._kept = os.dup(2)
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, 2)
                os.close(nowhere)
            self._quiet += 1

    def give_back(self) -> None:
        with self._lock:
            self._quiet -= 1
            if not self._quiet:
                os.dup2(self._kept, 2)
                os.close(self._kept)


_STANDARD_ERROR = _StandardError()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep ALSA and Kaldi from writing to standard error: they do so from C, and we say what is wrong ourselves."""
    _STANDARD_ERROR.hush()
    try:
        yield
    finally:
        _STANDARD_ERROR.give_back()


def _device(info: Any) -> Device:
    ffi = miniaudio.ffi
    name = ffi.string(info.name).decode(errors="replace")
    return Device(name, ffi.new("ma_device_id *", info.id), bool(info.isDefault))


def _pick(devices: Sequence[Device], name: str) -> Device | None:
    if name:
        return next((device for device in devices if name.casefold() in device.name.casefold()), None)
    # ALSA lists many that are no cards, the null device first, and does not always say which is the default.
    return next((device for device in devices if device.default), Device("", None, True) if devices else None)
