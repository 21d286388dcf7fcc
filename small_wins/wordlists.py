"""Whether words of the person's own say one of the things that a theme's word lists name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from small_wins.journal import Journal


def listed(journal: Journal, theme: str, name: str) -> tuple[str, ...]:
    """A list of words.yaml."""
    return tuple(journal.language.understanding.words.get(theme, {}).get(name, ()))


def says(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of these phrases stands in the text, in whole words."""
    said = f" {plain(text)} "
    return any(f" {phrase} " in said for phrase in phrases)


def is_all(text: str, phrases: Iterable[str]) -> bool:
    """Whether the text is one of these phrases and nothing else."""
    return plain(text) in phrases


def plain(text: str) -> str:
    """Lower case, without punctuation or doubled spaces."""
    return " ".join(re.sub(r"[^\w\s'-]", " ", text.lower()).split())


def alike(journal: Journal, asked: str, named: str) -> int:
    """How many telling words of what was asked for are in what is named; 'feeding' and 'fed' are one word."""
    return len(_telling(journal, asked) & _telling(journal, named))


def _telling(journal: Journal, text: str) -> frozenset[str]:
    little, bare = listed(journal, "playbook", "little"), journal.language.grammar.bare
    return frozenset(bare(word) for word in plain(text).split() if word not in little)
