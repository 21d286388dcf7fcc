"""The loop keeps the silences of an exercise, and hears a stop in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from local_voice.screen import State
from tests.local_voice.room import Room


@pytest.fixture
def breathing(room: Callable[..., Room]) -> Room:
    """A room in which the first breath is being led."""
    there = room()
    there.say("breathe with me")
    while len(there.speaker.played) < 2:
        there.be_silent(0.1)
    return there


def silences(there: Room) -> list[int]:
    """Between what has been said since the exercise began, in seconds."""
    return [round(later[0] - earlier[1]) for earlier, later in pairwise(there.speaker.times[1:])]


def test_an_exercise_keeps_its_silences_and_then_ends(breathing: Room) -> None:
    breathing.be_silent(70)
    assert silences(breathing) == [4, 6, 4, 6, 4, 6]
    assert breathing.listening.state is State.WAITING


def test_a_stop_in_a_silence_ends_it_at_once(breathing: Room) -> None:
    breathing.wait_until_heard_out()
    breathing.be_silent(1)
    breathing.say("stop")
    breathing.be_silent(20)
    assert breathing.heard[-1] == "stop"
    assert len(breathing.speaker.played) == 3


def test_a_stop_into_the_words_ends_it_too(breathing: Room) -> None:
    breathing.be_silent(0.5)
    breathing.say("stop", over=True)
    breathing.be_silent(20)
    assert len(breathing.speaker.played) == 2
    assert breathing.listening.state is State.WAITING
