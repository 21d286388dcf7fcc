"""Its own voice in its own microphone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from local_voice.screen import State
from tests.local_voice.room import Room


@pytest.mark.parametrize(
    ("said", "coupling"),
    [
        ("what are you for", 0.25),
        ("what are you for", 0.5),
        ("what are you for", 1.0),
        ("i stopped at the bus stop and did not stop there", 0.5),
        ("i stopped at the bus stop and did not stop there", 1.0),
    ],
)
def test_it_is_not_stopped_by_its_own_words(room: Callable[..., Room], said: str, coupling: float) -> None:
    there = room(coupling=coupling)
    there.wait_until_heard_out()
    there.say(said)
    while len(there.speaker.played) < 2:
        there.be_silent(0.1)
    while there.listening.state is State.SPEAKING:
        there.be_silent(0.02)
    _, ends = there.speaker.times[-1]
    assert there.speaker.seconds >= ends
    there.be_silent(7)
    assert len(there.speaker.played) == 2
    assert len(there.heard) == 1
