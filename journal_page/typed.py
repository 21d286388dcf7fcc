"""What was typed into a form: the whole of it, and nothing that would hide in it."""

from __future__ import annotations

import unicodedata

from flask import request

from journal_page.limits import LIMITS

WORDS = ("text", "words")
"""Fields that hold what somebody wrote."""
_PARTS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""What ends a line, or is no character, parts words. What joins characters (in emoji, in Persian) stays."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of the text after it, so that it reads as something else."""


def typed(field: str) -> str:
    """What was typed into a field, in one line."""
    return clean(request.form.get(field, ""))


def clean(text: str) -> str:
    """A text as a field of one line holds it."""
    signs = (" " if unicodedata.category(sign) in _PARTS else sign for sign in text if sign not in _TURNS)
    return " ".join("".join(signs).split())


def is_too_long(text: str) -> bool:
    return len(text) > LIMITS.typed_characters
