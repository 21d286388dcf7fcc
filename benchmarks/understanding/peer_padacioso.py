"""padacioso: a regular expression a wording; a slot in braces takes any words, and its own values more surely."""

from __future__ import annotations

import concurrent.futures

from padacioso import IntentContainer

from benchmarks.understanding.engine import serve, surest
from benchmarks.understanding.knowledge import Knowledge

LEAST = 0.5
"""`conf_low` of its own pipeline."""

# It starts a pool of processes for every text and sends each all of its expressions; threads answer the same, sooner.
concurrent.futures.ProcessPoolExecutor = concurrent.futures.ThreadPoolExecutor  # type: ignore[assignment,misc]


class Padacioso:
    """One intent of the library for each group."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.groups = {group.name: group for group in knowledge.groups}
        self.container = IntentContainer(n_workers=1)
        self.left_out = 0
        for group in knowledge.groups:
            wordings = [wording for wording in group.wordings if not _repeats_a_slot(wording)]
            self.left_out += len(group.wordings) - len(wordings)
            self.container.add_intent(group.name, wordings)
        for name, values in knowledge.lists.items():
            self.container.add_entity(name, list(values))

    def answer(self, text: str, context: str) -> str:
        found = [(self.groups[match["name"]], match["conf"]) for match in self.container.calc_intents(text)]
        return surest([pair for pair in found if pair[0].fits(context)], LEAST)


def _repeats_a_slot(wording: str) -> bool:
    """A slot may stand once in its regular expressions."""
    slots = [word for word in wording.split() if word.startswith("{")]
    return len(set(slots)) < len(slots)


if __name__ == "__main__":
    serve(Padacioso)
