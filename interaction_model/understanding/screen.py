"""The safety screen: it reads every text that came from a person, before anything else does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interaction_model.understanding.templates import Rules, Template, compile_template

Level = Literal["none", "concern", "crisis"]
_CANCELLED = "\N{MIDDLE DOT} "
_TEMPLATE_WORD = re.compile(r"<\w+>|[\w']+")
_SPELLED = re.compile(r"\b\w(?: \w){2,}\b")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_NOT_WORDS = re.compile(r"[^\w'\s]|_")


@dataclass(frozen=True, slots=True)
class Screening:
    """What the screen found."""

    level: Level = "none"
    """'none', 'concern' or 'crisis'."""

    category: str = ""
    """The category of the matched phrase, such as 'suicide_active'; empty for 'none'."""

    reply: str = ""
    """The key of the fixed reply for it; empty for 'none'."""


CLEAR = Screening()
_GRAVITY: dict[Level, int] = {"none": 0, "concern": 1, "crisis": 2}


@dataclass(frozen=True)
class Contractions:
    """How short forms of a language are written out."""

    endings: Mapping[str, str]
    """Ending to what it stands for: "n't" -> " not"."""

    words: Mapping[str, str]
    """Whole word to what it stands for: "cannot" -> "can not"."""

    def expand(self, text: str) -> str:
        """Write the short forms out, in a text of lower-case words."""
        return " ".join(self._expand_word(word) for word in text.split())

    def _expand_word(self, word: str) -> str:
        if word in self.words:
            return self.words[word]
        for ending, full in self.endings.items():
            if word.endswith(ending):
                return word.removesuffix(ending) + full
        return word.replace("'", "")


def plain_words(text: str) -> str:
    """Lower case, compatibility forms folded, invisible characters and punctuation (but for apostrophes) gone;
    words that are spelled out ('d i e') or drawn out ('dieeee') as they are meant.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    visible = "".join(" " if unicodedata.category(c) == "Cc" else c for c in folded if unicodedata.category(c) != "Cf")
    words = _NOT_WORDS.sub(" ", visible)
    spelled = _SPELLED.sub(lambda letters: letters[0].replace(" ", ""), " ".join(words.split()))
    return _DRAWN_OUT.sub(r"\1", spelled)


@dataclass(frozen=True)
class Screen:
    """The safety phrases of one language, ready to read texts."""

    contractions: Contractions
    guards: tuple[tuple[Screening, Template], ...]
    """What takes its words out of a text, and the least that the text is then called."""
    phrases: tuple[tuple[Screening, Template], ...]
    """Crisis before concern, else in the order of the file."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any], contractions: Contractions) -> Screen:
        """Build it from the form of `<language>/safety/crisis.yaml`."""

        def written_out(template: str) -> str:
            return _TEMPLATE_WORD.sub(
                lambda word: word[0] if word[0][0] == "<" else contractions.expand(word[0]), template
            )

        named = {name: written_out(text) for name, text in data.get("expansion_rules", {}).items()}
        rules = Rules.parse(named, data.get("breaks", ()))

        def compiled(texts: Iterable[str], found: Screening) -> list[tuple[Screening, Template]]:
            return [(found, compile_template(written_out(text), rules)) for text in texts]

        guards = compiled(data.get("guards", ()), CLEAR)
        phrases: list[tuple[Screening, Template]] = []
        for category in data["categories"]:
            found = Screening(category["level"], category["name"], category["reply"])
            (guards if category.get("guard") else phrases).extend(compiled(category["phrases"], found))
        phrases.sort(key=lambda phrase: -_GRAVITY[phrase[0].level])
        return cls(contractions, tuple(guards), tuple(phrases))

    def read(self, text: str) -> Screening:
        """Screen one text. A guard cancels the words that it matches, never the whole text."""
        words = self.contractions.expand(plain_words(text))
        line = words + " "
        present = frozenset(words.split())
        least = CLEAR
        for screening, guard in self.guards:
            if guard.could_match(present):
                line, times = guard.pattern.subn(_CANCELLED, line)
                least = _graver(least, screening) if times else least
        for screening, template in self.phrases:
            if template.could_match(present) and template.pattern.search(line):
                return _graver(screening, least)
        return least

    def read_all(self, texts: Iterable[str]) -> Screening:
        """Screen several texts of one request; the gravest finding stands for all."""
        return max((self.read(text) for text in texts), key=lambda found: _GRAVITY[found.level], default=CLEAR)


def _graver(one: Screening, other: Screening) -> Screening:
    return other if _GRAVITY[other.level] > _GRAVITY[one.level] else one
