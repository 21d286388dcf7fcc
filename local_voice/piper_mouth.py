"""A warmer voice: Piper, with a voice that the user has chosen. Needs the extra `piper`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import miniaudio

from local_voice.failures import SpeakerError
from local_voice.sound import SPOKEN_RATE, audible_span
from small_wins.reply import AS_USUAL, Manner

PEAK = 100 / 150
"""Of the full scale, at the usual volume: the loudest one, half as loud again, still fits."""


class PiperMouth:
    """A Piper voice."""

    def __init__(self, voice_file: Path) -> None:
        """Load the .onnx file, which has its .onnx.json beside it. Raises SpeakerError where a file or Piper is
        missing, or it is no voice.
        """
        for path in (voice_file, voice_file.with_name(f"{voice_file.name}.json")):
            if not path.is_file():
                raise SpeakerError("voice_file_missing", path=path)
        try:
            import piper
        except ImportError as error:
            raise SpeakerError("piper_missing") from error
        # It would write what is said, and in a warning parts of it.
        logging.getLogger("piper").setLevel(logging.CRITICAL)
        try:
            self._voice: Any = piper.PiperVoice.load(voice_file)
        except Exception as error:  # onnxruntime's errors have nothing else in common
            raise SpeakerError("voice_file_broken", path=voice_file) from error
        self._name = voice_file.stem
        # The other kinds fetch a dictionary from the network.
        if self._voice.config.phoneme_type not in {piper.config.PhonemeType.ESPEAK, piper.config.PhonemeType.TEXT}:
            raise SpeakerError("voice_file_broken", path=voice_file)
        self._settings = piper.SynthesisConfig

    @property
    def name(self) -> str:
        """Its file's name."""
        return self._name

    def render(self, text: str, manner: Manner = AS_USUAL) -> bytes:
        """As every mouth."""
        settings = self._settings(
            length_scale=self._voice.config.length_scale * AS_USUAL.rate / manner.rate,
            volume=PEAK * manner.volume / AS_USUAL.volume,
        )
        try:
            pcm = b"".join(chunk.audio_int16_bytes for chunk in self._voice.synthesize(text, settings))
        except Exception as error:
            raise SpeakerError("voice_stuck") from error
        signed16, rate = miniaudio.SampleFormat.SIGNED16, self._voice.config.sample_rate
        if pcm and rate != SPOKEN_RATE:
            pcm = bytes(miniaudio.convert_frames(signed16, 1, rate, pcm, signed16, 1, SPOKEN_RATE))
        first, last = audible_span(pcm)
        return pcm[first:last]
