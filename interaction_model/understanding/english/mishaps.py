"""What happened, and is no act to keep: states, mishaps, idioms, what was done to the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.lexicon import Lexicon

_INTO = frozenset({"in", "into", "to", "on"})
_FARTHEST_WOE = 6


@dataclass(frozen=True)
class Mishaps:
    """Knows them by their words, in the past tense."""

    lexicon: Lexicon

    def is_bad(self, told: Sequence[str]) -> bool:
        """Whether it is a state, a mishap, or something done to the person: no act to keep."""
        lexicon = self.lexicon
        known = lexicon.begins("not_act", told) and not lexicon.begins("still_act", told)
        if known or lexicon.has("bad", told):
            return True
        if lexicon.is_("light", told[0]) and self._names_woe(told):
            return True
        if told[0] != "got":
            return False
        if told[1:2] == ["to"] and told[2:3] and told[2] in lexicon.verbs.bases and len(told) > 3:
            return lexicon.is_("determiner", told[3]) or lexicon.is_("pronoun", told[3])  # "got to do my tax return"
        suffered = next((word for word in told[1:] if not lexicon.is_("adverb", word)), "")
        return lexicon.verbs.is_participle(suffered) and not lexicon.is_("got_well", suffered)

    def _names_woe(self, told: Sequence[str]) -> bool:
        """'had a fall', 'got the blame', but not 'had a cold drink' or 'took a pill for my headache'."""
        lexicon = self.lexicon
        for at in range(1, min(_FARTHEST_WOE, len(told))):
            after = told[at + 1] if at + 1 < len(told) else ""
            ends = not after or any(
                lexicon.is_(kind, after) for kind in ("preposition", "subordinator", "adverb", "particle")
            )
            if lexicon.is_("woe", told[at]) and (ends or after in {"and", "all", "again"}):
                return True
            if lexicon.is_("preposition", told[at]) and told[at] not in _INTO:
                return False
        return False
