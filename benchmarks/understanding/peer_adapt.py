"""ovos-adapt-parser: keywords, and regular expressions.

A wording without slots is one keyword. One with slots is a form (the words between its slots are keywords, and so are
the slots' values; a wildcard asks for nothing) and an expression: of the ways tried, both together were right the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ovos_adapt.engine import IntentDeterminationEngine
from ovos_adapt.intent import IntentBuilder

from benchmarks.understanding.engine import serve, surest
from benchmarks.understanding.knowledge import Group, Knowledge

LEAST = 0.25
"""`conf_low` of its own pipeline."""
MOST_PARSES = 100
"""As many as its own pipeline asks for."""
_SLOT = re.compile(r"\{(\w+)\}")


class Adapt:
    """One engine; its intents are those of the groups that fit the context."""

    left_out = 0

    def __init__(self, knowledge: Knowledge) -> None:
        self.engine = IntentDeterminationEngine()
        self.groups = {group.name: group for group in knowledge.groups}
        self.lists = knowledge.lists
        for name, values in self.lists.items():
            self._register(values, name)
        for group in knowledge.groups:
            for required in sorted({*self._forms(group), *self._expressions(group)}):
                self._add_intent(group.name, required)
        self.parsers = list(self.engine.intent_parsers)

    def answer(self, text: str, context: str) -> str:
        self.engine.intent_parsers = [parser for parser in self.parsers if self.groups[parser.name].fits(context)]
        found = self.engine.determine_intent(text, MOST_PARSES)
        return surest([(self.groups[intent["intent_type"]], intent["confidence"]) for intent in found], LEAST)

    def _forms(self, group: Group) -> Iterator[tuple[str, ...]]:
        """The keywords that each wording requires; registers their words."""
        for wording in group.wordings:
            pieces = _SLOT.split(wording)  # words, slot, words, slot, words
            words = {f"{group.name}_{place}": piece for place, piece in enumerate(pieces[::2]) if piece.strip()}
            for keyword, piece in words.items():
                self._register([piece], keyword)
            if required := (*words, *(slot for slot in pieces[1::2] if slot in self.lists)):
                yield required

    def _expressions(self, group: Group) -> Iterator[tuple[str, ...]]:
        """The keyword of an expression for all wordings with slots; registers it."""
        if patterns := sorted({self._pattern(wording) for wording in group.wordings if _SLOT.search(wording)}):
            keyword = f"{group.name}_open"
            self.engine.register_regex_entity(f"(?P<{keyword}>{'|'.join(patterns)})$")
            yield (keyword,)

    def _pattern(self, wording: str) -> str:
        places = enumerate(_SLOT.split(wording))
        return " ".join(
            self._slot(piece) if place % 2 else self._literal(piece) for place, piece in places if piece.strip()
        )

    def _slot(self, name: str) -> str:
        values = self.lists.get(name)
        return f"(?:{'|'.join(map(self._literal, values))})" if values else ".+"

    def _literal(self, words: str) -> str:
        return re.escape(self._tokenized(words))

    def _tokenized(self, words: str) -> str:
        """As the engine reads them in a text: "i'm" is "i 'm"."""
        return " ".join(self.engine.tokenizer.tokenize(words))

    def _register(self, texts: Sequence[str], keyword: str) -> None:
        for words in texts:
            self.engine.register_entity(self._tokenized(words), keyword)

    def _add_intent(self, name: str, required: Sequence[str]) -> None:
        builder = IntentBuilder(name)
        for keyword in required:
            builder.require(keyword)
        self.engine.register_intent_parser(builder.build())


if __name__ == "__main__":
    serve(Adapt)
