"""What happens in a room: scenarios.yaml through the real ears, core and mouth, faster than real time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_voice.listening import State
from tests.local_voice.room import Room
from tests.small_wins.talk import Talk

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("scenarios.yaml").read_text())


def play(room: Room, step: dict[str, Any]) -> None:
    """One step of a scenario."""
    if "say" in step:
        room.say(step["say"], step.get("gain", 1.0), over=step.get("over", False))
    if "silence" in step:
        room.be_silent(step["silence"])
    if "settle" in step:
        room.wait_until_heard_out()
    if "state" in step:
        assert room.listening.state is State(step["state"])
    if "heard" in step:
        assert room.heard == step["heard"]
    if "speaks" in step:
        assert len(room.speaker.played) == step["speaks"]
    if "kept" in step:
        assert Talk(room.listening.dialogue.core).kept() == step["kept"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_it_happens_so(room: Callable[..., Room], scenario: dict[str, Any]) -> None:
    there = room(coupling=scenario.get("coupling", 0.0), noise=scenario.get("noise", 0.0))
    there.wait_until_heard_out()
    for step in scenario["steps"]:
        play(there, step)
