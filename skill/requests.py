"""Alexa's envelope -> `Request` and `Conversation`."""

from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.launch_request import LaunchRequest

from interaction_model.alexa.carriers import heard_through
from interaction_model.alexa.names import label_of
from interaction_model.request import Request
from skill.identity import person_of
from small_wins.conversation import Conversation

DEFAULT_LOCALE = "en-US"
CONVERSATION = "conversation"
"""The session attribute that carries a `Conversation` from turn to turn."""


def request_of(handler_input: HandlerInput, id_key: bytes) -> Request:
    """What was said, from a LaunchRequest or an IntentRequest."""
    envelope: Any = handler_input.request_envelope
    said = envelope.request
    launched = isinstance(said, LaunchRequest)
    filled = (
        {} if launched else {name: _whole(slot.value) for name, slot in (said.intent.slots or {}).items() if slot.value}
    )
    heard = () if launched else heard_through(said.intent.name, filled)
    intent = "launch" if launched else label_of(said.intent.name)
    return Request(
        person=person_of(envelope.context.system.user.user_id, id_key),
        door="alexa",
        request_id=said.request_id,
        locale=said.locale or DEFAULT_LOCALE,
        hypotheses=heard,
        intent=None if heard else intent,
        slots={} if heard else filled,
    )


def conversation_of(handler_input: HandlerInput) -> Conversation:
    """What the session carries from the last turn."""
    attributes = handler_input.attributes_manager.session_attributes or {}
    return Conversation.from_json(attributes.get(CONVERSATION))


def _whole(text: str) -> str:
    """The text without halves of characters, which JSON can spell and no database can hold."""
    return text.encode("utf-8", "replace").decode()
