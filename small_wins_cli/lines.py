"""The lines that programs read: one JSON object a turn."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import typer

from small_wins.reply import Reply


def line_of(reply: Reply, heard: str) -> dict[str, object]:
    """A turn as an object; what was heard is left out where it must not be shown."""
    return {
        "heard": "" if reply.safety == "crisis" else heard,
        "intent": reply.intent,
        "safety": reply.safety,
        "reply": reply.speech,
        "open": reply.open,
        "expects": reply.expects,
        "actions": list(reply.actions),
        "wins": [asdict(win) for win in reply.wins],
    }


def parse_object(line: str) -> dict[str, Any]:
    """A line as a JSON object. Raises ValueError for anything else."""
    try:
        fields = json.loads(line)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(fields, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - one kind of error for whatever is wrong with a line
    return fields


def print_line(line: dict[str, object]) -> None:
    """Print one object as one line, at once, so that a program at the other end of a pipe need not wait."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def print_error(sentence: str, *, as_json: bool) -> None:
    """Say that some input could not be read."""
    if as_json:
        print_line({"error": sentence})
    else:
        typer.echo(sentence, err=True)
