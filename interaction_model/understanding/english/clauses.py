"""Where one thing that was said ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from interaction_model.understanding.english.lexicon import Lexicon

I_FORMS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
_NEVER_ALONE = frozenset({"by", "since", "until", "till", "back", "from", "every", "now"})
_ALL_BUT = frozenset({"nothing", "anything", "all", "none", "everything", "choice", "else"})
_BEFORE_PARTICIPLE = frozenset({"have", "has", "had", "and", "not", "get", "got", "getting", "gets", "nor", "neither"})
_IT = frozenset({"it", "that", "which"})
_TELLS_HOW = frozenset({"was", "is", "felt", "feels", "made", "helped", "really", "actually", "wasn't"})


@dataclass(frozen=True)
class Clause:
    """One piece of a text."""

    words: Sequence[str]
    join: str = ""
    """The word that joins it to the piece before: 'and', 'but', ',', ...; empty when there is none."""


@dataclass
class _Cut:
    """The pieces so far."""

    clauses: list[Clause] = field(default_factory=list)
    join: str = ""

    def close(self, words: Sequence[str], join: str) -> None:
        if words or self.join:
            self.clauses.append(Clause(list(words), self.join))
        self.join = join


@dataclass(frozen=True)
class Splitter:
    """Cuts the words of a text into clauses."""

    lexicon: Lexicon

    def split(self, words: Sequence[str]) -> list[Clause]:
        cut, start, at = _Cut(), 0, 0
        head = self.head(words, 0)
        while at < len(words):
            if taken := self._join(words, start, at, head):
                cut.close(words[start:at], "and" if words[at] == "and" else words[at])
                start = at = at + taken
                head = self.head(words, start)
                continue
            if at > head and self._begins(words, start, at, head):
                cut.close(words[start:at], "")
                start = at
                head = self.head(words, start)
            at += 1
        cut.close(words[start:], "")
        return cut.clauses

    def head(self, words: Sequence[str], start: int) -> int:
        """Where, after openings, days, hedges and the subject, the verb of a clause is to be expected."""
        at = start
        kinds = ("opening", "frame", "hedge", "filler", "day")
        while at < len(words):
            taken = max(self.lexicon.begins(kind, words, at) for kind in kinds)
            if not taken and (words[at] in I_FORMS or self.lexicon.is_("adverb", words[at]) or words[at] == "have"):
                taken = 1
            if not taken:
                return at
            at += taken
        return at

    def _join(self, words: Sequence[str], start: int, at: int, head: int) -> int:
        """How many words a conjunction takes here; 0 when there is none that parts two clauses."""
        word, before = words[at], words[at - 1] if at else ""
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in {",", "plus"} or (word == "but" and (before not in _ALL_BUT or after in I_FORMS)):
            return 1
        if word == "and" and start < at < head:
            return 0  # "went and sat outside"
        if word == "and":
            return 1 + (after in {"then", "also", "plus", "so"}) if after != "then" else 2
        if word == "then" and before not in _NEVER_ALONE and at > start:
            return 1 + (after == "also")
        if word == "also" and at > head:
            return 1 if after in I_FORMS or self.lexicon.is_past(after) else 0
        if word == "so" and after in I_FORMS and at > start:
            return 1 if self._finite(words, at + 1) else 0
        if self.lexicon.is_("because", word) and self._is_feeling(words[start:at]):
            return 1
        if word == "as" and words[at : at + 3] == ["as", "well", "as"] and self._gerund(words, at + 3):
            return 3
        return 0

    def _gerund(self, words: Sequence[str], at: int) -> bool:
        return at < len(words) and self.lexicon.verbs.past_of_gerund(words[at]) is not None

    def _finite(self, words: Sequence[str], at: int) -> bool:
        """Whether 'i' at `at` is followed by a verb, and not by 'could' or 'can'."""
        if words[at] in {"i'd", "i'll"}:
            return False
        after = next((word for word in words[at + 1 :] if not self.lexicon.is_("adverb", word)), "")
        return bool(after) and not self.lexicon.is_("modal", after)

    def _is_feeling(self, words: Sequence[str]) -> bool:
        first = next((word for word in words if word != "i" and not self.lexicon.is_("adverb", word)), "")
        return self.lexicon.is_("feel", first) or first in {"i'm", "am"}

    def _begins(self, words: Sequence[str], start: int, at: int, head: int) -> bool:
        """Whether a clause begins at `at`, though nothing joins it."""
        if words[at] in I_FORMS:
            return self._subject_begins(words, start, at)
        if words[at] in _IT or words[at] in {"it's", "that's", "still", "feel", "feeling", "felt"}:
            return self._comment_begins(words, start, at)
        return self._verb_begins(words, at, head)

    def _subject_begins(self, words: Sequence[str], start: int, at: int) -> bool:
        """Whether 'i' opens a clause of its own and no relative one ('the scarf i was knitting')."""
        lexicon, before = self.lexicon, words[at - 1]
        if lexicon.is_("subordinator", before) or lexicon.is_("binding", before) or lexicon.is_("thought", before):
            return False
        if before in {"time", "way", "moment", "all"} or lexicon.is_("thought", words[self.head(words, start)]):
            return False
        told = any(lexicon.is_past(word) or lexicon.is_("be", word) for word in words[start:at])
        verbs = [spot for spot in range(at + 1, min(at + 6, len(words))) if not lexicon.is_("adverb", words[spot])]
        if not told or not verbs:
            return not told
        verb = verbs[0]
        if words[at] == "i'd":
            return self._is_whole(before)
        if words[at] == "i'm" or lexicon.is_("be", words[verb]):
            verb += words[at] != "i'm"
            if verb < len(words) and lexicon.verbs.past_of_gerund(words[verb]) is None:
                return True
        elif lexicon.is_("modal", words[verb]) or words[verb] in {"don't", "didn't", "haven't", "have", "did", "never"}:
            verb += 1
        return self._has_object(words, verb) or self._is_whole(before)

    def _is_whole(self, before: str) -> bool:
        """Whether the word before can end a clause, so that no noun waits for a relative clause."""
        lexicon = self.lexicon
        return lexicon.is_past(before) or lexicon.is_("particle", before) or lexicon.is_("pronoun", before)

    def _comment_begins(self, words: Sequence[str], start: int, at: int) -> bool:
        """Whether a word on how it was begins here: '... it was lovely', '... still feel rubbish'."""
        lexicon, before = self.lexicon, words[at - 1]
        after = words[at + 1] if at + 1 < len(words) else ""
        if lexicon.is_("subordinator", before) or lexicon.is_("binding", before) or lexicon.is_("thought", before):
            return False
        if words[at] in {"feel", "feeling", "felt"}:
            if before in I_FORMS or lexicon.is_("subject", before):
                return False
            told = any(lexicon.is_past(word) for word in words[start:at])
            return told and not lexicon.is_past(before) and not lexicon.is_("determiner", before)
        if words[at] == "still":
            return lexicon.is_("feel", after)
        if words[at] in _IT:
            return after in _TELLS_HOW and (words[at] != "that" or lexicon.is_("feel", after) or after in {"was", "is"})
        return True

    def _verb_begins(self, words: Sequence[str], at: int, head: int) -> bool:
        """Whether a verb in the past tense opens a new act: 'did the dishes | took a walk'."""
        lexicon, word, before = self.lexicon, words[at], words[at - 1]
        if not lexicon.is_past(word) or any(lexicon.is_(kind, word) for kind in ("be", "feel", "rarely_new")):
            return False
        kinds = ("determiner", "possessive", "subject", "binding", "subordinator", "be", "modal", "adverb")
        if any(lexicon.is_(kind, before) for kind in kinds if before not in {"out", "them"}):
            return before == "too" or before == "already"
        if before in I_FORMS or before in _BEFORE_PARTICIPLE or before.endswith(("'s", "'ve")):
            return False
        if not self._is_verb(words[head]):
            return False
        inside = words[head + 1 : at]
        if any(lexicon.is_("subordinator", other) or other in I_FORMS for other in inside):
            return False
        if lexicon.verbs.is_only_past(word):
            return True
        if lexicon.is_past(before) and before not in {"up"} and not lexicon.is_("alone", before):
            return False
        caused = lexicon.is_("causative", words[head]) and not lexicon.is_past(words[head + 1])
        if caused and not self._takes_object(words, at + 1):
            return False
        return self._has_object(words, at) and not self._adjective(words, at)

    def _is_verb(self, word: str) -> bool:
        verbs = self.lexicon.verbs
        return (
            verbs.is_past(word) or verbs.is_participle(word) or word in verbs.bases or bool(verbs.past_of_gerund(word))
        )

    def _adjective(self, words: Sequence[str], at: int) -> bool:
        """'ate | fried eggs': a participle before a bare noun."""
        after = words[at + 1] if at + 1 < len(words) else ""
        follows = self._takes_object(words, at + 1) or self.lexicon.is_("particle", after)
        return self.lexicon.is_("adjective", words[at]) and not follows

    def _takes_object(self, words: Sequence[str], at: int) -> bool:
        """Whether an object with an article, 'my' or the like stands at `at`."""
        word = words[at] if at < len(words) else ""
        lexicon = self.lexicon
        return any(lexicon.is_(kind, word) for kind in ("determiner", "pronoun", "possessive")) or word.endswith("'s")

    def _has_object(self, words: Sequence[str], at: int) -> bool:
        """Whether the verb at `at` has what it needs behind it; in a relative clause it lacks it."""
        lexicon = self.lexicon
        if at >= len(words):
            return False
        verb, after = words[at], words[at + 1] if at + 1 < len(words) else ""
        if lexicon.is_("alone", verb) or lexicon.is_("moving", verb):
            return True
        if not after or lexicon.begins("day", words, at + 1) or after in {"and", "but", ",", "then", "too"}:
            return False
        if self._takes_object(words, at + 1) or lexicon.is_("particle", after):
            return True
        return not (lexicon.is_("preposition", after) or lexicon.is_("subordinator", after))
