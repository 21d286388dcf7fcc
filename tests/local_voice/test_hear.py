"""`small-wins hear` and `sample`, as processes of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import local_voice
from local_voice.recording import read_recording
from small_wins.settings import Settings
from tests.local_voice.conftest import RECORDINGS, write_wav
from tests.small_wins_cli.conftest import Command, Ran

pytestmark = pytest.mark.usefixtures("no_sound")
SAMPLES = sorted((Path(local_voice.__file__).parent / "samples").glob("*.flac"))
FIELDS = ["heard", "intent", "safety", "reply", "open", "expects", "actions", "wins", "alternatives", "timings_ms"]


@pytest.fixture
def hear() -> Callable[..., Ran]:
    return lambda *arguments: Command()("hear", *map(str, arguments))


@pytest.fixture
def kept() -> Callable[..., list[str]]:
    """What is kept of whom."""
    return lambda *options: [line["said"] for line in Command()("wins", "--json", *options).lines]


def test_each_utterance_is_a_turn(hear: Callable[..., Ran], kept: Callable[..., list[str]], tmp_path: Path) -> None:
    pause = bytes(2 * 16000)
    both = b"".join(b"".join(read_recording(SAMPLES[number])) + pause for number in (0, 4))
    ran = hear(write_wav(tmp_path / "both.wav", both), RECORDINGS / "flite-awb-145.wav", "--json")
    assert ran.code == 0
    assert [line["heard"] for line in ran.lines] == [
        "i drank a glass of water",
        "i washed one dish",
        "i washed the sheets",
    ]
    for line in ran.lines:
        assert list(line) == FIELDS
        assert line["alternatives"][0] == line["heard"]
        assert 0 <= line["timings_ms"]["recognised"] <= line["timings_ms"]["committed"]
        assert line["wins"][0]["what"] in line["heard"]
    assert kept() == [line["heard"] for line in ran.lines]


def test_what_was_heard_and_said_is_printed(hear: Callable[..., Ran]) -> None:
    ran = hear(SAMPLES[0])
    assert (ran.code, ran.err) == (0, "")
    heard, said = ran.out.splitlines()
    assert heard.endswith("i drank a glass of water")
    assert "You drank a glass of water." in said


def test_the_given_time_goes_on_with_the_sound(hear: Callable[..., Ran], tmp_path: Path) -> None:
    # Five minutes of silence lead over the end of the day, which is at four in the morning.
    silence = write_wav(tmp_path / "silence.wav", bytes(5 * 60 * 32000))
    ran = hear(SAMPLES[0], silence, SAMPLES[4], "--json", "--now", "2026-11-19T03:58:00+00:00")
    assert [line["wins"][0]["day"] for line in ran.lines if "wins" in line] == ["2026-11-18", "2026-11-19"]


def test_a_journal_belongs_to_whom_it_is_said_to(hear: Callable[..., Ran], kept: Callable[..., list[str]]) -> None:
    hear(SAMPLES[0], "--person", "ada")
    assert kept() == []
    assert kept("--person", "ada") == ["i drank a glass of water"]


def test_the_conversation_goes_on_from_file_to_file(hear: Callable[..., Ran], kept: Callable[..., list[str]]) -> None:
    ran = hear(SAMPLES[4], SAMPLES[5], "--json")
    assert [line["intent"] for line in ran.lines] == ["log_win", "undo"]
    assert kept() == []


def test_unreadable_files_are_told_and_the_rest_is_heard(hear: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("no sound" * 100)
    silence = write_wav(tmp_path / "silence.wav", bytes(64000))
    files = [tmp_path / "none.wav", tmp_path / "empty.wav", tmp_path / "text.wav", tmp_path, silence, SAMPLES[0]]
    ran = hear(*files, "--json")
    assert ran.code == 3
    assert ran.err == ""
    for file, line in zip(files[:-1], ran.lines[:-1], strict=True):
        assert list(line) == ["error"]
        assert str(file) in line["error"]
    assert ran.lines[-1]["heard"] == "i drank a glass of water"


def test_silence_is_told_in_words(hear: Callable[..., Ran], tmp_path: Path) -> None:
    ran = hear(write_wav(tmp_path / "silence.wav", bytes(64000)))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"I heard no speech in {tmp_path / 'silence.wav'}.\n"


def test_a_cry_for_help_is_answered_and_nothing_of_it_is_shown_or_kept(
    hear: Callable[..., Ran], kept: Callable[..., list[str]], speak_to_file: Callable[..., Path]
) -> None:
    said = speak_to_file("i want to die")
    ran = hear(said, "--json")
    [line] = ran.lines
    assert (line["intent"], line["safety"], line["heard"], line["alternatives"]) == ("crisis", "crisis", "", [])
    assert line["open"]
    assert line["reply"]
    shown = hear(said)
    assert line["reply"] in shown.out
    assert "die" not in ran.out + ran.err + shown.out + shown.err
    assert kept() == []
    for path in Settings().data_dir.rglob("*"):
        assert not path.is_file() or b"want to die" not in path.read_bytes()


def test_without_a_speaker_the_turn_is_kept_and_the_missing_speaker_told(
    hear: Callable[..., Ran], kept: Callable[..., list[str]]
) -> None:
    ran = hear(SAMPLES[0], "--aloud", "--json")
    assert (ran.code, len(ran.lines)) == (1, 1)
    assert "There is no speaker here" in ran.err
    assert kept() == ["i drank a glass of water"]


@pytest.mark.parametrize("broken", ["missing", "empty folder", "garbage"])
def test_a_speech_model_that_is_none_is_told(
    hear: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    folder = tmp_path / "model"
    if broken == "garbage":
        shutil.copytree(Path(local_voice.__file__).parent / "speech-model-en", folder)
        (folder / "am" / "final.mdl").write_bytes(b"garbage")
    elif broken == "empty folder":
        folder.mkdir()
    monkeypatch.setenv("SMALL_WINS_SPEECH_MODEL", str(folder))
    ran = hear(SAMPLES[0])
    assert (ran.code, ran.out) == (1, "")
    assert str(folder) in ran.err
    assert "small-wins speech-model" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_journal_that_cannot_be_written_is_told_and_the_exit_code_shows_it(
    hear: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(tmp_path / "file"))
    ran = hear(SAMPLES[0], "--json")
    assert ran.code == 1
    assert "not kept" in ran.lines[0]["reply"]
    assert "Traceback" not in ran.err


def test_wrong_use_is_told(hear: Callable[..., Ran]) -> None:
    assert hear().code == 2
    assert hear(SAMPLES[0], "--now", "noon").code == 2


def test_the_sample_is_a_conversation_that_touches_nobody_else(kept: Callable[..., list[str]]) -> None:
    ran = Command()("sample")
    assert (ran.code, ran.err) == (0, "")
    heard = [line.removeprefix("heard: ") for line in ran.out.splitlines() if line.startswith("heard:")]
    manifest = (SAMPLES[0].parent / "transcripts.tsv").read_text().splitlines()[1:]
    assert heard == [row.split("\t")[-1] for row in manifest]
    assert "There is no speaker" in ran.out.splitlines()[0]
    assert "mishears" in ran.out.splitlines()[1]
    assert "Today you drank a glass of water" in ran.out
    assert kept() == []
    assert kept("--person", "sample")[0] == "i drank a glass of water"
