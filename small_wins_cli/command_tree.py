"""Every command with its options, for what is made of them: completion, documents, tests. It imports them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from small_wins_cli.main import app

FILES = {"FILE", "PATH"}
"""What stands for the name of a file in `--help`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or an argument."""

    names: tuple[str, ...]
    """('--json',), ('--browser', '--no-browser'); of an argument none."""
    metavar: str
    """What stands for its value in `--help`; '' where it takes none."""
    help: str
    choices: tuple[str, ...]
    is_file: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One command."""

    words: tuple[str, ...]
    """After `small-wins`: ('people', 'add')."""
    summary: str
    """The first sentence of its help."""
    help: str
    parameters: tuple[Parameter, ...]
    parts: tuple[str, ...]
    """Its own commands, if it is a group."""

    @property
    def options(self) -> tuple[Parameter, ...]:
        return tuple(one for one in self.parameters if one.names)

    @property
    def arguments(self) -> tuple[Parameter, ...]:
        return tuple(one for one in self.parameters if not one.names)

    @property
    def option_names(self) -> tuple[str, ...]:
        return tuple(name for option in self.options for name in option.names)


def entries() -> Iterator[Entry]:
    """`small-wins` itself, then each command, a group before its own."""
    yield from _entries((), typer.main.get_command(app))


def _entries(words: tuple[str, ...], command: Any) -> Iterator[Entry]:
    context = typer.Context(command)
    parts = tuple(command.list_commands(context)) if hasattr(command, "list_commands") else ()
    parameters = tuple(_parameter(one, context) for one in command.get_params(context))
    yield Entry(words, _first(command.help or ""), command.help or "", parameters, parts)
    for part in parts:
        yield from _entries((*words, part), command.get_command(context, part))


def _parameter(one: Any, context: typer.Context) -> Parameter:
    is_option = one.param_type_name == "option"
    takes_value = not (is_option and one.is_flag)
    metavar = (one.metavar or one.display_type(context)) if takes_value else ""
    return Parameter(
        names=(*one.opts, *one.secondary_opts) if is_option else (),
        metavar=f"{metavar}..." if one.nargs == -1 else metavar,
        help=one.help or "",
        choices=tuple(item.value for item in one.shell_complete(context, "")) if takes_value else (),
        is_file=metavar in FILES or one.type_descriptor.is_path,
        required=bool(one.required),
    )


def _first(help_text: str) -> str:
    """The first sentence."""
    text = " ".join(help_text.split("\n\n")[0].split())
    return text.partition(". ")[0].rstrip(".")
