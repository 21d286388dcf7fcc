"""What a device with a screen shows while it is spoken: APL documents, and the words that go into them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.interfaces.alexa.presentation.apl.render_document_directive import RenderDocumentDirective

from skill.limits import LIMITS
from skill.requests import system_of
from skill.sizes import fitting, json_bytes
from small_wins.reply import Shown

FOLDER = Path(__file__).parent
TOKEN = "small-wins"  # noqa: S105 - it names the document
LINE_BYTES = 300
"""The longest line, as JSON."""


def screen_of(shown: Shown, handler_input: HandlerInput) -> RenderDocumentDirective | None:
    """What to show, where there is a screen for it."""
    system = system_of(handler_input)
    interfaces = system.device.supported_interfaces if system.device else None
    if interfaces is None or interfaces.alexa_presentation_apl is None:
        return None
    words = {"title": _text(shown.title), "lines": _lines(shown)}
    document = _document("numbers" if shown.large else "lines")
    return RenderDocumentDirective(token=TOKEN, document=document, datasources={"shown": words})


def _lines(shown: Shown) -> list[str]:
    """As many lines as a response has room for, from the first."""
    lines, left = [], LIMITS.screen_bytes - json_bytes(shown.title)
    for line in map(_text, shown.lines):
        left -= json_bytes(line)
        if left < 0:
            break
        lines.append(line)
    return lines


def _text(words: str) -> str:
    """As APL shows it: its text has markup of its own."""
    return escape(fitting(words, LINE_BYTES))


@cache
def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return document
