"""Plain words: a text as the screen and the models read it, however it was written or cut short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_SPELLED = re.compile(r"\b\w(?: \w){2,}\b")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_NOT_WORDS = re.compile(r"[^\w'\s]|_")


@dataclass(frozen=True, eq=False)
class Contractions:
    """How short forms of a language are written out. Each is itself alone, so that it can be the key of a cache."""

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

    def plain(self, text: str) -> str:
        """Lower case, compatibility forms folded, invisible characters and punctuation gone, short forms written out;
        words that are spelled out ('d i e') or drawn out ('dieeee') as they are meant. Words stand one space apart.
        """
        return self.expand(_plain_words(text))


def _plain_words(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    visible = "".join(" " if unicodedata.category(c) == "Cc" else c for c in folded if unicodedata.category(c) != "Cf")
    words = _NOT_WORDS.sub(" ", visible)
    spelled = _SPELLED.sub(lambda letters: letters[0].replace(" ", ""), " ".join(words.split()))
    return _DRAWN_OUT.sub(r"\1", spelled)
