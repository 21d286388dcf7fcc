"""Recorded conversations: every utterance of some recordings, answered in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from local_voice.dialogue import Dialogue, Turn
from local_voice.ears import Ear
from local_voice.failures import RecordingError, SpeakerError
from local_voice.recording import read_recording
from local_voice.voice import Voice


def hear_recordings(
    paths: Iterable[Path], ear: Ear, dialogue: Dialogue, voice: Voice | None
) -> Iterator[Turn | RecordingError | SpeakerError]:
    """Each turn, as its answer begins to be heard, and what went wrong; the rest is heard all the same."""
    for path in paths:
        utterances = 0
        try:
            for utterance in ear.hear_all(read_recording(path)):
                utterances += 1
                yield from _answer(dialogue.answer(utterance), voice)
        except RecordingError as error:
            ear.open()
            yield error
            continue
        if not utterances:
            yield RecordingError("recording_silent", path=path)


def _answer(turn: Turn, voice: Voice | None) -> Iterator[Turn | SpeakerError]:
    """The turn, once its answer is being spoken; goes on when that has been heard to the end."""
    if voice is None:
        yield turn
        return
    try:
        spoken = voice.say_reply(turn.reply)
    except SpeakerError as error:
        yield turn
        yield error
        return
    yield replace(turn, timings=turn.timings.with_speech(spoken))
    try:
        voice.wait()
    except SpeakerError as error:
        yield error
