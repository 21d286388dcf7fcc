"""Words -> SSML: escaped, with pauses, in the manner of the reply."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from skill.limits import LIMITS
from skill.sizes import fitting, json_bytes, plain
from small_wins.reply import AS_USUAL, Manner, Reply

LONGEST_BREAK = 10.0
"""Seconds; Alexa refuses a longer break."""
LOUDEST_DECIBELS = 4.08
"""Alexa refuses more."""
SLOWEST = 20
"""Per cent; Alexa refuses less."""
SLOWLY = 90
"""Per cent of the usual rate, in care mode."""
PAUSE = '<break time="500ms"/>'
"""Between two sentences, in care mode."""
PAUSES_AT_MOST = 8
CHIME = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?]) +")


def speech_of(reply: Reply) -> str:
    """What is said, as the inside of <speak>; '' for silence.

    A session that stays open always says something, and if it is only what would come after a silence.
    """
    words = reply.speech or (reply.reprompt if reply.open else "")
    timed = timed_ssml(reply) if reply.timed else ""
    spoken = timed or (ssml(words, with_care=with_care(reply), manner=reply.manner) if words else "")
    return CHIME + spoken if spoken and reply.manner.chime else spoken


def reprompt_of(reply: Reply) -> str:
    """What is said once if an open session stays silent."""
    return ssml(reply.reprompt, with_care=with_care(reply), manner=reply.manner, most=LIMITS.reprompt_bytes)


def with_care(reply: Reply) -> bool:
    """Whether it is said more slowly, with pauses."""
    return reply.safety != "none" or reply.conversation.care_until is not None


def ssml(text: str, *, with_care: bool = False, manner: Manner = AS_USUAL, most: int = LIMITS.speech_bytes) -> str:
    """Plain `text` as the inside of <speak>: markup escaped, control characters dropped, `most` bytes of it."""
    spoken = plain(fitting(text, most))
    if with_care:
        spoken = _BETWEEN_SENTENCES.sub(f" {PAUSE}", spoken, count=PAUSES_AT_MOST)
    return _in_manner(spoken, manner, with_care=with_care)


def timed_ssml(reply: Reply) -> str:
    """The pieces of a reply with their silences, as the inside of <speak>; '' where they are too many."""
    pieces = (plain(text) + "".join(_breaks(seconds)) for text, seconds in reply.timed)
    spoken = " ".join(pieces)
    return _in_manner(spoken, reply.manner) if json_bytes(spoken) <= LIMITS.speech_bytes else ""


def _breaks(seconds: float) -> Iterator[str]:
    """A silence, in breaks that Alexa takes."""
    while seconds > 0:
        now = min(seconds, LONGEST_BREAK)
        yield f'<break time="{round(now * 1000)}ms"/>'
        seconds -= now


def _in_manner(spoken: str, manner: Manner, *, with_care: bool = False) -> str:
    rate = max(SLOWEST, round(manner.rate * SLOWLY / 100) if with_care else manner.rate)
    changes = f' rate="{rate}%"' if rate != AS_USUAL.rate else ""
    if manner.volume != AS_USUAL.volume:
        decibels = min(LOUDEST_DECIBELS, 20 * math.log10(max(manner.volume, 1) / 100))
        changes += f' volume="{decibels:+.1f}dB"'
    return f"<prosody{changes}>{spoken}</prosody>" if changes else spoken
