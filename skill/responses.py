"""`Reply` -> Alexa's response."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.response import Response

from skill.limits import LIMITS
from skill.requests import Speaker, attributes_for
from skill.screens import screen_of
from skill.sizes import fitting, json_bytes
from skill.speech import reprompt_of, speech_of
from small_wins.conversation import Conversation
from small_wins.reply import Reply

SHORT_SPEECH_BYTES = 2_000
"""What is left of the last speech where the conversation would be too large."""


def response_of(reply: Reply, handler_input: HandlerInput, speaker: Speaker) -> Response:
    """The spoken response, and what a screen shows with it. It has no card: cards stay in an app of the household."""
    builder = handler_input.response_builder
    if spoken := speech_of(reply):
        builder.speak(spoken)
    if reply.open:
        builder.ask(reprompt_of(reply))
    if reply.shown and (screen := screen_of(reply.shown, handler_input)):
        builder.add_directive(screen)
    builder.set_should_end_session(not reply.open)
    handler_input.attributes_manager.session_attributes = attributes_for(carried(reply.conversation), speaker)
    return builder.response


def carried(conversation: Conversation) -> str:
    """The conversation as JSON, without what makes it too large: the end of the last speech, then words that wait."""
    return next(state for state in _states(conversation) if json_bytes(state) <= LIMITS.conversation_bytes)


def _states(conversation: Conversation) -> Iterator[str]:
    yield conversation.to_json()
    shorter = replace(conversation, last_speech=fitting(conversation.last_speech, SHORT_SPEECH_BYTES))
    yield shorter.to_json()
    yield replace(shorter, pending="", pending_until=None, held="").to_json()
    yield Conversation(care_until=conversation.care_until).to_json()
