"""nebulento: the nearest wording by edit distance; a slot in braces is a part of the wording."""

from __future__ import annotations

from nebulento import IntentContainer

from benchmarks.understanding.engine import serve, surest
from benchmarks.understanding.knowledge import Knowledge

LEAST = 0.5
"""`conf_low` of its own pipeline."""


class Nebulento:
    """One intent of the library for each group."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.groups = {group.name: group for group in knowledge.groups}
        self.container = IntentContainer()
        self.left_out = 0
        for group in knowledge.groups:
            self.container.add_intent(group.name, list(group.wordings))
        for name, values in knowledge.lists.items():
            self.container.add_entity(name, list(values))

    def answer(self, text: str, context: str) -> str:
        found = [(self.groups[match["name"]], match["conf"]) for match in self.container.calc_intents(text)]
        return surest([pair for pair in found if pair[0].fits(context)], LEAST)


if __name__ == "__main__":
    serve(Nebulento)
