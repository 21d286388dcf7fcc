"""Whether a line says yes: one notion for whatever is done on it, and a stricter one for what can't be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from interaction_model.understanding.meaning import Meaning
from small_wins.journal import Journal
from small_wins.themes import wordlists

SURE_YES = 0.6
"""How sure a guess at a yes has to be, for what it answers to be done: "go for a walk" must not be taken for one."""
SURE_OF_ANOTHER = 0.9
"""So sure the understanding has to be of another intent, for what follows a question not to be its answer."""

Consent = Literal["given", "refused", "unclear"]
"""An answer to what can't be taken back. 'unclear' is asked for once more."""

_OPEN = "open_question"
_REFUSE = frozenset({"no", "undo", "stop"})
"""What is no answer to most questions, and stops what is about to happen."""


def agrees(journal: Journal, meaning: Meaning) -> bool:
    """Whether it is a yes: one that is sure, that is likely, or that begins with one."""
    if meaning.intent != "yes" or meaning.confidence >= SURE_YES:
        return meaning.intent == "yes"
    return begins(journal, meaning.text) == "yes"


def consent(journal: Journal, meaning: Meaning, acts: Sequence[str]) -> Consent | None:
    """What a line says to that which can't be taken back; `acts` are the words for it ("send it").

    The whole line has to be a plain yes, alone or beside such words. Whatever else sounds like a yes is none: "yes i
    want to keep them". None where the line is about something else.
    """
    if meaning.intent == "yes" and not meaning.text:
        return "given"  # matched by a platform, which tells no words
    said, how = _whole(journal, meaning.text)
    heard_second_best = bool(said) and meaning.confidence < 1
    if not said:
        said, how = _whole(journal, wordlists.without(journal, meaning.text, acts))
        how = "outright" if how == "half" else how  # "that's perfect, send it"
    if said == "yes" and how == "outright" and not heard_second_best:
        return "given"
    if said == "no" or how == "keeps" or meaning.intent in _REFUSE:
        return "refused"
    opening, holds_back = begins(journal, meaning.text), wordlists.listed(journal, "people", "holds_back")
    if not said and meaning.confidence >= SURE_OF_ANOTHER and meaning.intent not in {"yes", "unknown"}:
        return None
    if opening == "no" or (opening and wordlists.says(journal, meaning.text, holds_back)):
        return "refused"
    return "unclear" if said or opening or meaning.intent in {"yes", "unknown"} else None


def begins(journal: Journal, text: str) -> str:
    """Which answer a text begins with, 'yes' or 'no'; '' where with none."""
    for said in (text, journal.language.grammar.trim(text)):
        first, *_ = (*said.split(), "")
        if answer := _whole(journal, first.strip(","))[0]:
            return answer
    return ""


def _whole(journal: Journal, text: str) -> tuple[str, str]:
    """Which answer a whole text is, 'yes' or 'no', and how; two empty texts where it is none."""
    understanding = journal.language.understanding
    for said in dict.fromkeys((text, understanding.grammar.trim(text))):
        for match in understanding.sentences.match(said, _OPEN):
            if match.intent in {"yes", "no"} and not match.free:
                return match.intent, match.slots.get("how", "")
    return "", ""
