from __future__ import annotations

import shutil
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import vosk

from local_voice.activity import Activity
from local_voice.ears import Ear
from local_voice.mouth import Mouth, SystemMouth
from local_voice.player import Player
from local_voice.recogniser import Recogniser, load_model
from local_voice.sound import HEARD_RATE
from local_voice.speech_models import COMPACT_PATH
from local_voice.voice import Voice
from small_wins.core import Core
from tests.local_voice.room import Room, RoomSpeaker, Shown, make_listening
from tests.local_voice.room_sounds import heard_as
from tests.virtual_sound import no_sound, sound_daemon, virtual_sound

__all__ = ["heard_as", "no_sound", "sound_daemon", "virtual_sound"]

RECORDINGS = Path(__file__).parent.parent / "recordings"


@pytest.fixture(scope="session")
def model() -> vosk.Model:
    return load_model(COMPACT_PATH)


@pytest.fixture
def ear(model: vosk.Model) -> Ear:
    return Ear(Activity(), Recogniser(model))


@pytest.fixture
def room(core: Core, model: vosk.Model, mouth: SystemMouth) -> Callable[..., Room]:
    """Makes a room in which it has greeted; with the fields of Room, and `always_open`."""

    def make(core: Core = core, *, always_open: bool = False, **fields: Any) -> Room:
        speaker, shown = RoomSpeaker(), Shown()
        listening = make_listening(core, model, Voice(mouth, cast("Player", speaker)), shown, always_open=always_open)
        listening.begin()
        return Room(listening, speaker, shown, mouth, **fields)

    return make


@pytest.fixture(scope="session")
def mouth() -> Mouth:
    return SystemMouth()


@pytest.fixture
def better_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has not to be warned of at every start."""
    shutil.copytree(COMPACT_PATH, tmp_path / "model")
    monkeypatch.setenv("SMALL_WINS_SPEECH_MODEL", str(tmp_path / "model"))


@pytest.fixture
def speak_to_file(mouth: Mouth, tmp_path: Path) -> Callable[..., Path]:
    """Renders sentences to a WAV file, with a second of silence after each."""

    def speak(*texts: str, name: str = "said.wav") -> Path:
        pcm = b"".join(heard_as(mouth.render(text)) + bytes(2 * HEARD_RATE) for text in texts)
        return write_wav(tmp_path / name, pcm)

    return speak


def write_wav(path: Path, pcm: bytes, rate: int = HEARD_RATE, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    return path
