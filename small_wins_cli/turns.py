"""Typed turns: `say` and `chat`."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

import typer

from interaction_model.request import Request
from small_wins.backing_up import DailyBackup
from small_wins.between_turns import keep, resume
from small_wins.clock import clock_from
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.failures import JOURNAL_FAILURES, explain
from small_wins.interpret import screen
from small_wins.locales import locale_of
from small_wins.reply import Reply
from small_wins.settings import Settings
from small_wins_cli.lines import line_of, parse_object, piped_lines, print_error, print_line
from small_wins_cli.looks import readable
from small_wins_cli.options import (
    DEFAULT_PERSON,
    FAILED,
    FINE,
    INTERRUPTED,
    SOME_UNREADABLE,
    JsonOption,
    NowOption,
    PersonOption,
    known_as,
    open_core,
    parse_instant,
    whole_text,
)
from small_wins_cli.progress import progress

DOOR = "typed"


@dataclass
class TypedConversation:
    """A conversation in which somebody types to the core."""

    core: Core
    person: str
    conversation: Conversation = field(default_factory=Conversation)

    def say(self, text: str, at: datetime | None = None) -> Reply:
        """One turn; `at` sets the clock, which runs on from there."""
        if at is not None:
            self.core = replace(self.core, clock=clock_from(at))
        request = Request(known_as(self.person), DOOR, str(uuid.uuid4()), (text,), locale_of(self.core.settings))
        reply = converse(request, self.conversation, self.core)
        self.conversation = reply.conversation
        return reply


def say(
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="What you say, with or without quotes.")],
    aloud: Annotated[bool, typer.Option("--aloud", help="Speak the answer as well.")] = False,
    person: PersonOption = DEFAULT_PERSON,
    now: NowOption = None,
    json_lines: JsonOption = False,
) -> None:
    """Say one thing, typed.

    Examples:

        small-wins say "I drank a glass of water"

        small-wins say "what did I do today" --aloud
    """
    text = whole_text(" ".join(words))
    try:
        core = open_core(now)
    except typer.Exit:
        _answer_a_crisis_at_least(text)
        raise
    turn = TypedConversation(core, person, resume(core, known_as(person), DOOR))
    reply = turn.say(text)
    keep(turn.conversation, core, known_as(person), DOOR)
    _show(reply, text, json_lines=json_lines)
    if aloud:
        # Imported here: a silent turn must not wait for the voice.
        from small_wins_cli.voice import speak_aloud

        speak_aloud(core, reply)
    if not reply.failed:
        _deliver(core)
    raise typer.Exit(FAILED if reply.failed else FINE)


def chat(person: PersonOption = DEFAULT_PERSON, now: NowOption = None, json_lines: JsonOption = False) -> None:
    """Talk by typing, a line a turn, at a terminal or from a pipe.

    A piped line may be an object that says when it is said:

        {"text": "I drank a glass of water", "at": "2026-11-18T21:30:00+00:00"}

    Examples:

        small-wins chat

        printf 'I made my bed\\nwhat did I do today\\n' | small-wins chat --json
    """
    raise typer.Exit(chat_typed(open_core(now), person, json_lines=json_lines))


def chat_typed(core: Core, person: str, *, json_lines: bool = False) -> int:
    """Answer typed lines until they end; the exit code."""
    if not sys.stdin.isatty():
        return _chat(core, person, json_lines=json_lines, deliver=_deliver)
    from small_wins.themes.others.outbox import Courier

    courier = Courier(core).start()
    try:
        return _chat(core, person, json_lines=json_lines, deliver=lambda _core: None)
    finally:
        courier.stop()


def _chat(core: Core, person: str, *, json_lines: bool, deliver: Callable[[Core], None]) -> int:
    conversation, code = TypedConversation(core, person), FINE
    for line in _lines():
        try:
            text, at = _read(line)
        except ValueError as error:
            print_error(f"This line can't be read: {error}", as_json=json_lines)
            code = SOME_UNREADABLE
            continue
        reply = conversation.say(text, at)
        _show(reply, text, json_lines=json_lines)
        if reply.failed:
            code = FAILED
        else:
            deliver(conversation.core)
    return code


def _deliver(core: Core) -> None:
    """Send what waits and back up, after the answer was printed; a turn without such a thing pays for one look."""
    from small_wins.themes.others import outbox

    try:
        if outbox.has_work(core):
            outbox.deliver(core)
    except JOURNAL_FAILURES as error:
        explain(error)  # logged: the answer is given, and what waits is tried again with the next one
    DailyBackup(core).make_if_due()


def _lines() -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from piped_lines()
        return
    typer.echo("Type what you would say, a line at a time; Ctrl-D ends.", err=True)
    while True:
        try:
            with progress.awaiting_somebody():
                line = input("> ").strip()
        except EOFError:
            typer.echo("", err=True)
            return
        except KeyboardInterrupt as error:
            typer.echo("", err=True)
            raise typer.Exit(INTERRUPTED) from error
        if line:
            yield line


def _read(line: str) -> tuple[str, datetime | None]:
    """The text of a line, and when it is said if the line tells. Raises ValueError."""
    if not line.startswith("{"):
        return line, None
    fields = parse_object(line)
    text, at = fields.get("text"), fields.get("at")
    if not isinstance(text, str):
        raise ValueError('it has no "text"')  # noqa: TRY004 - one kind of error for whatever is wrong with a line
    try:
        return whole_text(text), parse_instant(at) if at is not None else None
    except (typer.BadParameter, TypeError) as error:
        raise ValueError(str(error)) from error


def _show(reply: Reply, heard: str, *, json_lines: bool) -> None:
    if json_lines:
        print_line(line_of(reply, heard))
    elif reply.speech:
        print(readable(reply.speech), flush=True)


def _answer_a_crisis_at_least(text: str) -> None:
    """A setting that can't be read must not keep a human line from whoever needs one."""
    core = Core.open(Settings.model_construct())
    request = Request(known_as(DEFAULT_PERSON), DOOR, "", (text,), locale_of(core.settings))
    if screen(request, core).level != "none":
        print(converse(request, Conversation(), core).speech, flush=True)
