"""How it felt, as it is written for reading: a word, 'tired, 2 of 5', or '2 of 5'."""

from __future__ import annotations

import re

from small_wins.journal import Journal


def number(journal: Journal, score: int) -> str:
    """'2 of 5'"""
    return journal.language.say("export_summary_number", number=score)


def said(journal: Journal, word: str | None, score: int | None) -> str:
    """The word, the number, or both."""
    return ", ".join(part for part in (word, number(journal, score) if score else None) if part)


def read(journal: Journal, text: str) -> tuple[str | None, int | None]:
    """What `said` made."""
    before, after = re.escape(number(journal, 1)).split("1", 1)
    match = re.fullmatch(rf"(?:(.*), )?{before}([1-5]){after}", text, re.DOTALL)
    return (match[1] or None, int(match[2])) if match else (text, None)
