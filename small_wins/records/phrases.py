"""Names that other programs give to what people do, as acts that can be told of."""

from __future__ import annotations

import re

from interaction_model.request import Request
from small_wins.journal import Journal
from small_wins.themes.wordlists import section

_ORNAMENT = re.compile(r"^[\W_]+|[^\w)!?'\"]+$")


def act_of(journal: Journal, name: str) -> str | None:
    """'Wake up early' -> 'woke up early'; None for what names no act: 'family', 'crying'."""
    plain = _ORNAMENT.sub("", name) or name
    first = plain.split(maxsplit=1)[0] if plain.split() else plain
    if not first[1:].isupper():
        plain = plain[:1].lower() + plain[1:]
    if plain in section(journal, "records").get("no_acts", ()):
        return None
    told = journal.language.grammar.told(plain)
    return told if told and is_act(journal, told) else None


def is_act(journal: Journal, phrase: str) -> bool:
    """Whether it would be kept as a win if it was told: 'made tea', but not 'didn't eat'."""
    sentence = journal.language.as_sentence(phrase)
    return bool(journal.language.understanding.understand(Request("", "", "", (sentence,))).wins)
