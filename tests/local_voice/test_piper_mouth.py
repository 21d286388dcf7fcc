"""Piper as a second mouth, with a voice that only hums (piper/make.py); left out where the extra is missing."""

from __future__ import annotations

import array
import logging
import math
import shutil
import sys
from pathlib import Path

import pytest

from local_voice.failures import SpeakerError
from local_voice.mouth import Mouth
from local_voice.piper_mouth import PiperMouth
from local_voice.sound import audible_span
from small_wins.reply import Manner
from tests.small_wins_cli.conftest import Command

HUMMING = Path(__file__).parent / "piper" / "humming.onnx"
TEXT = "You drank a glass of water. It's kept."


@pytest.fixture
def humming() -> PiperMouth:
    pytest.importorskip("piper", reason="needs the extra piper")
    return PiperMouth(HUMMING)


def test_it_renders_at_our_rate_without_silence_around_it(humming: PiperMouth) -> None:
    pcm = humming.render(TEXT)
    assert audible_span(pcm) == (0, len(pcm))
    # Its own rate is 16,000, and a phoneme, of which each has a pause after it, lasts 512 frames.
    phonemes = len(humming.render("a")) / 44100 / (512 / 16000)
    assert phonemes == pytest.approx(round(phonemes), abs=0.1)


def test_rate_and_volume_reach_it(humming: PiperMouth) -> None:
    usual = humming.render(TEXT)
    assert len(humming.render(TEXT, Manner(rate=60))) == pytest.approx(len(usual) / 0.6, rel=0.01)
    assert len(humming.render(TEXT, Manner(rate=140))) == pytest.approx(len(usual) / 1.4, rel=0.01)
    for volume in (50, 150):
        louder = _loudness(humming.render(TEXT, Manner(volume=volume)))
        assert louder == pytest.approx(_loudness(usual) * volume / 100, rel=0.05)


@pytest.mark.parametrize("text", ["", "  ", "...", "🙂", "日本語", "[[", "<b>bold</b> & 3 < 4"])
def test_any_text_comes_to_an_end(humming: PiperMouth, text: str) -> None:
    assert isinstance(humming.render(text), bytes)


def test_it_stands_beside_the_system_s_voice(humming: PiperMouth, mouth: Mouth) -> None:
    # Both carry an espeak-ng of their own; one that showed its names to the other ended the process.
    system, own = len(mouth.render(TEXT)), len(humming.render(TEXT))
    assert len(mouth.render(TEXT)) == pytest.approx(system, rel=0.05)
    assert len(humming.render(TEXT)) == own


def test_no_word_is_logged_or_printed(
    humming: PiperMouth, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        humming.render("You drank a glass of 水.")
    assert [record for record in caplog.records if record.name.startswith("piper")] == []
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_no_voice_is_told(humming: PiperMouth, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    shutil.copy(f"{HUMMING}.json", f"{broken}.json")
    with pytest.raises(SpeakerError) as error:
        PiperMouth(broken)
    assert error.value.key == "voice_file_broken"


def test_a_voice_that_would_use_the_network_is_refused(humming: PiperMouth, tmp_path: Path) -> None:
    chinese = shutil.copy(HUMMING, tmp_path / "chinese.onnx")
    settings = Path(f"{HUMMING}.json").read_text(encoding="utf-8").replace('"espeak",', '"pinyin",')
    Path(f"{chinese}.json").write_text(settings, encoding="utf-8")
    with pytest.raises(SpeakerError) as error:
        PiperMouth(Path(chinese))
    assert error.value.key == "voice_file_broken"


@pytest.mark.parametrize("missing", ["humming.onnx", "humming.onnx.json"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    for name in {"humming.onnx", "humming.onnx.json"} - {missing}:
        shutil.copy(HUMMING.with_name(name), tmp_path)
    with pytest.raises(SpeakerError) as error:
        PiperMouth(tmp_path / "humming.onnx")
    assert (error.value.key, error.value.values) == ("voice_file_missing", {"path": tmp_path / missing})


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(SpeakerError) as error:
        PiperMouth(HUMMING)
    assert error.value.key == "piper_missing"


@pytest.mark.usefixtures("no_sound")
def test_the_system_s_voice_stands_in_and_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SMALL_WINS_VOICE", str(tmp_path / "none.onnx"))
    ran = Command()("sample")
    assert ran.code == 0
    assert f"There is no file {tmp_path / 'none.onnx'}, so you hear the system's voice.\n" in ran.out
    assert "said:" in ran.out


def _loudness(pcm: bytes) -> float:
    samples = array.array("h", pcm)
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))
