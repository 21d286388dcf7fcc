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
from models.database import Database
from skill.app import CORE, create_app
from small_wins.core import Core
from small_wins_cli.turns import TypedConversation
from tests.interaction_model.alexa_ear import AlexaEar
from tests.skill.rules import check
from tests.skill.signing import CHAIN_URL, SKILL_ID, Authority, as_body, envelope, signed

MODEL = Path(interaction_model.__file__).parent / "skill-package" / "interactionModels" / "custom" / "en-US.json"

ID_KEY = "0" * 64


@dataclass(frozen=True)
class Heard:
    """What the person hears back."""

    speech: str
    open: bool


class Player(Protocol):
    @property
    def database(self) -> Database: ...

    def say(self, line: str) -> Heard: ...

    def close(self) -> None: ...


@dataclass
class TypedPlayer:
    """The door of this machine: the line is the one hypothesis."""

    core: Core
    conversation: TypedConversation = field(init=False)

    def __post_init__(self) -> None:
        self.conversation = TypedConversation(self.core, "me")

    @property
    def database(self) -> Database:
        return self.core.database

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
    endpoint: str
    """Where Alexa's own services are."""
    attributes: dict[str, Any] = field(default_factory=dict)
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        settings = self.core.settings.model_copy(update={"skill_id": SKILL_ID, "id_key": ID_KEY})
        app = create_app(
            settings,
            clock=self.core.clock,
            trusted_roots=self.authority.root.pem,
            fetch_chain=lambda _: self.authority.chain(),
        )
        self.client = app.test_client()

    @property
    def database(self) -> Database:
        database: Database = self.client.application.extensions[CORE].database
        return database

    def close(self) -> None:
        self.database.close()

    def say(self, line: str) -> Heard:
        name, slots = alexa_ear().hear(line)
        said = {
            "name": name,
            "confirmationStatus": "NONE",
            "slots": {k: {"name": k, "value": v} for k, v in slots.items()},
        }
        stamp = self.core.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        sent = envelope({"type": "IntentRequest", "intent": said, "timestamp": stamp}, self.attributes)
        sent["context"]["System"]["apiEndpoint"] = self.endpoint
        body = as_body(sent)
        answer = self.client.post("/alexa", data=body, headers=signed(body, self.authority.leaf_key, CHAIN_URL))
        assert answer.status_code == 200
        told = answer.get_json()
        check(told)
        is_open = not told["response"]["shouldEndSession"]
        self.attributes = told.get("sessionAttributes", {})
        ssml = told["response"].get("outputSpeech", {}).get("ssml", "")
        return Heard(re.sub(r"<[^>]+>", "", ssml).replace("&apos;", "'").replace("&amp;", "&"), is_open)


@cache
def alexa_ear() -> AlexaEar:
    """What Alexa makes of a line, by the built model."""
    return AlexaEar(json.loads(MODEL.read_text()))
