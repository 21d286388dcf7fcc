"""The rules that Amazon's console holds an interaction model to when it builds it, for want of a schema that does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interaction_model.alexa.samples import SLOT, same_sample

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What Amazon allows, by its pages and by the errors that people report."""

    model_bytes: int = 1_000_000
    """Of the whole file: ask-cli issue 9."""

    intents: int = 250
    samples_of_an_intent: int = 800
    """No hard limit, but builds failed beyond it: kanzi issue 139."""

    slots_of_an_intent: int = 40
    """No number of Amazon's is known. Each request names them all, filled or not, and must stay small."""

    sample_characters: int = 200
    value_characters: int = 140
    """Of one value of a custom slot type: kanzi issue 263."""

    values: int = 50_000
    """Of all custom slot types together: kanzi issue 82."""

    invocation_characters: tuple[int, int] = (2, 50)


LIMITS = Limits()
PHRASE_TYPES = {"AMAZON.SearchQuery"}
REQUIRED = {f"AMAZON.{name}Intent" for name in ("Help", "Stop", "Cancel", "NavigateHome", "Fallback")}
RESERVED = {"alexa", "amazon", "echo", "computer", "skill", "app", "ziggy"}
LAUNCH_WORDS = {
    "launch",
    "ask",
    "tell",
    "load",
    "begin",
    "enable",
    "open",
    "start",
    "run",
    "resume",
    "use",
    "talk",
    "play",
}
CONNECTING_WORDS = {"to", "from", "in", "using", "with", "about", "for", "that", "by", "if", "and", "whether"}
LITTLE_WORDS = {"a", "an", "the", "for", "to", "of"}
_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_INVOCATION = re.compile(r"[a-z](?:[a-z'. ])*")
_NOT_IN_SAMPLE = re.compile(r"[^\w\s'.{}-]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a model breaks."""

    rule: str
    """Short name of the rule, such as 'carrier'."""

    where: str
    """The intent, slot, type or sample."""


def lint(model: Json) -> list[Fault]:
    """Every fault of an interaction model; an empty list for a good one."""
    language = model.get("interactionModel", {}).get("languageModel", {})
    if not language:
        return [Fault("shape", "interactionModel.languageModel")]
    return [
        *_whole(model, language),
        *_invocation(language.get("invocationName", "")),
        *_types(language.get("types", [])),
        *_intents(language),
        *_repeats(language.get("intents", [])),
        *_dialog(model["interactionModel"]),
    ]


def _whole(model: Json, language: Json) -> Iterator[Fault]:
    intents = language.get("intents", [])
    if len(json.dumps(model, separators=(",", ":"))) > LIMITS.model_bytes:
        yield Fault("size", "model")
    if len(intents) > LIMITS.intents:
        yield Fault("size", "intents")
    yield from (Fault("required", name) for name in sorted(REQUIRED - {intent.get("name") for intent in intents}))


def _invocation(name: str) -> Iterator[Fault]:
    words = name.split()
    low, high = LIMITS.invocation_characters
    if not (low <= len(name) <= high and _INVOCATION.fullmatch(name)):
        yield Fault("invocation letters", name)
    if len(words) < 2 or (len(words) == 2 and words[0] in LITTLE_WORDS):
        yield Fault("invocation words", name)
    if set(words) & (RESERVED | LAUNCH_WORDS | CONNECTING_WORDS):
        yield Fault("invocation reserved", name)


def _types(types: list[Json]) -> Iterator[Fault]:
    if sum(len(kind.get("values", [])) for kind in types) > LIMITS.values:
        yield Fault("size", "types")
    for kind in types:
        name, values = kind.get("name", ""), [value.get("name", {}) for value in kind.get("values", [])]
        if not values:
            yield Fault("type empty", name)
        said = [text for value in values for text in (value.get("value", ""), *value.get("synonyms", []))]
        if any(not 0 < len(text) <= LIMITS.value_characters for text in said):
            yield Fault("value length", name)
        ids = [value["id"] for value in kind.get("values", []) if "id" in value]
        if len(ids) != len(set(ids)) or len(said) != len({text.casefold() for text in said}):
            yield Fault("value twice", name)


def _intents(language: Json) -> Iterator[Fault]:
    names = [intent.get("name", "") for intent in language.get("intents", [])]
    types = {kind.get("name") for kind in language.get("types", [])}
    yield from (Fault("intent twice", name) for name in set(names) if names.count(name) > 1)
    for intent in language.get("intents", []):
        name, samples = intent.get("name", ""), intent.get("samples", [])
        slots = {slot.get("name", ""): slot.get("type", "") for slot in intent.get("slots", [])}
        if not (name.startswith("AMAZON.") or _NAME.fullmatch(name)):
            yield Fault("intent name", name)
        if not isinstance(samples, list) or (not samples and not name.startswith("AMAZON.")):
            yield Fault("samples", name)
            continue
        if len(samples) > LIMITS.samples_of_an_intent:
            yield Fault("size", name)
        if len(slots) > LIMITS.slots_of_an_intent:
            yield Fault("size", f"{name}: slots")
        yield from _slots(name, slots, names, types)
        for sample in samples:
            yield from (Fault(rule, f"{name}: {sample}") for rule in _faults_of_sample(sample, slots))
        used = {slot for sample in samples for slot in SLOT.findall(sample)}
        yield from (Fault("slot unused", f"{name}.{slot}") for slot in slots if slot not in used)


def _slots(intent: str, slots: Mapping[str, str], intents: list[str], types: set[Any]) -> Iterator[Fault]:
    for slot, kind in slots.items():
        if not _NAME.fullmatch(slot) or slot in intents:
            yield Fault("slot name", f"{intent}.{slot}")
        if not (kind.startswith("AMAZON.") or kind in types):
            yield Fault("slot type", f"{intent}.{slot}")
    if intent.startswith("AMAZON.") and slots:
        yield Fault("built-in slots", intent)


def _faults_of_sample(sample: str, slots: Mapping[str, str]) -> Iterator[str]:
    used, literal = SLOT.findall(sample), SLOT.sub("", sample)
    phrases = [slot for slot in used if slots.get(slot) in PHRASE_TYPES]
    if not 0 < len(sample) <= LIMITS.sample_characters:
        yield "sample length"
    if sample != " ".join(sample.split()):
        yield "spaces"
    if "{" in literal or "}" in literal:
        yield "braces"
    if any(slot not in slots for slot in used):
        yield "slot unknown"
    if phrases and len(used) > 1:
        yield "phrase alone"
    if phrases and not literal.strip():
        yield "carrier"
    if re.search(r"\d", literal):
        yield "digits"
    if _NOT_IN_SAMPLE.search(sample):
        yield "punctuation"


def _repeats(intents: list[Json]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for intent in intents:
        for sample in intent.get("samples", []):
            key = same_sample(sample)
            if key in owner:
                yield Fault("sample twice", f"{intent.get('name')} and {owner[key]}: {sample}")
            owner[key] = intent.get("name", "")


def _dialog(model: Json) -> Iterator[Fault]:
    prompts = {prompt.get("id") for prompt in model.get("prompts", [])}
    for intent in model.get("dialog", {}).get("intents", []):
        for slot in intent.get("slots", []):
            where, asked = f"{intent.get('name')}.{slot.get('name')}", slot.get("prompts", {})
            if any(prompt not in prompts for prompt in asked.values()):
                yield Fault("prompt unknown", where)
            if slot.get("elicitationRequired") and "elicitation" not in asked:
                yield Fault("prompt missing", where)
