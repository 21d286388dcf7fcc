"""hassil alone: it reads the templates themselves, and chooses among its matches by itself."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import hassil

from benchmarks.understanding.engine import UNKNOWN, serve
from benchmarks.understanding.knowledge import Knowledge


class Hassil:
    """hassil's own way to require a context, and its own `recognize_best`."""

    def __init__(self, knowledge: Knowledge) -> None:
        sentences: dict[str, Any] = deepcopy(dict(knowledge.sentences))
        for block in (block for intent in sentences["intents"].values() for block in intent["data"]):
            if contexts := block.get("metadata", {}).get("context"):
                block["requires_context"] = {"context": contexts}
        self.intents = hassil.Intents.from_dict({"language": "en", **sentences})
        self.left_out = 0

    def answer(self, text: str, context: str) -> str:
        result = hassil.recognize_best(text, self.intents, intent_context={"context": context})
        return result.intent.name if result else UNKNOWN


if __name__ == "__main__":
    serve(Hassil)
