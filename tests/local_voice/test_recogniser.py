"""What was said in real recordings."""

from __future__ import annotations

import csv
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
import vosk

from local_voice.activity import Activity
from local_voice.ears import Ear
from local_voice.failures import ModelError
from local_voice.limits import LIMITS
from local_voice.recogniser import Recogniser, load_model
from local_voice.recording import read_recording
from tests.local_voice.conftest import RECORDINGS

MANIFEST = (RECORDINGS / "transcripts.tsv").read_text().splitlines()
SPOKEN = {row["file"]: row["transcript"] for row in csv.DictReader(MANIFEST, delimiter="\t")}
SILENCE = bytes(3200)
"""A tenth of a second."""


@pytest.mark.parametrize("file", SPOKEN)
def test_a_recording_is_understood_word_for_word(ear: Ear, file: str) -> None:
    [utterance] = ear.hear_all(read_recording(RECORDINGS / file))
    assert utterance.hypotheses[0] == SPOKEN[file]
    assert 1 < len(utterance.hypotheses) == len(set(utterance.hypotheses)) <= LIMITS.alternatives


def test_utterances_in_one_stream_have_their_own_times(ear: Ear) -> None:
    pause = [SILENCE] * 15
    first, second = (list(read_recording(RECORDINGS / file)) for file in list(SPOKEN)[:2])
    heard = list(ear.hear_all(iter([*first, *pause, *second, *pause])))
    assert [utterance.hypotheses[0] for utterance in heard] == list(SPOKEN.values())[:2]
    length = sum(map(len, first)) / 32000
    assert 0 <= heard[0].started_seconds < length < heard[0].ended_seconds < length + 1.2
    assert heard[0].ended_seconds < heard[1].started_seconds < heard[1].ended_seconds
    assert heard[1].recognised_at >= heard[1].ended_at > heard[0].ended_at


def test_silence_is_no_utterance(ear: Ear) -> None:
    assert not list(ear.hear_all(itertools.repeat(SILENCE, 120)))


def test_what_was_begun_is_forgotten_when_the_ear_is_opened_anew(ear: Ear) -> None:
    for chunk in read_recording(RECORDINGS / "flite-awb-145.wav"):
        assert ear.accept(chunk) is None
    assert ear.in_speech
    ear.open()
    assert not ear.in_speech
    assert ear.finish() is None


def test_a_new_kaldi_is_made_between_utterances_and_the_time_goes_on(model: vosk.Model) -> None:
    recogniser = Recogniser(model, replace(LIMITS, recogniser_lasts_seconds=1))
    ear = Ear(Activity(), recogniser)
    before = recogniser._kaldi  # noqa: SLF001 - nothing else shows that it was replaced
    sound = list(read_recording(RECORDINGS / "flite-awb-145.wav"))
    said = [utterance for _ in range(3) for utterance in ear.hear_all(iter(sound))]
    assert [utterance.hypotheses[0] for utterance in said] == ["i washed the sheets"] * 3
    assert recogniser._kaldi is not before  # noqa: SLF001
    assert ear.heard_seconds == pytest.approx(3 * sum(map(len, sound)) / 32000)


def test_a_folder_that_vosk_refuses_is_told_and_nothing_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelError) as error:
        load_model(tmp_path)
    assert error.value.key == "model_broken"
    assert capfd.readouterr() == ("", "")
