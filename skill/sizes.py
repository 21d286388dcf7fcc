"""Texts that fit into what Alexa takes."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SENTENCE_ENDS = re.compile(r"[.?](?= )")
_BETWEEN_WORDS = re.compile(r"[,;:]?\s")


def plain(text: str) -> str:
    """Text as XML takes it: markup escaped, control characters dropped."""
    return escape(NOT_IN_XML.sub("", text))


def json_bytes(text: str) -> int:
    """How long a text is in a response, where letters beyond ASCII are spelled out."""
    return len(json.dumps(text)) - 2


def fitting(text: str, most: int) -> str:
    """The text if it fits into `most` bytes once escaped, else its beginning: whole sentences, else whole words."""
    if json_bytes(plain(text)) <= most:
        return text
    left, end = most - 1, 0  # a full stop may come behind it
    for letter in text:
        left -= json_bytes(plain(letter))
        if left < 0:
            break
        end += 1
    whole = [match.end() for match in _SENTENCE_ENDS.finditer(text, 0, end + 1) if match.end() <= end]
    if whole:
        return text[: whole[-1]]
    words = [match.start() for match in _BETWEEN_WORDS.finditer(text, 0, end + 1)]
    return (text[: words[-1]] if words and words[-1] else text[:end]) + "."
