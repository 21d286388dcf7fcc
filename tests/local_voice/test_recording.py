"""Sound files of every kind, and files that are none."""

from __future__ import annotations

import array
import struct
import subprocess
import sys
from pathlib import Path

import miniaudio
import pytest

from local_voice.ears import Ear
from local_voice.failures import RecordingError
from local_voice.recording import read_recording
from tests.local_voice.conftest import RECORDINGS, write_wav

SAID = RECORDINGS / "flite-awb-145.wav"
WORDS = "i washed the sheets"


def decoded(rate: int, channels: int) -> bytes:
    return miniaudio.decode_file(str(SAID), nchannels=channels, sample_rate=rate).samples.tobytes()


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (22050, 1), (44100, 2), (48000, 6), (96000, 2)])
def test_any_rate_and_any_number_of_channels(ear: Ear, tmp_path: Path, rate: int, channels: int) -> None:
    path = write_wav(tmp_path / "said.wav", decoded(rate, channels), rate, channels)
    [utterance] = ear.hear_all(read_recording(path))
    assert utterance.hypotheses[0] == WORDS


def test_speech_on_one_side_of_a_stereo_recording(ear: Ear, tmp_path: Path) -> None:
    both = array.array("h", decoded(44100, 2))
    both[1::2] = array.array("h", bytes(len(both)))
    [utterance] = ear.hear_all(read_recording(write_wav(tmp_path / "left.wav", both.tobytes(), 44100, 2)))
    assert utterance.hypotheses[0] == WORDS


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "something"])
def test_the_content_counts_and_not_the_ending(ear: Ear, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"said.{ending}"
    path.write_bytes(SAID.read_bytes())
    [utterance] = ear.hear_all(read_recording(path))
    assert utterance.hypotheses[0] == WORDS


def test_sound_comes_in_chunks_of_a_tenth_of_a_second() -> None:
    chunks = list(read_recording(SAID))
    assert {len(chunk) for chunk in chunks[:-1]} == {3200}
    original, read = array.array("h", decoded(16000, 1)), array.array("h", b"".join(chunks))
    assert max(abs(a - b) for a, b in zip(original, read, strict=True)) <= 1


def test_many_channels_are_mixed_to_what_each_of_them_says(tmp_path: Path) -> None:
    one = array.array("h", decoded(16000, 1))
    six = array.array("h", [sample for sample in one for _ in range(6)])
    mixed = array.array("h", b"".join(read_recording(write_wav(tmp_path / "six.wav", six.tobytes(), channels=6))))
    assert max(abs(a - b) for a, b in zip(one, mixed, strict=True)) <= 1


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "recording_missing"),
        (b"", "recording_empty"),
        (b"not a sound\n" * 500, "recording_unreadable"),
        (bytes(range(256)) * 100, "recording_unreadable"),
        (b"RIFF" + struct.pack("<I", 36) + b"WAVEjunk", "recording_unreadable"),
        (b"fLaC" + bytes(50), "recording_unreadable"),
        (SAID.read_bytes()[:20], "recording_unreadable"),
    ],
)
def test_a_file_that_is_no_recording_is_told(tmp_path: Path, content: bytes | None, key: str) -> None:
    path = tmp_path / "file.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordingError) as error:
        list(read_recording(path))
    assert (error.value.key, error.value.values["path"]) == (key, path)


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as error:
        list(read_recording(tmp_path))
    assert error.value.key == "recording_closed"


def test_an_hour_of_sound_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "hour.wav"
    write_wav(path, b"")
    size = 3600 * 32000
    with path.open("r+b") as file:
        header = bytearray(file.read())
        header[4:8], header[40:44] = struct.pack("<I", size + 36), struct.pack("<I", size)
        file.seek(0)
        file.write(header)
        file.truncate(44 + size)
    script = (
        "import resource, sys; from pathlib import Path; from local_voice.recording import read_recording\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak(); print(sum(map(len, read_recording(Path(sys.argv[1]))))); print(peak() - before)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=True, text=True)
    length, grown_kilobytes = map(int, done.stdout.split())
    assert length == size
    assert grown_kilobytes < 20_000
