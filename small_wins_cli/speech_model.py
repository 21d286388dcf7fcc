"""`speech-model`: fetch a speech model, choose one, list them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from local_voice.failures import FetchError, VoiceError
from small_wins.core import Core
from small_wins_cli.lines import print_done
from small_wins_cli.options import FAILED, WRONG_USE, JsonOption, fail, open_core
from small_wins_cli.progress import progress
from small_wins_cli.voice_parts import sentence

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Get a better speech model, choose one, list them.",
    rich_markup_mode="markdown",
)
WRONG_USE_KEYS = frozenset({"fetch_unknown", "fetch_no_address"})


@app.command()
def fetch(
    name: Annotated[str | None, typer.Option(metavar="NAME", help="An official model, in any language.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Address of a zip file with a Vosk model.")] = None,
    if_compact: Annotated[
        bool, typer.Option("--if-compact", help="Only if no better model than the shipped one is in use.")
    ] = False,
    json_lines: JsonOption = False,
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
            print_done(sentence(core, "model_there", name=target.name), {"in_use": target.name}, as_json=json_lines)
            return
        source = model_fetch.source_at(url) if url else model_fetch.official_source(target.name)
        archive = model_fetch.download(source, models, partial(_tell, source.name))
        try:
            model_zip.install_zip(archive, source.name, models, load_model)
        finally:
            # Whole but unusable: taking it up again would never help.
            archive.unlink()
        speech_models.choose(source.name, core.settings)
    print_done(sentence(core, "model_chosen", name=source.name), {"in_use": source.name}, as_json=json_lines)


@app.command()
def use(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Folder or zip of a Vosk model, or a name of the list.")],
    json_lines: JsonOption = False,
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
        chosen = speech_models.choose(name, core.settings).name
    print_done(sentence(core, "model_chosen", name=chosen), {"in_use": chosen}, as_json=json_lines)


@app.command("list")
def list_(json_lines: JsonOption = False) -> None:
    """The speech models that are there; a star marks the one in use.

    Example:

        small-wins speech-model list
    """
    from local_voice import speech_models

    settings = open_core().settings
    in_use = speech_models.model_in_use(settings)
    for model in speech_models.list_models(settings):
        there, used = speech_models.is_model(model.path), model == in_use
        shown = f"{'*' if used else ' '} {model.name}  {model.path}{'' if there else '  (not there)'}"
        line = {"name": model.name, "path": str(model.path), "there": there, "in_use": used}
        print_done(shown, line, as_json=json_lines)


@contextmanager
def _told(core: Core) -> Iterator[None]:
    """End the command with a sentence when something goes wrong."""
    try:
        yield
    except VoiceError as error:
        code = WRONG_USE if isinstance(error, FetchError) and error.key in WRONG_USE_KEYS else FAILED
        fail(sentence(core, error.key, **error.values), code)


def _tell(name: str, have: int, total: int | None) -> None:
    of = f" of {total / 1e6:.0f}" if total else ""
    progress.at(lambda: f"{name}: {have / 1e6:.0f}{of} MB")
