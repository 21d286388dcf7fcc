"""What Alexa makes of a line, as the tests play her: the sample with the longest literal text wins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from interaction_model.alexa.samples import SLOT

AMAZONS_OWN = {
    "AMAZON.StopIntent": "stop",
    "AMAZON.HelpIntent": "help",
    "AMAZON.YesIntent": "yes",
    "AMAZON.NoIntent": "no",
    "AMAZON.RepeatIntent": "repeat",
    "AMAZON.CancelIntent": "cancel",
}
"""What Amazon's own intents answer to without a sample of ours."""


class AlexaEar:
    """Reads lines by an interaction model. A value of a slot type counts as literal text: Amazon learns from it."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        language = model["interactionModel"]["languageModel"]
        values = {kind["name"]: [value["name"]["value"] for value in kind["values"]] for kind in language["types"]}
        self.whole: dict[str, tuple[str, dict[str, str]]] = {line: (name, {}) for name, line in AMAZONS_OWN.items()}
        patterns = []
        for intent in language["intents"]:
            types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
            for sample in intent["samples"]:
                slots = SLOT.findall(sample)
                if not slots:
                    self.whole[sample.lower()] = (intent["name"], {})
                    continue
                patterns.append((len(SLOT.sub("", sample)), _pattern(sample), intent["name"]))
                for line in values.get(types[slots[0]], ()) if sample == f"{{{slots[0]}}}" else ():
                    self.whole.setdefault(line, (intent["name"], {slots[0]: line}))
        self.patterns = sorted(patterns, key=lambda one: -one[0])

    def hear(self, line: str) -> tuple[str, dict[str, str]]:
        """The intent and its slots, or Fallback, which has no words."""
        said = line.lower()
        if said in self.whole:
            return self.whole[said]
        for _, pattern, name in self.patterns:
            if found := pattern.fullmatch(said):
                return name, found.groupdict()
        return "AMAZON.FallbackIntent", {}


def _pattern(sample: str) -> re.Pattern[str]:
    parts = SLOT.split(sample)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if place % 2 else re.escape(part.lower()) for place, part in enumerate(parts))
    )
