"""What was kept from: "didn't skip lunch" is an act, "didn't eat" is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.lexicon import Lexicon

PLAIN_NEGATION = ["-"]
_NOT_DONE = frozenset({"didn't", "never", "haven't", "didnae", "hadn't", "hasn't"})


@dataclass(frozen=True)
class Omissions:
    """Reads what was not done."""

    lexicon: Lexicon

    def read(self, words: Sequence[str]) -> list[str]:
        """ "didn't" and what was kept from; PLAIN_NEGATION for what is rather done; empty when nothing is denied."""
        lexicon, verbs = self.lexicon, self.lexicon.verbs
        if kept := lexicon.phrases["kept_from"].at(words):
            rest = list(words[kept.end :])
            past = verbs.past_of_gerund(rest[0]) if rest else None
            return ["didn't", verbs.base_of(past) if past else rest[0], *rest[1:]] if rest else PLAIN_NEGATION
        if words[:1] in (["did"], ["have"]) and words[1:2] == ["not"]:
            words = ["didn't" if words[0] == "did" else "haven't", *words[2:]]
        if words[0] not in _NOT_DONE:
            return []
        at = 1
        while at < len(words) - 1 and lexicon.is_("adverb", words[at]):
            at += 1
        denied = self._bare(words[0], words[at:])
        avoided = lexicon.begins("avoided", denied) and not lexicon.begins("not_avoided", denied)
        return ["didn't", *denied] if avoided else PLAIN_NEGATION

    def _bare(self, denial: str, words: Sequence[str]) -> list[str]:
        """The words with a bare verb; none when the verb fits no report ('never eat' tells of a habit)."""
        if not words or denial.startswith("didn"):
            return list(words)
        verbs = self.lexicon.verbs
        told = verbs.is_past(words[0]) or (denial != "never" and verbs.is_participle(words[0]))
        return [verbs.base_of(words[0]), *words[1:]] if told else []
