"""What people say freely through Alexa: out to the model as carrier phrases, and back to sentences.

Amazon hands over a slot's words but not the carrier before them, so each carrier has a slot of its own, and the slot's
name tells which carrier it was: "i want {i_want}" brings {"i_want": "to die"}, which is "i want to die" again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

CARRIERS = Path(__file__).with_name("carriers.yaml")
SAY_INTENT = "SayIntent"
"""The intent that takes everything behind a carrier."""


def slot_of(carrier: str) -> str:
    """The slot of a carrier, in the letters that Amazon allows: "i can't" -> 'i_can_t'."""
    return re.sub(r"\W+", "_", carrier)


@cache
def carriers() -> Mapping[str, str]:
    """Slot -> carrier, in the order of carriers.yaml."""
    data = yaml.safe_load(CARRIERS.read_text(encoding="utf-8"))
    return {slot_of(carrier): carrier for carrier in data["carriers"]}


def heard_through(intent_name: str, slots: Mapping[str, str]) -> tuple[str, ...]:
    """What was said, where Amazon's intent only carries a sentence; empty where it is an intent of its own."""
    if intent_name != SAY_INTENT:
        return ()
    return tuple(f"{carriers()[slot]} {words}" for slot, words in slots.items() if slot in carriers())
