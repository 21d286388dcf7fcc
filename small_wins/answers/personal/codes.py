"""A code, told digit by digit and kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from small_wins.conversation import Conversation
from small_wins.reply import Reply, Shown
from small_wins.turn import Turn

TOLD = "code_told"
"""In what a closed conversation is about: which kind of code was told. It is not kept to be said again."""
_GROUP = 3
"""Digits are said in groups of so many."""


def tell(turn: Turn, kind: str, key: str, code: str, **values: object) -> Reply:
    """The sentence of that key with its {code}. Whoever asks for it again gets another one of that kind."""
    groups = [code[start : start + _GROUP] for start in range(0, len(code), _GROUP)]
    reply = turn.say(key, code=", ".join(" ".join(group) for group in groups), **values)
    told = Conversation(about={TOLD: kind}, care_until=reply.conversation.care_until)
    shown = Shown("", (" ".join(groups),), large=True)
    return replace(reply, secret=True, whole=True, shown=shown, conversation=told)
