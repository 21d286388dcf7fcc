from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import miniaudio
import pytest
import vosk

from local_voice.mouth import Mouth, SystemMouth
from local_voice.recogniser import Recogniser, load_model
from local_voice.sound import HEARD_RATE, SPOKEN_RATE
from local_voice.speech_models import COMPACT_PATH
from tests.virtual_sound import no_sound, sound_daemon, virtual_sound

__all__ = ["no_sound", "sound_daemon", "virtual_sound"]

RECORDINGS = Path(__file__).parent.parent / "recordings"


@pytest.fixture(scope="session")
def model() -> vosk.Model:
    return load_model(COMPACT_PATH)


@pytest.fixture
def recogniser(model: vosk.Model) -> Recogniser:
    return Recogniser(model)


@pytest.fixture(scope="session")
def mouth() -> Mouth:
    return SystemMouth()


@pytest.fixture
def speak_to_file(mouth: Mouth, tmp_path: Path) -> Callable[..., Path]:
    """Renders sentences to a WAV file, with a second of silence after each."""

    def speak(*texts: str, name: str = "said.wav") -> Path:
        pcm = b"".join(heard_as(mouth.render(text)) + bytes(2 * HEARD_RATE) for text in texts)
        return write_wav(tmp_path / name, pcm)

    return speak


def heard_as(spoken: bytes) -> bytes:
    """What is spoken, at the rate that is listened to."""
    signed16 = miniaudio.SampleFormat.SIGNED16
    return bytes(miniaudio.convert_frames(signed16, 1, SPOKEN_RATE, spoken, signed16, 1, HEARD_RATE))


def write_wav(path: Path, pcm: bytes, rate: int = HEARD_RATE, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    return path
