"""The interaction model of a locale, as Amazon's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hassil import parse_sentence

from interaction_model.alexa.carriers import ANYTHING_INTENT, SAY_INTENT, WORDS, openings, sample_of, stand_ins
from interaction_model.alexa.delivery import WholeReadings, sort_wordings
from interaction_model.alexa.lint import LIMITS
from interaction_model.alexa.names import BUILT_IN, intent_name_of
from interaction_model.alexa.samples import (
    SLOT,
    SampleSet,
    read_sentences,
    samples_of_templates,
)
from interaction_model.language import load_language

INVOCATION_NAME = "small wins"
FREE_TEXT = "AMAZON.SearchQuery"
WHOLE_SENTENCE = "WholeSentence"
"""The slot type of whatever arrives as a whole sentence. Amazon returns what is like its values, too."""

CANCEL = ("cancel", "never mind", "nevermind")
"""What Amazon's own Cancel answers to, besides its own words."""

HERE = Path(__file__).parent
SENTENCES = HERE.parent / "en" / "sentences"


@cache
def build_model() -> dict[str, Any]:
    """The interaction model, the same for every English locale."""
    samples, lines = build_samples()
    intents = [intent_entry(name, of_intent) for name, of_intent in samples.by_intent.items()]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": INVOCATION_NAME,
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
                "intents": sorted(intents, key=lambda intent: intent["name"]),
                "types": [{"name": WHOLE_SENTENCE, "values": [{"name": {"value": line}} for line in lines]}],
            }
        }
    }


def build_samples() -> tuple[SampleSet, list[str]]:
    """The samples of every intent, and the lines that arrive whole.

    Of two that want the same line, safety comes first, then our sentences.
    """
    sentences = read_sentences(SENTENCES)
    readings = WholeReadings(load_language("en"), sentences)
    delivery = sort_wordings(sentences, said_lines(), readings.says_it_all)
    samples = SampleSet()
    samples.add(intent_name_of("crisis"), crisis_lines())
    samples.add("AMAZON.CancelIntent", CANCEL)
    for name, line in stand_ins().items():
        samples.add(name, [line])
    for label, lines in delivery.samples.items():
        for line in lines:
            samples.add(intent_name_of(label, line), [line])
    samples.add_spread(SAY_INTENT, map(sample_of, openings()), LIMITS.slots_of_an_intent)
    for label, carriers in delivery.carriers.items():
        name = intent_name_of(label) if label == "log_win" else SAY_INTENT
        samples.add_spread(name, map(sample_of, carriers), LIMITS.slots_of_an_intent)
    samples.add(ANYTHING_INTENT, [f"{{{WORDS}}}"])
    for name in BUILT_IN:
        samples.add(name, ())
    return samples, [line for line in delivery.lines if samples.take(line)]


def crisis_lines() -> list[str]:
    """The whole lines that mean a crisis."""
    data = yaml.safe_load((HERE / "crisis.yaml").read_text(encoding="utf-8"))
    rules = {name: parse_sentence(text) for name, text in data["expansion_rules"].items()}
    return samples_of_templates(data["lines"], rules)


def said_lines() -> dict[str, list[str]]:
    """What people say, by label: the lines of anything.yaml."""
    data = yaml.safe_load((HERE / "anything.yaml").read_text(encoding="utf-8"))
    return dict(data["lines"])


def intent_entry(name: str, samples: Iterable[str]) -> dict[str, Any]:
    """One intent of the model; its slots are those that its samples name."""
    lines = list(samples)
    slots = dict.fromkeys(slot for line in lines for slot in SLOT.findall(line))
    entry: dict[str, Any] = {"name": name, "samples": lines}
    if slots:
        entry["slots"] = [{"name": slot, "type": WHOLE_SENTENCE if slot == WORDS else FREE_TEXT} for slot in slots]
    return entry
