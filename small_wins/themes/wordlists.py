"""Whether words of the person's own say one of the things that the word lists of a language name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from interaction_model.understanding.plain import Contractions
from small_wins.journal import Journal

_NO_WORD = re.compile(r"[^\w\s']|_")


def section(journal: Journal, theme: str) -> Mapping[str, Any]:
    """What the language's words tell of a theme; a language without it finds nothing by words."""
    found: Mapping[str, Any] = journal.language.understanding.words.get(theme, {})
    return found


def listed(journal: Journal, theme: str, name: str) -> tuple[str, ...]:
    """A list of words or phrases of a theme."""
    return tuple(section(journal, theme).get(name, ()))


def says(journal: Journal, text: str, phrases: Sequence[str]) -> bool:
    """Whether one of these phrases of ours stands in the text, in whole words; short forms are as good as long ones."""
    contractions = journal.language.understanding.contractions
    said = f" {contractions.plain(text)} "
    return any(f" {phrase} " in said for phrase in _plain_phrases(contractions, tuple(phrases)))


def is_all(journal: Journal, text: str, phrases: Sequence[str]) -> bool:
    """Whether the text is one of these phrases of ours and nothing else."""
    contractions = journal.language.understanding.contractions
    return contractions.plain(text) in _plain_phrases(contractions, tuple(phrases))


def without(journal: Journal, text: str, phrases: Sequence[str]) -> str:
    """The text with each of these phrases of ours taken out, the longest first; short forms are written out."""
    contractions = journal.language.understanding.contractions
    said = f" {contractions.plain(text)} "
    for phrase in sorted(_plain_phrases(contractions, tuple(phrases)), key=len, reverse=True):
        said = said.replace(f" {phrase} ", " ")
    return said.strip()


def labels_in(journal: Journal, text: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The labels of the lists that the text says something of, in their order."""
    return (label for label, phrases in lists.items() if says(journal, text, phrases))


def label_in(journal: Journal, text: str, theme: str, name: str, most_words: int | None = None) -> str | None:
    """Which of the labelled lists of a theme a short answer names; None for a longer text, or none of them."""
    if most_words is not None and len(text.split()) > most_words:
        return None
    return next(labels_in(journal, text, section(journal, theme).get(name, {})), None)


def plain(text: str) -> str:
    """Lower case, without punctuation or doubled spaces: two texts of the person's own are the same."""
    said = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_NO_WORD.sub(" ", said).split())


def alike(journal: Journal, asked: str, named: str) -> int:
    """How many telling words of what was asked for are in what is named; 'feeding' and 'fed' are one word."""
    return len(_telling(journal, asked) & _telling(journal, named))


def _telling(journal: Journal, text: str) -> frozenset[str]:
    little, bare = listed(journal, "playbook", "little"), journal.language.grammar.bare
    return frozenset(bare(word) for word in plain(text).split() if word not in little)


@lru_cache(maxsize=1024)
def _plain_phrases(contractions: Contractions, phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Kept, since they are the same all day; none of them is the person's."""
    return tuple(contractions.plain(str(phrase)) for phrase in phrases)
