"""The last stage of a turn: sound to the speaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from local_voice.failures import SpeakerError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import FRAME_BYTES, HEARD_RATE, SPOKEN_RATE, as_heard, silence
from local_voice.speaker import Speaker


@dataclass(slots=True, eq=False)
class _Clip:
    """Something that is played, of which more may still come."""

    sound: bytearray = field(default_factory=bytearray)
    heard: bytearray = field(default_factory=bytearray)
    """The same at the rate that is listened to."""

    position: int = 0
    sound_begins: int = 0
    """Bytes of silence that lead in."""

    whole: bool = False
    """Whether nothing more comes."""

    over: bool = False
    """It has been played, or was stopped."""

    first_audio_at: float | None = None
    error: SpeakerError | None = None
    late_at: float = float("inf")
    """When the device is taken for gone, unless it asks for sound before."""

    piece_late_at: float = float("inf")
    """When the voice is taken for stuck, unless more comes before."""

    def add(self, piece: bytes) -> None:
        self.sound += piece
        self.heard += as_heard(piece)


class Player:
    """Plays one clip at a time, and can be stopped at once, from any thread."""

    def __init__(self, name: str = "", limits: Limits = LIMITS) -> None:
        """Open the speaker with `name` in its name, else the default. Raises SpeakerError."""
        self._limits = limits
        self._changed = threading.Condition()
        self._clip = _Clip(whole=True, over=True)
        self._speaker_lock = threading.RLock()
        self._last_used_at = self._failed_at = self._asked_at = float("-inf")
        self._speaker = Speaker(name, self._take, limits)

    @property
    def playing(self) -> bool:
        """Whether a clip is still being played, or made."""
        clip = self._clip
        return not clip.over and time.monotonic() < clip.late_at

    @property
    def name(self) -> str:
        """The sound system's name of the speaker; '' for a default that has none."""
        return self._speaker.name

    @property
    def handed_over(self) -> bytearray:
        """What the device has been given of the clip until now, at the rate that is listened to."""
        clip = self._clip
        return clip.heard[: clip.position // FRAME_BYTES * HEARD_RATE // SPOKEN_RATE * FRAME_BYTES]

    def wake(self) -> None:
        """Something may be said soon: play silence to a speaker that may be asleep. Raises SpeakerError."""
        tired = time.monotonic() - self._failed_at < self._limits.speaker_retry_seconds
        if self._speaker.running_since is None and self._may_sleep and not tired:
            with self._speaker_lock:
                self._start()

    def play(self, pieces: Iterable[bytes]) -> float | None:
        """Play a clip in pieces (16-bit mono PCM at 22,050 Hz). The first is made here; the rest in a thread that ends
        with the clip. Returns when the first sample was handed to the device, as an instant of the monotonic clock, or
        None when there was none or it was stopped before; the rest is then being played. Raises SpeakerError.
        """
        clip = self._put(_Clip())
        coming = iter(pieces)
        try:
            first = next(filter(None, coming), b"")
            lead_seconds = self._begin(clip, first) if first else None
        except BaseException:
            self._end(clip)
            raise
        if lead_seconds is None:
            self._end(clip)
            return None
        threading.Thread(target=self._add, args=(clip, coming), daemon=True).start()
        with self._changed:
            begun = self._changed.wait_for(
                lambda: clip.over or clip.first_audio_at is not None, lead_seconds + self._limits.speaker_late_seconds
            )
        if not begun:
            self._give_up(clip)
        return clip.first_audio_at

    def wait(self) -> None:
        """Wait until the clip has been played. Raises SpeakerError."""
        clip = self._clip
        with self._changed:
            while not clip.over and time.monotonic() < clip.late_at:
                self._changed.wait(self._limits.speaker_late_seconds / 10)
        if not clip.over:
            self._give_up(clip)
        self.stop()
        if clip.error:
            raise clip.error

    def stop(self) -> None:
        """Fall silent at once, and let the device rest until the next clip."""
        self._end(self._clip)
        with self._speaker_lock:
            # Another thread may have begun one in the meantime.
            self._end(self._clip)
            if self._speaker.running_since is not None:
                self._last_used_at = time.monotonic()
                self._speaker.stop()

    def close(self) -> None:
        """Let go of the device; the next clip opens it anew."""
        self._end(self._clip)
        with self._speaker_lock:
            self._speaker.close()

    @property
    def _may_sleep(self) -> bool:
        return time.monotonic() - self._last_used_at >= self._limits.speaker_sleeps_after_seconds

    def _lead_in_seconds(self) -> float:
        if not self._may_sleep:
            return 0.0
        running_since = self._speaker.running_since
        awake_seconds = 0.0 if running_since is None else time.monotonic() - running_since
        return max(0.0, self._limits.lead_in_seconds - awake_seconds)

    def _put(self, clip: _Clip) -> _Clip:
        """Take it for the clip that is played; the one before is over."""
        with self._changed:
            self._clip.over = True
            self._clip = clip
            self._changed.notify_all()
        return clip

    def _begin(self, clip: _Clip, first: bytes) -> float | None:
        """Start the device on the first piece; the seconds of its lead-in, or None when it was stopped meanwhile."""
        with self._speaker_lock:
            lead_seconds = self._lead_in_seconds()
            with self._changed:
                if clip.over:
                    return None
                clip.add(silence(lead_seconds))
                clip.sound_begins = len(clip.sound)
                clip.add(first)
                clip.piece_late_at = time.monotonic() + self._limits.rendering_seconds
            self._start()
            clip.late_at = time.monotonic() + lead_seconds + self._limits.speaker_late_seconds
        return lead_seconds

    def _start(self) -> None:
        running_since = self._speaker.running_since
        if running_since is not None:
            asked_at = max(running_since, self._asked_at)
            if time.monotonic() - asked_at > self._limits.speaker_late_seconds:
                # It went in the middle of a clip that nobody waited for.
                self._speaker.close()
        try:
            self._speaker.start()
        except SpeakerError:
            self._failed_at = time.monotonic()
            raise

    def _add(self, clip: _Clip, pieces: Iterator[bytes]) -> None:
        """Add what still comes, until the clip is over."""
        try:
            while not clip.over and (piece := next(pieces, None)) is not None:
                with self._changed:
                    clip.add(piece)
                    clip.piece_late_at = time.monotonic() + self._limits.rendering_seconds
        except SpeakerError as error:
            clip.error = error
        finally:
            with self._changed:
                clip.sound += silence(self._limits.run_out_seconds)
                clip.whole = True

    def _end(self, clip: _Clip) -> None:
        with self._changed:
            clip.over = True
            self._changed.notify_all()

    def _give_up(self, clip: _Clip) -> None:
        self._end(clip)
        self._failed_at = time.monotonic()
        with self._speaker_lock:
            self._speaker.close()
        raise SpeakerError("speaker_vanished")

    def _take(self, size: int) -> bytes:
        """What the device plays next: silence where nothing is there yet, and when the clip is over."""
        with self._changed:
            clip, now = self._clip, time.monotonic()
            self._asked_at = now
            if clip.over or not clip.sound:
                return bytes(size)
            begin, end = clip.position, min(clip.position + size, len(clip.sound))
            clip.position, clip.late_at = end, now + self._limits.speaker_late_seconds
            if clip.first_audio_at is None and end > clip.sound_begins:
                clip.first_audio_at = now
                self._changed.notify_all()
            if begin == len(clip.sound) and (clip.whole or now > clip.piece_late_at):
                clip.error = clip.error or (None if clip.whole else SpeakerError("voice_stuck"))
                clip.over = True
                self._changed.notify_all()
            return bytes(clip.sound[begin:end]).ljust(size, b"\0")
