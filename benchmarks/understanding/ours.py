"""Our own understanding, with every sentence compiled, as a door finds it in its cache."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.understanding.engine import serve
from benchmarks.understanding.knowledge import Knowledge
from interaction_model.language import load_language
from interaction_model.request import Request
from interaction_model.understanding.understand import Understanding


@dataclass
class Ours:
    """The whole of `interaction_model`; it reads its sentences from its own folder."""

    understanding: Understanding
    left_out: int = 0

    def answer(self, text: str, context: str) -> str:
        request = Request("local:benchmark", "typed", "benchmark", hypotheses=(text,))
        return self.understanding.understand(request, context).intent


def load_understanding() -> Understanding:
    understanding = load_language("en-US").understanding
    understanding.sentences.warm_up()
    return understanding


def load(_: Knowledge) -> Ours:
    return Ours(load_understanding())


if __name__ == "__main__":
    serve(load)
