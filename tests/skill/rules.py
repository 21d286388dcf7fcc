"""What Amazon demands of every response, and what we do."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

MOST_BYTES = 24 * 1024
MOST_CHARACTERS = 8_000
CARDS = {"AskForPermissionsConsent"}
"""The one card that is sent; no card has words of theirs."""
DIRECTIVES = {"Alexa.Presentation.APL.RenderDocument", "Connections.SendRequest"}


def check(envelope: dict[str, Any]) -> None:
    """Raises AssertionError for a response to somebody who waits for it that breaks a rule."""
    response = envelope["response"]
    assert len(json.dumps(envelope).encode()) <= MOST_BYTES
    assert isinstance(response["shouldEndSession"], bool)
    spoken = [response.get("outputSpeech"), (response.get("reprompt") or {}).get("outputSpeech")]
    for speech in filter(None, spoken):
        assert set(speech) == {"type", "ssml"}
        assert ET.fromstring(speech["ssml"]).tag == "speak"  # noqa: S314
        assert len(speech["ssml"]) <= MOST_CHARACTERS
        assert "".join(ET.fromstring(speech["ssml"]).itertext()).strip()  # noqa: S314
    # Open only with something said and something for a silence; closed without a question that nobody can answer.
    assert [bool(speech) for speech in spoken] == [True, True] or response["shouldEndSession"]
    assert spoken[1] is None or not response["shouldEndSession"]
    assert response.get("card", {}).get("type") in CARDS | {None}
    assert {directive["type"] for directive in response.get("directives", [])} <= DIRECTIVES
