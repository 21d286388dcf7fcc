"""Replies as rows, so that a repeated request gets the same answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from small_wins.conversation import Conversation
from small_wins.reply import KeptWin, Manner, Reply, Shown


def to_row(reply: Reply) -> dict[str, Any]:
    """The reply as JSON-ready data."""
    return asdict(reply)


def from_row(row: dict[str, Any]) -> Reply:
    """What `to_row` made, as a reply again."""
    nested = {
        "wins": tuple(KeptWin(**win) for win in row["wins"]),
        "timed": tuple((text, seconds) for text, seconds in row["timed"]),
        "manner": Manner(**row["manner"]),
        "actions": tuple(row["actions"]),
        "shown": Shown(**{**shown, "lines": tuple(shown["lines"])}) if (shown := row.get("shown")) else None,
        "conversation": Conversation(**row["conversation"]),
    }
    return Reply(**{**row, **nested})
