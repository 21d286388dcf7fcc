"""What happens in a room: scenarios.yaml through the real ears, core and mouth, faster than real time; and some of
it with the running command, on a virtual sound card.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_voice.mouth import Mouth
from small_wins.core import Core
from tests.local_voice.card import CardRoom, card_room
from tests.local_voice.room import Room
from tests.local_voice.room_sounds import below, heard_as, loudness, made_noise, television
from tests.virtual_sound import VirtualSound

DONE = {"say", "gain", "rate", "over", "silence", "settle", "mute"}
"""Names in a step that are done; the others must hold after it."""

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("scenarios.yaml").read_text())


def sounds_beside(scenario: dict[str, Any], mouth: Mouth) -> list[tuple[bytes, float]]:
    """The noise and the television of a scenario: each as many dB softer than somebody who speaks to us."""
    speech = loudness(heard_as(mouth.render("i drank a glass of water")))
    sounds = [(made_noise(kind), db) for kind, db in scenario.get("noise", {}).items()]
    sounds += [(television(mouth), scenario["television"])] if "television" in scenario else []
    return [(sound, below(db) * speech / loudness(sound)) for sound, db in sounds]


def play(there: Room | CardRoom, step: dict[str, Any]) -> None:
    """One step of a scenario."""
    if "say" in step:
        said = step["say"] if isinstance(step["say"], list) else [step["say"]]
        how = {name: step[name] for name in ("gain", "rate", "over") if name in step}
        there.say(*said, **how)
    if "silence" in step:
        there.be_silent(step["silence"])
    if "settle" in step:
        there.wait_until_heard_out()
    if "mute" in step:
        there.press_mute()
    there.check({name: expected for name, expected in step.items() if name not in DONE})


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_it_happens_so(room: Callable[..., Room], mouth: Mouth, scenario: dict[str, Any]) -> None:
    there = room(coupling=scenario.get("coupling", 0.0), beside=sounds_beside(scenario, mouth))
    there.wait_until_heard_out()
    for step in scenario["steps"]:
        play(there, step)


@pytest.mark.sound
@pytest.mark.usefixtures("better_model")
@pytest.mark.parametrize(
    "scenario", [one for one in SCENARIOS if one.get("on_the_card")], ids=lambda scenario: scenario["name"]
)
def test_it_happens_so_on_a_sound_card(
    virtual_sound: VirtualSound, mouth: Mouth, core: Core, scenario: dict[str, Any]
) -> None:
    coupling = scenario.get("coupling")
    with card_room(virtual_sound, mouth, core, 20 * math.log10(coupling) if coupling else None) as there:
        for step in scenario["steps"]:
            play(there, step)
