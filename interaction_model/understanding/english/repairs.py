"""What a speaker stumbles over and mends: fillers, repeated words, and 'no sorry'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interaction_model.understanding.english.days import Days
from interaction_model.understanding.english.dialect import Dialect
from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.phrases import Found

_SOUNDS = frozenset({"um", "uh", "er", "erm", "uhm", "hmm", "mm"})
_LIGHT = frozenset({"i", "the", "a", "my", "and", "to", "it", "was", "we", "so", "then"})
_ME = frozenset({"eye", "aye", "ay", "hi"})
_UNWRITTEN = {
    "ive": "i've",
    "im": "i'm",
    "didnt": "didn't",
    "havent": "haven't",
    "couldnt": "couldn't",
    "dont": "don't",
    "wasnt": "wasn't",
}


@dataclass(frozen=True)
class Repairs:
    """Mends the words of a text."""

    lexicon: Lexicon
    days: Days
    dialect: Dialect

    def mend(self, words: Sequence[str]) -> list[str]:
        """The words as they were meant in the end."""
        mended = self._other_days(self._unstutter(self._without_sounds(words)))
        mended = self._unhear(self.dialect.mend(mended))
        for _ in range(4):  # whoever corrects more often than that is not understood anyway
            found = self._repair_in(mended)
            if found is None:
                return mended
            mended = self._replace(mended[: found.start], mended[found.end :])
        return mended

    def is_open(self, words: Sequence[str]) -> bool:
        """Whether words that a day was taken from begin or end in its repair."""
        repair = self.lexicon.phrases["repair"]
        return (
            bool(repair.at(words) or repair.ends(words))
            or words[:1] == ["no"]
            or list(words[-2:]) == ["it", "was"]
            or words[-1:] == ["no"]
        )

    def _without_sounds(self, words: Sequence[str]) -> list[str]:
        left = [word for word in words if word not in _SOUNDS]
        while found := self.lexicon.phrases["stalling"].find(left):
            del left[found.start : found.end]
        return left

    def _other_days(self, words: list[str]) -> list[str]:
        """'yesterday no today i swept' -> 'today i swept'."""
        days = self.lexicon.phrases["day"]
        for at in range(len(words)):
            first = days.at(words, at)
            if first and words[first.end : first.end + 1] == ["no"] and days.at(words, first.end + 1):
                return [*words[:at], *words[first.end + 1 :]]
        return words

    def _unstutter(self, words: Sequence[str]) -> list[str]:
        """'i made i made my bed' -> 'i made my bed'."""
        said: list[str] = []
        for word in words:
            said.append(word)
            for size in (3, 2, 1):
                if said[-size:] == said[-2 * size : -size] and (size > 1 or word in _LIGHT):
                    del said[-size:]
                    break
        return said

    def _unhear(self, words: Sequence[str]) -> list[str]:
        """What a recogniser wrote for a verb or for 'i', put right."""
        heard = list(words)
        for at, word in enumerate(heard):
            after = heard[at + 1] if at + 1 < len(heard) else ""
            past = self.lexicon.verbs.is_past(after)
            if word in _UNWRITTEN:
                heard[at] = _UNWRITTEN[word]
            elif word in _ME and past and (not at or heard[at - 1] in {"and", "so", "then", "but"}):
                heard[at] = "i"
            elif word in self.lexicon.sounds_like and at and heard[at - 1] == "i":
                heard[at] = self.lexicon.sounds_like[word]
            elif word == "like" and at and self._is_filler(heard[at - 1], after):
                heard[at] = ""
        return [word for word in heard if word]

    def _is_filler(self, before: str, after: str) -> bool:
        """Whether 'like' between two words says nothing: 'i like made my bed', 'did like a bit of yoga'."""
        lexicon = self.lexicon
        if before in {"i", "and", "so", "just"}:
            return lexicon.is_past(after)
        return lexicon.is_("determiner", after) and before in {"did", "had", "took", "ate", "made", "for", "drank"}

    def _repair_in(self, words: Sequence[str]) -> Found | None:
        at = 1
        while found := self.lexicon.phrases["repair"].find(words, at):
            if found.end < len(words) and self._mends(words, found):
                return found
            at = found.start + 1
        bare_no = next((at for at in range(2, len(words) - 2) if self._bare_no(words, at)), None)
        return None if bare_no is None else Found(bare_no, bare_no + 1, "")

    def _bare_no(self, words: Sequence[str], at: int) -> bool:
        """'i rang no i texted'."""
        told = words[at] == "no" and words[at + 1] == "i" and self.lexicon.verbs.is_past(words[at + 2])
        return told and words[at - 1] not in {"said", "say", "saying"} and words[at + 2] != "did"

    def _mends(self, words: Sequence[str], found: Found) -> bool:
        """'sorry' and 'i mean' mend only where something of the same kind follows."""
        phrase, after = words[found.start : found.end], words[found.end :]
        before = words[found.start - 1]
        if before in {"said", "say", "saying", "am", "i'm", "feel", "felt", "you", "a", "so", "can't", "to"}:
            return False
        if (
            phrase[-1] in {"wait", "sorry", "mean"}
            and len(phrase) <= 2
            and after[0] in {"i", "i'm", "it's", "it", "that", "for", "but", "and"}
        ):
            return len(after) > 1 and after[0] == "i" and self._acts(after[1])
        return True

    def _acts(self, word: str) -> bool:
        return self.lexicon.verbs.is_past(word) and not self.lexicon.is_("be", word)

    def _replace(self, said: list[str], meant: list[str]) -> list[str]:
        """What was said with its last part replaced by what was meant."""
        if restated := self._other_day(said, meant):
            return restated
        if meant[:2] == ["it", "was"]:
            mended, offset = self.days.take(said)
            return [*mended, *meant[2:]] if offset is not None else [*said, *meant]
        start = self._clause_start(said)
        if meant[0] in {"i", "i've"}:
            return [*said[:start], *meant]
        if self._acts(meant[0]):
            subject = said[start : start + 1] if said[start : start + 1] == ["i"] else []
            return [*said[:start], *subject, *meant]
        return [*said[: self._last_like(said, start, meant[0])], *meant]

    def _other_day(self, said: list[str], meant: list[str]) -> list[str] | None:
        """'on monday sorry tuesday i rang' -> 'on tuesday i rang'; None when no day is restated."""
        days = self.lexicon.phrases["day"]
        restated = meant if days.at(["on", *meant]) is None else ["on", *meant]
        before = next((at for at in range(len(said)) if (day := days.at(said, at)) and day.end == len(said)), None)
        return None if before is None or days.at(restated) is None else [*said[:before], *restated]

    def _clause_start(self, words: Sequence[str]) -> int:
        """Where the last 'i' that opens a clause stands, or the word behind the last 'and'."""
        for at in range(len(words) - 1, -1, -1):
            if words[at] == "i":
                return at
            if words[at] in {"and", "then", "but", ","} and at + 1 < len(words) and self._acts(words[at + 1]):
                return at + 1
        return 0

    def _last_like(self, said: Sequence[str], start: int, first: str) -> int:
        """Where in the last clause the part begins that a new ending replaces."""
        lexicon = self.lexicon
        after_verb = start + 1 + (said[start : start + 1] == ["i"])
        spots = range(len(said) - 1, after_verb - 1, -1)
        same = [at for at in spots if said[at] == first]
        kinds = [kind for kind in ("determiner", "preposition") if lexicon.is_(kind, first)]
        alike = [at for at in spots if any(lexicon.is_(kind, said[at]) for kind in kinds)]
        found = [*same, *alike]
        return found[0] if found else max(after_verb, len(said) - 1)
