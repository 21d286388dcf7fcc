"""`Reply` -> Alexa's response."""

import re
from xml.sax.saxutils import escape

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.response import Response

from skill.requests import CONVERSATION
from small_wins.reply import Reply

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def response_of(reply: Reply, handler_input: HandlerInput) -> Response:
    """The spoken response. It has no card: the screens of a household are shared."""
    slowly = reply.safety == "crisis"
    builder = handler_input.response_builder
    if reply.speech:
        builder.speak(ssml(reply.speech, slowly=slowly))
    if reply.open:
        builder.ask(ssml(reply.reprompt, slowly=slowly))
    builder.set_should_end_session(not reply.open)
    handler_input.attributes_manager.session_attributes = {CONVERSATION: reply.conversation.to_json()}
    return builder.response


def ssml(text: str, *, slowly: bool = False) -> str:
    """Plain `text` as the inside of <speak>: markup escaped, control characters dropped."""
    spoken = escape(NOT_IN_XML.sub("", text))
    return f'<prosody rate="90%">{spoken}</prosody>' if slowly else spoken
