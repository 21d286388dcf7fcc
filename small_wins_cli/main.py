"""The command line `small-wins`: every command, in the file of its group, imported when it is called."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from small_wins import __version__

COMMANDS = {
    "listen": "small_wins_cli.listen:listen",
    "say": "small_wins_cli.turns:say",
    "chat": "small_wins_cli.turns:chat",
    "hear": "small_wins_cli.voice:hear",
    "recap": "small_wins_cli.record:recap",
    "wins": "small_wins_cli.record:wins",
    "show": "small_wins_cli.show:show",
    "export": "small_wins_cli.export:export",
    "import": "small_wins_cli.import_:import_",
    "status": "small_wins_cli.status:status",
    "service": "small_wins_cli.service:app",
    "sample": "small_wins_cli.voice:sample",
    "understand": "small_wins_cli.understand:understand",
    "speech-model": "small_wins_cli.speech_model:app",
    "people": "small_wins_cli.people:app",
    "settings": "small_wins_cli.settings:settings",
    "serve": "small_wins_cli.serve:serve",
    "backup": "small_wins_cli.backup:backup",
    "restore": "small_wins_cli.restore:restore",
    "delete": "small_wins_cli.delete:delete",
    "move": "small_wins_cli.move:move",
    "completion": "small_wins_cli.completion:completion",
}
"""Each command and where it is; only the one that is called is imported, because `say` has to start fast."""


class LazyGroup(TyperGroup):
    """A group that imports a command when it is asked for."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # Their names are what a mistyped one is compared with.
        self.commands = cast(Any, dict.fromkeys(COMMANDS))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False, rich_markup_mode="markdown")
            found.command(name=cmd_name)(function)
        command = typer.main.get_command(found)
        command.name = cmd_name
        gc.freeze()
        gc.enable()
        return command

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            _name_options(error)
            raise


def _name_options(error: Any) -> None:
    """Where an option is like none of its command's, have the error name all of them."""
    if getattr(error, "possibilities", None) == []:
        error.possibilities = [name for one in error.ctx.command.params for name in one.opts if name.startswith("--")]


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def small_wins(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Its version.")] = False,
) -> None:
    """A hands-free voice journal of small wins. Tell it one thing you did, however small.

    It is not a medical device, and it is not for emergencies.
    """
    del version
