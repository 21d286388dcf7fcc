"""Acts told by their result: 'dishes done', 'that's the rent paid', 'the bins are out', 'ten minutes of yoga'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.lexicon import Lexicon

_BY_ME = frozenset({"me", "myself", "yours", "moi"})
_LINKS = frozenset(
    {"is", "are", "was", "were", "has", "have", "been", "all", "now", "got", "gotten", "finally", "both", "already"}
)
_MOST_OF_A_NOUN = 5


@dataclass(frozen=True)
class Passives:
    """Reads what was done from what it was done to."""

    lexicon: Lexicon

    def read(self, words: Sequence[str]) -> list[str]:
        """The act in the past tense; empty when the words tell of none."""
        if measured := self._measured(words):
            return measured
        if words[0] == "no" and len(words) < _MOST_OF_A_NOUN and self.lexicon.is_("done_without", words[-1]):
            return ["didn't", "have", "any", *words[1:]]
        taken = self.lexicon.begins("behold", words)
        said = list(words[taken:])
        if not said or "no" in said[:1] or "not" in said:
            return []
        if taken and said[:1] == ["me"] and len(said) > 1 and self.lexicon.verbs.is_participle(said[1]):
            past = self.lexicon.verbs.past_of_participle(said[1]) or said[1]
            return ["got", *said[1:]] if said[1] in {"dressed", "changed", "up"} else [past, *said[2:]]
        return self._done(said) or self._placed(said)

    def with_got(self, words: Sequence[str]) -> list[str]:
        """'(have got) my application sent' -> 'sent my application'."""
        return self._done(list(words))

    def _done(self, words: list[str]) -> list[str]:
        verbs = self.lexicon.verbs
        for at in range(1, min(len(words), _MOST_OF_A_NOUN + 4)):
            if self.lexicon.is_("doable", words[at]) and verbs.is_participle(words[at]):
                if at and words[at - 1] in {"was", "were", "got"} and "by" not in words:
                    return []  # by whom is not said
                noun, rest = self._noun(words[:at]), self._without_by_me(words[at + 1 :])
                past = verbs.past_of_participle(words[at])
                if rest and not (self.lexicon.is_("particle", rest[0]) or self.lexicon.is_("preposition", rest[0])):
                    return []
                return [past, *noun, *rest] if noun and past and rest is not None else []
        return []

    def _placed(self, words: list[str]) -> list[str]:
        """'bins out' -> 'took the bins out'."""
        for at in range(1, min(len(words), _MOST_OF_A_NOUN)):
            if words[at] == "open" and words[at - 1] in {"curtains", "blinds", "window", "windows"}:
                return ["opened", *self._noun(words[:at]), *words[at + 1 :]]
            if words[at] in {"out", "away", "on", "in"}:
                noun = self._noun(words[:at])
                if not noun or not self.lexicon.is_("chore", noun[-1]):
                    return []
                return ["took" if self.lexicon.is_("waste", noun[-1]) else "put", *noun, *words[at:]]
        return []

    def _noun(self, words: Sequence[str]) -> list[str]:
        """The thing itself, with an article; empty when it is none, or someone."""
        noun = list(words)
        while noun and noun[-1] in _LINKS:
            noun.pop()
        if noun and noun[-1].endswith("'s") and len(noun) <= 3:
            noun[-1] = noun[-1].removesuffix("'s")
        lexicon = self.lexicon
        if not noun or len(noun) > _MOST_OF_A_NOUN or any(lexicon.is_("preposition", word) for word in noun):
            return []
        if any(
            lexicon.is_("subject", word)
            or lexicon.is_("modal", word)
            or lexicon.is_("no_thing", word)
            or word.endswith("'ve")
            for word in noun
        ):
            return []
        if any(lexicon.is_past(word) and not lexicon.is_("adjective", word) for word in noun[:-1]):
            return []
        if lexicon.is_("determiner", noun[0]) or lexicon.is_("possessive", noun[0]) or noun[0].endswith("'s"):
            return noun
        return ["my" if lexicon.is_("mine", noun[-1]) else "the", *noun]

    def _without_by_me(self, words: Sequence[str]) -> list[str] | None:
        if "by" not in words:
            return list(words)
        at = list(words).index("by")
        return list(words[:at]) if at + 1 < len(words) and words[at + 1] in _BY_ME else None

    def _measured(self, words: Sequence[str]) -> list[str]:
        """'ten minutes of yoga' -> 'did ten minutes of yoga'."""
        if len(words) < 4 or words[2] != "of" or not self.lexicon.is_("unit", words[1]):
            return []
        return ["did", *words] if self.lexicon.is_("determiner", words[0]) else []
