"""Names that other programs give to what people do, as acts that can be told of."""

from __future__ import annotations

import re

from small_wins.journal import Journal

_ORNAMENT = re.compile(r"^[\W_]+|[^\w)!?'\"]+$")


def act_of(journal: Journal, name: str) -> str:
    """'Wake up early' -> 'woke up early'; a name that is no act is told as what was noted: 'noted family'."""
    plain = _ORNAMENT.sub("", name) or name
    first = plain.split(maxsplit=1)[0] if plain.split() else plain
    if not first[1:].isupper():
        plain = plain[:1].lower() + plain[1:]
    told = journal.language.grammar.told(plain)
    if told:
        return told
    noted = str(journal.language.replies["records_noted"])
    return noted.format(name=plain)
