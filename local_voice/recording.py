"""The first stage of a turn, of recorded speech: sound from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import miniaudio

from local_voice.failures import RecordingError
from local_voice.limits import LIMITS, Limits
from local_voice.sound import HEARD_RATE


def read_recording(path: Path, limits: Limits = LIMITS) -> Iterator[bytes]:
    """The sound of a WAV, FLAC, OGG or MP3 file in chunks of 16-bit mono PCM at 16 kHz. Raises RecordingError."""
    _check(path)
    frames = round(limits.reading_chunk_seconds * HEARD_RATE)
    # Not straight to 16 bits: there miniaudio 1.71 mixes 3, 5, 6 or 7 channels wrongly.
    decoded = miniaudio.SampleFormat.FLOAT32, 1, HEARD_RATE
    wanted = miniaudio.SampleFormat.SIGNED16, 1, HEARD_RATE
    try:
        for samples in miniaudio.stream_file(str(path), *decoded, frames_to_read=frames):
            yield bytes(miniaudio.convert_frames(*decoded, samples.tobytes(), *wanted))
    except (miniaudio.MiniaudioError, OSError) as error:
        raise RecordingError("recording_unreadable", path=path) from error


def _check(path: Path) -> None:
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError as error:
        raise RecordingError("recording_missing", path=path) from error
    except OSError as error:
        raise RecordingError("recording_closed", path=path, reason=error.strerror) from error
    if empty:
        raise RecordingError("recording_empty", path=path)
