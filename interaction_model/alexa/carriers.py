"""Sentences that reach us with the person's own words: out to Amazon's model as samples, and back to sentences.

Amazon hands over a slot's words but not the words around it, so each sentence has a slot of its own, whose name spells
the sentence: "i can't WORDS" is the sample "i can't {i_can__t_WORDS}". It brings {"i_can__t_WORDS": "go on"}, which is
"i can't go on" again. The slot {WORDS} alone takes a whole sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CARRIERS = Path(__file__).with_name("carriers.yaml")
WORDS = "WORDS"
"""Where the person's words stand in a carrier."""

SAY_INTENT = "SayIntent"
"""The intent of every carrier but those of a win."""

ANYTHING_INTENT = "AnythingIntent"
"""The intent that takes whatever no other one does, as a whole sentence."""


def slot_of(carrier: str) -> str:
    """The slot of a carrier, in the letters that Amazon allows: "put WORDS on the list" -> 'put_WORDS_on_the_list'."""
    return carrier.replace("'", "__").replace(" ", "_")


def sample_of(carrier: str) -> str:
    """A carrier as a sample of Amazon's model."""
    return carrier.replace(WORDS, f"{{{slot_of(carrier)}}}")


@cache
def _data() -> Mapping[str, Any]:
    return dict(yaml.safe_load(CARRIERS.read_text(encoding="utf-8")))


def openings() -> list[str]:
    """The carriers of carriers.yaml."""
    return [f"{opening} {WORDS}" for opening in _data()["carriers"]]


def stand_ins() -> Mapping[str, str]:
    """Intent -> the line that it stands for, where the intent alone would say too little."""
    return dict(_data()["stands_for"])


def heard_through(intent_name: str, slots: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences that were said, or are meant; none where the intent tells all, or has slots that spell nothing."""
    if intent_name in stand_ins() and not slots:
        return (stand_ins()[intent_name],)
    return tuple(
        slot.replace("__", "'").replace("_", " ").replace(WORDS, words)
        for slot, words in slots.items()
        if WORDS in slot.split("_")
    )
