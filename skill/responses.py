"""`Reply` -> Alexa's response."""

import math
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.response import Response

from skill.requests import CONVERSATION
from small_wins.reply import AS_USUAL, Manner, Reply

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_BREAK = 10.0
"""Seconds; Alexa refuses a longer break."""
LOUDEST_DECIBELS = 4.08
"""Alexa refuses more."""
SLOWEST = 20
"""Per cent; Alexa refuses less."""
SLOWLY = 90
"""Per cent of the usual rate, for a crisis."""
CHIME = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'


def response_of(reply: Reply, handler_input: HandlerInput) -> Response:
    """The spoken response. It has no card: the screens of a household are shared."""
    slowly = reply.safety == "crisis"
    builder = handler_input.response_builder
    if reply.speech:
        spoken = timed_ssml(reply) if reply.timed else ssml(reply.speech, slowly=slowly, manner=reply.manner)
        builder.speak(CHIME + spoken if reply.manner.chime else spoken)
    if reply.open:
        builder.ask(ssml(reply.reprompt, slowly=slowly, manner=reply.manner))
    builder.set_should_end_session(not reply.open)
    handler_input.attributes_manager.session_attributes = {CONVERSATION: reply.conversation.to_json()}
    return builder.response


def ssml(text: str, *, slowly: bool = False, manner: Manner = AS_USUAL) -> str:
    """Plain `text` as the inside of <speak>: markup escaped, control characters dropped."""
    return _in_manner(_plain(text), manner, slowly=slowly)


def timed_ssml(reply: Reply) -> str:
    """The pieces of a reply with their silences, as the inside of <speak>."""
    pieces = (_plain(text) + "".join(_breaks(seconds)) for text, seconds in reply.timed)
    return _in_manner(" ".join(pieces), reply.manner)


def _plain(text: str) -> str:
    return escape(NOT_IN_XML.sub("", text))


def _breaks(seconds: float) -> Iterator[str]:
    """A silence, in breaks that Alexa takes."""
    while seconds > 0:
        now = min(seconds, LONGEST_BREAK)
        yield f'<break time="{round(now * 1000)}ms"/>'
        seconds -= now


def _in_manner(spoken: str, manner: Manner, *, slowly: bool = False) -> str:
    rate = max(SLOWEST, round(manner.rate * SLOWLY / 100) if slowly else manner.rate)
    changes = f' rate="{rate}%"' if rate != AS_USUAL.rate else ""
    if manner.volume != AS_USUAL.volume:
        decibels = min(LOUDEST_DECIBELS, 20 * math.log10(max(manner.volume, 1) / 100))
        changes += f' volume="{decibels:+.1f}dB"'
    return f"<prosody{changes}>{spoken}</prosody>" if changes else spoken
