"""Alexa's envelope -> `Request` and `Conversation`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.launch_request import LaunchRequest

from interaction_model.alexa.carriers import heard_through
from interaction_model.alexa.names import label_of
from interaction_model.request import Request
from skill.identity import person_of
from small_wins.conversation import Conversation

DEFAULT_LOCALE = "en-US"
DOOR = "alexa"
CONVERSATION = "conversation"
"""The session attribute that carries a `Conversation` from turn to turn."""
SPEAKER = "speaker"
"""The session attribute that says whose voice the session is with: its keyed hash, or '' for the account."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is speaking, as far as Alexa can tell."""

    person: str
    """The voice that was recognised, in this turn or before in this session; else the account."""

    account: str
    """The account whose device it is."""

    @property
    def is_voice(self) -> bool:
        return self.person != self.account

    @property
    def in_session(self) -> str:
        """How a session's attributes name them."""
        return self.person if self.is_voice else ""


def speaker_of(handler_input: HandlerInput, id_key: bytes) -> Speaker:
    """Who speaks. A session that began with nobody recognised stays with the account, and one that began with a voice
    stays with that while no other is recognised: who says yes is who was asked.
    """
    system = system_of(handler_input)
    account = person_of(system.user.user_id, id_key)
    before = _attributes(handler_input).get(SPEAKER)
    voice = system.person.person_id if system.person else None
    if voice and before != "":
        return Speaker(person_of(voice, id_key), account)
    return Speaker(str(before or account), account)


def system_of(handler_input: HandlerInput) -> Any:
    """The `System` of the request's context: who, through which device, and how to reach Alexa's services."""
    envelope: Any = handler_input.request_envelope
    return envelope.context.system


def request_of(handler_input: HandlerInput, speaker: Speaker, time_zone: str | None = None) -> Request:
    """What was said; of a request in which nothing is said, only who is there and in which language."""
    said: Any = handler_input.request_envelope.request
    heard: tuple[str, ...] = ()
    intent = "launch" if isinstance(said, LaunchRequest) else None
    filled: dict[str, str] = {}
    if isinstance(said, IntentRequest):
        matched: Any = said.intent
        filled = {name: _whole(slot.value) for name, slot in (matched.slots or {}).items() if slot.value}
        heard, intent = heard_through(matched.name, filled), label_of(matched.name)
    return Request(
        person=speaker.person,
        door=DOOR,
        request_id=said.request_id,
        locale=said.locale or DEFAULT_LOCALE,
        hypotheses=heard,
        intent=None if heard else intent,
        slots={} if heard else filled,
        household=speaker.account if speaker.is_voice else "",
        time_zone=time_zone,
    )


def conversation_of(handler_input: HandlerInput, speaker: Speaker) -> Conversation:
    """What the session carries from the last turn. Of a talk with another voice only care mode is carried on."""
    attributes = _attributes(handler_input)
    conversation = Conversation.from_json(attributes.get(CONVERSATION))
    same = attributes.get(SPEAKER) in (None, speaker.in_session)
    return conversation if same else Conversation(care_until=conversation.care_until)


def attributes_for(conversation: str, speaker: Speaker) -> dict[str, object]:
    """The session attributes with a conversation, as `Conversation.to_json` wrote it."""
    return {CONVERSATION: conversation, SPEAKER: speaker.in_session}


def _attributes(handler_input: HandlerInput) -> Mapping[str, Any]:
    return handler_input.attributes_manager.session_attributes or {}


def _whole(text: str) -> str:
    """The text without halves of characters, which JSON can spell and no database can hold."""
    return text.encode("utf-8", "replace").decode()
