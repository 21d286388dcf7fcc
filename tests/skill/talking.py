"""Talking with the skill through a device: each line becomes an intent of the built model, signed and posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.journeys.players import alexa_ear
from tests.skill.posting import Answer, Skill
from tests.skill.rules import check
from tests.skill.signing import NOWHERE, USER_ID, envelope

APL = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2023.3"}}}


@dataclass
class Alexa:
    """One person's session with the skill."""

    skill: Skill
    endpoint: str = NOWHERE
    locale: str = "en-US"
    user: str = USER_ID
    device: str = "amzn1.ask.device.1"
    voice: str | None = None
    """The id of the voice that Alexa recognises."""
    screen: bool = False
    attributes: dict[str, Any] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)
    """The envelope that was sent last."""

    def say(self, line: str, minutes: float = 0) -> Answer:
        return self.intent(*alexa_ear().hear(line), minutes=minutes)

    def intent(self, name: str, slots: Mapping[str, str] | None = None, minutes: float = 0) -> Answer:
        filled = {slot: {"name": slot, "value": words} for slot, words in (slots or {}).items()}
        said = {"name": name, "confirmationStatus": "NONE", "slots": filled}
        return self.send({"type": "IntentRequest", "intent": said}, minutes)

    def launch(self) -> Answer:
        return self.send({"type": "LaunchRequest"})

    def permission(self, status: str, code: str = "200") -> Answer:
        """What Alexa sends after she has asked for a permission."""
        scopes = [{"permissionScope": "alexa::alerts:reminders:skill:readwrite", "status": status}]
        answer = {"name": "AskFor", "status": {"code": code, "message": ""}, "token": "reminders"}
        return self.send({"type": "Connections.Response", **answer, "payload": {"permissionScopes": scopes}})

    def send(self, request: dict[str, Any], minutes: float = 0) -> Answer:
        """Send a request, some minutes after the last one."""
        self.skill.now += timedelta(minutes=minutes)
        stamp = self.skill.now.strftime("%Y-%m-%dT%H:%M:%SZ")
        sent = envelope({"locale": self.locale, **request, "timestamp": stamp}, self.attributes)
        system = sent["context"]["System"]
        system["user"] = sent["session"]["user"] = {"userId": self.user}
        system["device"] = {"deviceId": self.device, "supportedInterfaces": APL if self.screen else {}}
        system["apiEndpoint"] = self.endpoint
        if self.voice:
            system["person"] = {"personId": self.voice}
        return self.post(sent)

    def again(self) -> Answer:
        """The last request once more, as Alexa repeats it."""
        return self.post(self.last)

    def post(self, sent: dict[str, Any]) -> Answer:
        self.last = sent
        answer = self.skill.post(sent)
        check(answer.envelope)
        self.attributes = answer.envelope.get("sessionAttributes", {}) if answer.open else {}
        return answer
