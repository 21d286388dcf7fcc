"""What people say in the English of where they live, in the words that the grammar and the replies use: 'me bed' is
'my bed', 'meself' is 'myself'. Acts, plans and names all come this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.lexicon import Lexicon

_CLOSED = (
    "determiner", "possessive", "pronoun", "preposition", "particle", "subordinator", "modal", "be", "subject",
    "adverb", "not_mine",
)  # fmt: skip
"""Words of these kinds are no things, so that nobody owns them."""
_AROUND = '.,!?;:"()\u2026\u201c\u201d'


@dataclass(frozen=True)
class Dialect:
    """Mends words, whatever their case."""

    lexicon: Lexicon

    def standard(self, text: str) -> str:
        """The text in everybody's words."""
        return " ".join(self.mend(text.split()))

    def mend(self, words: Sequence[str]) -> list[str]:
        """The words as everybody says them; those that need no mending as they were."""
        plain = [word.lower().strip(_AROUND) for word in words]
        mended = [self._word(words, plain, at) for at in range(len(words))]
        return [word for word in mended if word]

    def _word(self, words: Sequence[str], plain: Sequence[str], at: int) -> str:
        word, before = plain[at], plain[at - 1] if at else ""
        if other := self.lexicon.dialect.get(word):
            return words[at].lower().replace(word, other)
        if word == "don't" and before == "i'm":
            return "done"  # nobody says the other: it is misheard
        if word in {"me", "ma"} and self._owns(plain, at):
            return "my"
        if word == "be" and before == "did" and plain[at - 2 : at - 1] == ["i"]:
            return "was"
        if word == "did" and plain[at - 1 : at] == ["i"] and plain[at + 1 : at + 2] == ["be"]:
            return ""
        return "" if word == "like" and self._is_last_filler(plain, at) else words[at]

    def _owns(self, words: Sequence[str], at: int) -> bool:
        """Whether 'me' is 'my': 'fed me dog', 'with me sister', 'do me stretches', but not 'made me cry'."""
        lexicon = self.lexicon
        before, thing = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if before in {"call", "calls", "called"}:
            return False
        if words[at] == "ma":
            return lexicon.is_("mine", thing) and not lexicon.is_("kin", thing)  # "fed ma dog", but "rang ma"
        if lexicon.is_("mine", thing):
            return lexicon.is_("kin", thing) or not lexicon.is_("gives", before)
        if not thing or any(lexicon.is_(kind, thing) for kind in _CLOSED) or thing.endswith("ly"):
            return False
        if lexicon.begins("day", words, at + 1) or lexicon.verbs.past_of_gerund(thing) or lexicon.is_past(thing):
            return False
        return lexicon.is_("whose", before)

    def _is_last_filler(self, words: Sequence[str], at: int) -> bool:
        """'i had a bath like', but not 'what i like' or 'what is it like'."""
        alone = at + 1 == len(words) and at > 1
        return alone and not self.lexicon.is_("likes", words[at - 1]) and not {"what", "what's", "how"} & {*words}
