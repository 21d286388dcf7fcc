"""Where the console command `small-wins` begins, and where what nobody caught ends."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from small_wins_cli.output import OutputError, take_over
from small_wins_cli.progress import is_dumb, progress

FAILED, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line."""
    # Imports make many objects and no garbage: collecting among them is a tenth of the time that `say` takes.
    # The command that is called turns it on again.
    gc.disable()
    if not (sys.stdout and sys.stdout.isatty()) or is_dumb():
        # Where no terminal draws them, help and errors have no frames.
        os.environ.setdefault("TYPER_USE_RICH", "0")
    progress.begin(sys.stderr)
    take_over()
    try:
        _run()
    except OutputError as error:
        _say_no_more()
        if not error.nobody_reads:
            _say_last("unwritten", reason=error)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        _say_last("unforeseen", kind=type(error).__name__, place=f"{Path(place.filename).name}:{place.lineno}")
        sys.exit(FAILED)


def _run() -> None:
    try:
        from small_wins_cli.main import app

        # What breaks is said in a sentence; its kind is for whoever sets logging up, as `serve` does.
        logging.getLogger("small_wins").addHandler(logging.NullHandler())
        app()
    finally:
        progress.end()
        if sys.stdout:
            sys.stdout.flush()


def _say_no_more() -> None:
    """Python would complain once more when it closes standard output."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say_last(key: str, **values: object) -> None:
    """Without a core or a language: one of them may be what broke."""
    import yaml

    from interaction_model.language import DEFAULT, LANGUAGES

    replies = yaml.safe_load((LANGUAGES / DEFAULT / "replies" / "failures.yaml").read_text(encoding="utf-8"))
    with suppress(OutputError):
        print(replies[f"command_{key}"].format(**values), file=sys.stderr)


if __name__ == "__main__":
    main()
