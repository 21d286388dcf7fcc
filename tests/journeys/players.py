"""Plays the lines of a journey through a speaking door."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flask.testing import FlaskClient

import interaction_model
from skill.app import CORE, create_app
from small_wins.core import Core
from small_wins_cli.turns import TypedConversation
from tests.skill.signing import CHAIN_URL, SKILL_ID, Authority, as_body, envelope, signed

MODEL = Path(interaction_model.__file__).parent / "skill-package" / "interactionModels" / "custom" / "en-US.json"


@dataclass(frozen=True)
class Heard:
    """What the person hears back."""

    speech: str
    open: bool


class Player(Protocol):
    def say(self, line: str) -> Heard: ...

    def close(self) -> None: ...


@dataclass
class TypedPlayer:
    """The door of this machine: the line is the one hypothesis."""

    core: Core
    conversation: TypedConversation = field(init=False)

    def __post_init__(self) -> None:
        self.conversation = TypedConversation(self.core, "me")

    def say(self, line: str) -> Heard:
        reply = self.conversation.say(line)
        return Heard(reply.speech, reply.open)

    def close(self) -> None:
        self.core.database.close()


@dataclass
class AlexaPlayer:
    """Alexa: the line becomes the intent of the built model whose sample spells out most of it, signed and posted."""

    core: Core
    authority: Authority
    attributes: dict[str, Any] = field(default_factory=dict)
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        settings = self.core.settings.model_copy(update={"skill_id": SKILL_ID, "id_key": "0" * 64})
        app = create_app(
            settings,
            clock=self.core.clock,
            trusted_roots=self.authority.root.pem,
            fetch_chain=lambda _: self.authority.chain(),
        )
        self.client = app.test_client()

    def close(self) -> None:
        self.client.application.extensions[CORE].database.close()

    def say(self, line: str) -> Heard:
        name, slots = match_sample(line)
        said = {
            "name": name,
            "confirmationStatus": "NONE",
            "slots": {k: {"name": k, "value": v} for k, v in slots.items()},
        }
        stamp = self.core.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        body = as_body(envelope({"type": "IntentRequest", "intent": said, "timestamp": stamp}, self.attributes))
        answer = self.client.post("/alexa", data=body, headers=signed(body, self.authority.leaf_key, CHAIN_URL))
        assert answer.status_code == 200
        told = answer.get_json()
        is_open = not told["response"]["shouldEndSession"]
        self.attributes = told.get("sessionAttributes", {})
        ssml = told["response"].get("outputSpeech", {}).get("ssml", "")
        return Heard(re.sub(r"<[^>]+>", "", ssml).replace("&apos;", "'").replace("&amp;", "&"), is_open)


def match_sample(line: str) -> tuple[str, dict[str, str]]:
    """The intent and slots of a line: the sample with the longest literal text wins; none is a FallbackIntent."""
    found = [
        (literal, name, match.groupdict())
        for literal, pattern, name in _samples()
        if (match := pattern.fullmatch(line.lower()))
    ]
    if not found:
        return "AMAZON.FallbackIntent", {}
    _, name, slots = max(found, key=lambda one: one[0])
    return name, slots


@cache
def _samples() -> list[tuple[int, re.Pattern[str], str]]:
    intents = json.loads(MODEL.read_text())["interactionModel"]["languageModel"]["intents"]
    built_in = {"AMAZON.StopIntent": ["stop"], "AMAZON.HelpIntent": ["help"], "AMAZON.YesIntent": ["yes"]}
    built_in |= {"AMAZON.NoIntent": ["no"], "AMAZON.RepeatIntent": ["repeat"], "AMAZON.CancelIntent": ["cancel"]}
    return [
        (len(re.sub(r"\{\w+\}", "", sample)), _pattern(sample), intent["name"])
        for intent in intents
        for sample in [*intent["samples"], *built_in.get(intent["name"], [])]
    ]


def _pattern(sample: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sample.lower())
    return re.compile("".join(f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)))
