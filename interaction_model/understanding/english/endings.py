"""Whether a line breaks off in the middle: "i made the" waits for its rest, "who can i talk to" does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.lexicon import Lexicon

_CLAUSE_BEGINS = frozenset({"and", "but", "so", "then", ","})


@dataclass(frozen=True)
class Endings:
    """Reads the ends of lines."""

    lexicon: Lexicon

    def breaks_off(self, text: str) -> bool:
        """Whether the last word waits for another, in lower or upper case. A question never does."""
        words = text.lower().replace(",", " , ").split()
        if not words or not self.lexicon.is_("unfinished", words[-1]) or self._asks(words):
            return False
        return not self._is_whole(words, self._clause(words))

    def _asks(self, words: Sequence[str]) -> bool:
        at = 0
        while taken := max(self.lexicon.begins(kind, words, at) for kind in ("opening", "lead")):
            at += taken
        taken = self.lexicon.begins("asking", words, at)
        return bool(taken) and at + taken < len(words)

    def _clause(self, words: Sequence[str]) -> Sequence[str]:
        """The words before the last one, from the last 'and' on."""
        begins = [at + 1 for at, word in enumerate(words[:-1]) if word in _CLAUSE_BEGINS]
        return words[begins[-1] if begins else 0 : -1]

    def _is_whole(self, words: Sequence[str], clause: Sequence[str]) -> bool:
        """Whether what the last word wants was said before it: 'nobody to talk to', 'i don't want to'."""
        if self.lexicon.phrases["whole_end"].ends(["", *words]):
            return True
        return self.lexicon.is_("preposition", words[-1]) and self._names_object(clause)

    def _names_object(self, clause: Sequence[str]) -> bool:
        """Whether what a last preposition belongs to stands before it: 'who i can talk to', 'a lot to deal with'."""
        if self.lexicon.has("relative", clause):
            return True
        return any(self._infinitive_of_noun(clause, at) for at in range(1, len(clause) - 1))

    def _infinitive_of_noun(self, clause: Sequence[str], at: int) -> bool:
        """Whether 'to' and a verb at `at` tell more of a thing or a person: 'a friend to walk with'."""
        lexicon = self.lexicon
        if clause[at] != "to" or clause[at + 1] not in lexicon.verbs.bases | {"be"}:
            return False
        named = lexicon.is_("open_noun", clause[at - 1])
        return named or (at > 1 and lexicon.is_("open_determiner", clause[at - 2]))
