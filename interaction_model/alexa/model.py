"""The interaction model of a locale, as Amazon's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from hassil import parse_sentence

from interaction_model.alexa.carriers import SAY_INTENT, carriers
from interaction_model.alexa.names import BUILT_IN, intent_name_of
from interaction_model.alexa.samples import (
    SLOT,
    SampleSet,
    read_sentences,
    samples_of_sentences,
    samples_of_templates,
)

INVOCATION_NAME = "small wins"
FREE_TEXT = "AMAZON.SearchQuery"
CANCEL = ("cancel", "never mind", "nevermind", "forget it", "cancel that")
"""What Amazon's own Cancel answers to; none of our intents asks for it."""

HERE = Path(__file__).parent
SENTENCES = HERE.parent / "en" / "sentences"


def build_model() -> dict[str, Any]:
    """The interaction model, the same for every English locale."""
    intents = [intent_entry(name, samples) for name, samples in build_samples().by_intent.items()]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": INVOCATION_NAME,
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
                "intents": sorted(intents, key=lambda intent: intent["name"]),
                "types": [],
            }
        }
    }


def build_samples() -> SampleSet:
    """The samples of every intent. Of two that want the same line, safety comes first, then our sentences."""
    samples = SampleSet()
    samples.add(intent_name_of("crisis"), crisis_lines())
    samples.add("AMAZON.CancelIntent", CANCEL)
    for name, lines in samples_of_sentences(read_sentences(SENTENCES)):
        samples.add(name, lines)
    samples.add(SAY_INTENT, (f"{carrier} {{{slot}}}" for slot, carrier in carriers().items()))
    for name in BUILT_IN:
        samples.add(name, ())
    return samples


def crisis_lines() -> list[str]:
    """The whole lines that mean a crisis."""
    data = yaml.safe_load((HERE / "crisis.yaml").read_text(encoding="utf-8"))
    rules = {name: parse_sentence(text) for name, text in data["expansion_rules"].items()}
    return samples_of_templates(data["lines"], rules)


def intent_entry(name: str, samples: Iterable[str]) -> dict[str, Any]:
    """One intent of the model; its slots are those that its samples name."""
    lines = list(samples)
    slots = dict.fromkeys(slot for line in lines for slot in SLOT.findall(line))
    entry: dict[str, Any] = {"name": name, "samples": lines}
    if slots:
        entry["slots"] = [{"name": slot, "type": FREE_TEXT} for slot in slots]
    return entry
