"""The forms of English verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"


def regular_past(base: str) -> str:
    """The past tense by the plain rule: walk -> walked, bake -> baked, tidy -> tidied."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def regular_gerund(base: str) -> str:
    """The -ing form by the plain rule: walk -> walking, bake -> baking."""
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + "ing"


@dataclass(frozen=True)
class Verbs:
    """The verbs of verbs.tsv, which `build_verbs` makes; a verb that it lacks is taken for a regular one."""

    bases: frozenset[str]
    past_of: Mapping[str, str]
    """Base to past tense, where the plain rule would miss it; likewise below."""
    base_of_past: Mapping[str, str]
    base_of_participle: Mapping[str, str]
    base_of_gerund: Mapping[str, str]
    not_pasts: frozenset[str]
    """Words in -ed that are no verb ('hundred'), and pasts that are nearly always another word ('abode')."""

    @classmethod
    def from_lines(cls, lines: Iterable[str], more: Iterable[str] = (), not_pasts: Iterable[str] = ()) -> Verbs:
        """Read verbs.tsv: a regular base alone, or base, past, participle, gerund, with '/' between variants."""
        rows = [line.split("\t") for line in lines if line.strip()]
        irregular = [row for row in rows if len(row) > 1]

        def bases_of(column: int) -> dict[str, str]:
            return {form: row[0] for row in irregular for form in row[column].split("/")}

        return cls(
            bases=frozenset({row[0] for row in rows} | set(more)),
            past_of={row[0]: row[1].split("/")[0] for row in irregular},
            base_of_past=bases_of(1),
            base_of_participle=bases_of(2),
            base_of_gerund=bases_of(3),
            not_pasts=frozenset(not_pasts),
        )

    def past(self, base: str) -> str:
        """The past tense of a verb."""
        if base not in self.past_of and base in self.base_of_participle:
            base = self.base_of_participle[base]  # "gone and done it"
        return self.past_of.get(base) or regular_past(base)

    def is_past(self, word: str) -> bool:
        """Whether the word can be a verb in the past tense."""
        if word in self.not_pasts:
            return False
        return word in self.base_of_past or (word.endswith("ed") and word not in self.bases)

    def is_only_past(self, word: str) -> bool:
        """Whether it is a past tense and nothing else: 'took', not 'made' or 'washed' (participles) or 'put'."""
        return self.is_past(word) and not self.is_participle(word) and word not in self.bases

    def is_participle(self, word: str) -> bool:
        """Whether it can be a past participle."""
        if word in self.not_pasts:
            return False
        return word in self.base_of_participle or (self.is_past(word) and word not in self.base_of_past)

    def base_of(self, word: str) -> str:
        """The base of a past tense or a participle: 'opened' -> 'open', 'eaten' -> 'eat'."""
        if irregular := self.base_of_past.get(word) or self.base_of_participle.get(word):
            return irregular
        guesses = (word.removesuffix("ied") + "y" * word.endswith("ied"), word[:-2], word[:-1])
        return next((guess for guess in guesses if guess in self.bases), word[:-2])

    def base(self, word: str) -> str:
        """The base form of any word, of a noun too: 'rang', 'ringing', 'rings' -> 'ring', 'shops' -> 'shop'."""
        word = word.lower()
        if self.is_past(word) or self.is_participle(word):
            return self.base_of(word)
        if word in self.bases:
            return word  # "bring", "feed", "focus"
        if word.endswith("ing") and len(word) >= len("being") and word not in self.not_pasts:
            stem = word.removesuffix("ing")
            if word in self.base_of_gerund:
                return self.base_of_gerund[word]
            found = next((guess for guess in (stem, stem + "e", stem[:-1]) if guess in self.bases), "")
            return found or (word if stem.endswith("th") else stem)
        if word.endswith("ies") and len(word) > len("dies"):
            return word.removesuffix("ies") + "y"
        if word.endswith(("ches", "shes", "sses", "xes")):
            return word.removesuffix("es")
        plural = word.endswith("s") and len(word) > len("bus") and not word.endswith(("ss", "us", "is"))
        return word[:-1] if plural else word

    def past_of_gerund(self, word: str) -> str | None:
        """The past tense of an -ing form: 'ringing' -> 'rang'; None for another word."""
        if not word.endswith("ing") or len(word) < len("being") or word in self.not_pasts:
            return None
        stem = word.removesuffix("ing")
        base = self.base_of_gerund.get(word)
        guesses = (base,) if base else (stem, stem + "e")
        return self.past(next((guess for guess in guesses if guess in self.bases), stem))

    def past_of_participle(self, word: str) -> str | None:
        """The past tense of a participle: 'eaten' -> 'ate'; None for another word."""
        if not self.is_participle(word):
            return None
        base = self.base_of_participle.get(word)
        return self.past(base) if base else word
