"""`speech-model`: fetch a speech model, choose one, list them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from local_voice.failures import FetchError, VoiceError
from small_wins.core import Core
from small_wins_cli.options import FAILED, WRONG_USE, fail, open_core
from small_wins_cli.voice_parts import sentence

if TYPE_CHECKING:
    from local_voice.model_fetch import Progress, Source

app = typer.Typer(
    no_args_is_help=True, help="Get a better speech model, choose one, list them.", rich_markup_mode="markdown"
)
WRONG_USE_KEYS = frozenset({"fetch_unknown", "fetch_no_address"})


@app.command()
def fetch(
    name: Annotated[str | None, typer.Option(help="An official model, in any language.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of a zip file with a Vosk model.")] = None,
    if_compact: Annotated[
        bool, typer.Option("--if-compact", help="Only if no better model than the shipped one is in use.")
    ] = False,
) -> None:
    """Fetch a Vosk model and use it from now on; without options the official small English one (40 MB).

    A download that broke off is taken up again.

    Examples:

        small-wins speech-model fetch

        small-wins speech-model fetch --name vosk-model-small-fr-0.22
    """
    from local_voice import model_fetch, model_zip, speech_models
    from local_voice.recogniser import load_model

    if name and url:
        fail("Give either --name or --url.", WRONG_USE)
    core = open_core()
    if if_compact and not speech_models.model_in_use(core.settings).compact:
        return
    models = core.settings.speech_models_dir
    with _told(core):
        target = models / (model_fetch.source_at(url).name if url else name or model_fetch.DEFAULT_NAME)
        if speech_models.is_model(target):
            speech_models.choose(target.name, core.settings)
            typer.echo(sentence(core, "model_there", name=target.name))
            return
        source = model_fetch.source_at(url) if url else model_fetch.official_source(target.name)
        with _progress(source) as progress:
            archive = model_fetch.download(source, models, progress)
        try:
            model_zip.install_zip(archive, source.name, models, load_model)
        finally:
            # Whole but unusable: taking it up again would never help.
            archive.unlink()
        speech_models.choose(source.name, core.settings)
        typer.echo(sentence(core, "model_chosen", name=source.name))


@app.command()
def use(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Folder or zip of a Vosk model, or a name of the list.")],
) -> None:
    """Use another speech model from now on. A zip is unpacked into the data folder; a folder is used where it is.

    Examples:

        small-wins speech-model use ~/Downloads/vosk-model-small-en-us-0.15.zip

        small-wins speech-model use compact
    """
    from local_voice import model_zip, speech_models
    from local_voice.recogniser import load_model

    core, given = open_core(), Path(path).expanduser()
    with _told(core):
        if given.is_file():
            models = core.settings.speech_models_dir
            name = model_zip.install_zip(given, given.stem, models, load_model).name
        else:
            name = str(given.absolute()) if given.is_dir() else path
            load_model(speech_models.check(speech_models.named(name, core.settings)).path)
        typer.echo(sentence(core, "model_chosen", name=speech_models.choose(name, core.settings).name))


@app.command("list")
def list_() -> None:
    """The speech models that are there; a star marks the one in use.

    Example:

        small-wins speech-model list
    """
    from local_voice import speech_models

    settings = open_core().settings
    in_use = speech_models.model_in_use(settings)
    for model in speech_models.list_models(settings):
        there = "" if speech_models.is_model(model.path) else "  (not there)"
        print(f"{'*' if model == in_use else ' '} {model.name}  {model.path}{there}")


@contextmanager
def _told(core: Core) -> Iterator[None]:
    """End the command with a sentence when something goes wrong."""
    try:
        yield
    except VoiceError as error:
        code = WRONG_USE if isinstance(error, FetchError) and error.key in WRONG_USE_KEYS else FAILED
        fail(sentence(core, error.key, **error.values), code)


@contextmanager
def _progress(source: Source) -> Iterator[Progress]:
    """A bar at a terminal, else a line every tenth."""
    if not sys.stderr.isatty():
        yield _lines_of_progress(source.name)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(source.name, total=None)
        yield lambda have, total: bar.update(task, completed=have, total=total)


def _lines_of_progress(name: str) -> Progress:
    shown = -1

    def show(have: int, total: int | None) -> None:
        nonlocal shown
        tenth = have * 10 // total if total else 0
        if tenth > shown:
            shown = tenth
            of = f" of {total / 1e6:.0f}" if total else ""
            typer.echo(f"{name}: {have / 1e6:.0f}{of} MB", err=True)

    return show
