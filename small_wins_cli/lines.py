"""What commands print: sentences for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import typer

from small_wins.reply import Reply
from small_wins_cli.progress import progress


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


def print_line(line: Mapping[str, object]) -> None:
    """Print one object as one line, at once, so that a program at the other end of a pipe need not wait."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    print(json.dumps(line, ensure_ascii=not encoding.lower().startswith("utf")), flush=True)


def print_done(sentence: str, line: Mapping[str, object], *, as_json: bool) -> None:
    """Say what was done, to a person or to a program."""
    if as_json:
        print_line(line)
    else:
        print(sentence, flush=True)


def piped_lines() -> Iterator[str]:
    """The lines of standard input that hold something; bytes that are no text are replaced."""
    while True:
        with progress.awaiting_somebody():
            raw = sys.stdin.buffer.readline()
        if not raw:
            return
        if line := raw.decode("utf-8", errors="replace").strip():
            yield line


def print_error(sentence: str, *, as_json: bool) -> None:
    """Say that some input could not be read."""
    if as_json:
        print_line({"error": sentence})
    else:
        typer.echo(sentence, err=True)
