"""What happens in a room: scenarios.yaml through the real ears, core and mouth, faster than real time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_voice.listening import State
from local_voice.mouth import SystemMouth
from tests.local_voice.room import Room
from tests.local_voice.room_sounds import below, heard_as, loudness, made_noise, television
from tests.small_wins.talk import Talk

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("scenarios.yaml").read_text())


def sounds_beside(scenario: dict[str, Any], mouth: SystemMouth) -> list[tuple[bytes, float]]:
    """The noise and the television of a scenario: each as many dB softer than somebody who speaks to us."""
    speech = loudness(heard_as(mouth.render("i drank a glass of water")))
    sounds = [(made_noise(kind), db) for kind, db in scenario.get("noise", {}).items()]
    sounds += [(television(mouth), scenario["television"])] if "television" in scenario else []
    return [(sound, below(db) * speech / loudness(sound)) for sound, db in sounds]


def play(room: Room, step: dict[str, Any]) -> None:
    """One step of a scenario."""
    if "say" in step:
        said = step["say"] if isinstance(step["say"], list) else [step["say"]]
        room.say(*said, gain=step.get("gain", 1.0), rate=step.get("rate", 100), over=step.get("over", False))
    if "silence" in step:
        room.be_silent(step["silence"])
    if "settle" in step:
        room.wait_until_heard_out()
    if "mute" in step:
        room.listening.mute_pressed.set()


def check(room: Room, step: dict[str, Any]) -> None:
    """What must hold after it."""
    if "state" in step:
        assert room.listening.state is State(step["state"])
    if "heard" in step:
        assert room.heard == step["heard"]
    if "turns" in step:
        assert len(room.heard) == step["turns"]
    if "answered_within" in step:
        assert room.answered_after is not None
        assert room.answered_after <= step["answered_within"]
    if "speaks" in step:
        assert len(room.speaker.played) == step["speaks"]
    if "kept" in step:
        assert Talk(room.listening.dialogue.core).kept() == step["kept"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_it_happens_so(room: Callable[..., Room], mouth: SystemMouth, scenario: dict[str, Any]) -> None:
    there = room(coupling=scenario.get("coupling", 0.0), beside=sounds_beside(scenario, mouth))
    there.wait_until_heard_out()
    for step in scenario["steps"]:
        play(there, step)
        check(there, step)
