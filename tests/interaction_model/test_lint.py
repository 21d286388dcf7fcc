"""Each rule of Amazon's console: a good model passes, and a model with one fault is caught for that fault."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from interaction_model.alexa.lint import LIMITS, REQUIRED, lint

Json = dict[str, Any]
Spoil = Callable[[Json], object]

GOOD: Json = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "small wins",
            "intents": [
                {"name": "LogIntent", "samples": ["i {win}"], "slots": [{"name": "win", "type": "AMAZON.SearchQuery"}]},
                {"name": "QuickIntent", "samples": ["a {kind}"], "slots": [{"name": "kind", "type": "KIND"}]},
                *({"name": name, "samples": []} for name in sorted(REQUIRED)),
            ],
            "types": [{"name": "KIND", "values": [{"id": "w", "name": {"value": "water", "synonyms": ["drink"]}}]}],
        },
        "dialog": {"intents": [{"name": "LogIntent", "slots": [{"name": "win", "prompts": {"elicitation": "ask"}}]}]},
        "prompts": [{"id": "ask"}],
    }
}


def language(model: Json) -> Json:
    found: Json = model["interactionModel"]["languageModel"]
    return found


def log(model: Json) -> Json:
    """The intent with a phrase slot."""
    found: Json = language(model)["intents"][0]
    return found


def kind(model: Json) -> Json:
    """The custom slot type."""
    found: Json = language(model)["types"][0]
    return found


def say(*samples: str) -> Spoil:
    return lambda model: log(model)["samples"].extend(samples)


def call_it(name: str) -> Spoil:
    return lambda model: language(model).update(invocationName=name)


def values(*texts: str) -> Spoil:
    return lambda model: kind(model).update(values=[{"name": {"value": text}} for text in texts])


def slot(**changes: str) -> Spoil:
    return lambda model: log(model)["slots"][0].update(changes)


def dialog(**changes: object) -> Spoil:
    return lambda model: model["interactionModel"]["dialog"]["intents"][0]["slots"][0].update(changes)


FAULTS: list[tuple[str, Spoil]] = [
    ("shape", lambda model: model.clear()),
    ("size", lambda model: language(model).update(padding="x" * LIMITS.model_bytes)),
    (
        "size",
        say(
            *(f"i {'so ' * n}{{win}}" for n in range(1, 60)),
            *(f"x{'y' * n}" for n in range(LIMITS.samples_of_an_intent)),
        ),
    ),
    (
        "size",
        lambda model: log(model)["slots"].extend(
            {"name": f"x{'y' * n}", "type": "AMAZON.SearchQuery"} for n in range(LIMITS.slots_of_an_intent)
        ),
    ),
    (
        "size",
        lambda model: language(model)["intents"].extend({"name": f"AMAZON.{n}", "samples": []} for n in range(250)),
    ),
    ("required", lambda model: language(model)["intents"].pop()),
    ("intent twice", lambda model: language(model)["intents"].append({"name": "LogIntent", "samples": ["once more"]})),
    ("intent name", lambda model: log(model).update(name="Log2Intent")),
    ("samples", lambda model: log(model).update(samples=[])),
    ("samples", lambda model: log(model).update(samples="i {win}")),
    ("slot name", slot(name="win2")),
    ("slot name", slot(name="QuickIntent")),
    ("slot type", slot(type="NOWHERE")),
    ("slot unknown", say("i {other}")),
    ("slot unused", lambda model: log(model)["slots"].append({"name": "spare", "type": "AMAZON.NUMBER"})),
    ("built-in slots", lambda model: log(model).update(name="AMAZON.HelpIntent")),
    ("carrier", say("{win}")),
    ("carrier", say(" {win}")),
    ("phrase alone", say("i {win} and {win}")),
    ("spaces", say("i  did {win}")),
    ("spaces", say(" i did {win}")),
    ("braces", say("i did {win")),
    ("digits", say("log 2 things {win}")),
    ("punctuation", say("i did it, {win}")),
    ("punctuation", say("did i {win}?")),
    ("sample length", say("i" * 201)),
    ("sample length", say("")),
    ("sample twice", say("I {win}")),
    ("sample twice", lambda model: language(model)["intents"][1]["samples"].append("i {kind}")),
    ("invocation letters", call_it("Small Wins")),
    ("invocation letters", call_it("small wins 2")),
    ("invocation letters", call_it("s" * 30 + " " + "w" * 30)),
    ("invocation words", call_it("wins")),
    ("invocation words", call_it("the wins")),
    ("invocation reserved", call_it("alexa wins")),
    ("invocation reserved", call_it("tell wins")),
    ("invocation reserved", call_it("wins for me")),
    ("type empty", values()),
    ("value length", values("w" * 141)),
    ("value length", values("")),
    ("value twice", values("water", "Water")),
    ("prompt unknown", dialog(prompts={"elicitation": "nowhere"})),
    ("prompt missing", dialog(prompts={}, elicitationRequired=True)),
]


def test_a_good_model_has_no_fault() -> None:
    assert lint(GOOD) == []


@pytest.mark.parametrize(("rule", "spoil"), FAULTS, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(FAULTS)])
def test_a_fault_is_caught(rule: str, spoil: Spoil) -> None:
    model = copy.deepcopy(GOOD)
    spoil(model)
    assert rule in {fault.rule for fault in lint(model)}
