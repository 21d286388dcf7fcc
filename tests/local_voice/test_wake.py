"""Phrases that are listened for, in what a microphone hears."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import vosk

from local_voice.dialogue import Dialogue
from local_voice.mouth import Mouth
from local_voice.wake import Spotter
from small_wins.core import Core
from tests.local_voice.room import CHUNK_BYTES, spoken

OURS_TOO = "My voice has stopped working, so please read the answers here."
OURS = "I'll ask once a day, at six in the evening. Say stop reminding me, and I stop."


@pytest.fixture
def spotter(core: Core, model: vosk.Model) -> Spotter:
    words = Dialogue(core, "local:me", "microphone").words
    return Spotter(model, [*words["interruptions"], *words["wake_phrases"]], words["everyday"])


def spotted(spotter: Spotter, mouth: Mouth, said: Sequence[str | float]) -> list[str]:
    pcm = spoken(mouth, [*said, 0.5])
    found = (spotter.accept(pcm[start : start + CHUNK_BYTES]) for start in range(0, len(pcm), CHUNK_BYTES))
    return [phrase for phrase in found if phrase]


@pytest.mark.parametrize("ours", [OURS, OURS_TOO])
def test_what_we_say_ourselves_is_not_spotted(spotter: Spotter, mouth: Mouth, ours: str) -> None:
    assert "stop" in spotted(spotter, mouth, [ours])
    spotter.reset(ours)
    assert spotted(spotter, mouth, [ours]) == []


def test_the_same_word_from_somebody_else_is(spotter: Spotter, mouth: Mouth) -> None:
    spotter.reset(OURS)
    assert "stop" in spotted(spotter, mouth, [0.3, "stop"])
    spotter.reset(OURS)
    assert "stop" in spotted(spotter, mouth, ["the water is cold", 0.5, "stop"])


@pytest.mark.parametrize("said", ["i went to the shop and up the steps", "what a small window that is"])
def test_words_that_sound_like_a_phrase_are_not_spotted(spotter: Spotter, mouth: Mouth, said: str) -> None:
    assert spotted(spotter, mouth, [said]) == []
