"""Where the console command `small-wins` begins."""

from __future__ import annotations

import gc
import logging
import sys


def main() -> None:
    """Run the command line."""
    # Imports make many objects and no garbage: collecting among them is a tenth of the time that `say` takes.
    # The command that is called turns it on again.
    gc.disable()
    from small_wins_cli.main import app

    # What breaks is said in a sentence; its kind is for whoever sets logging up, as `serve` does.
    logging.getLogger("small_wins").addHandler(logging.NullHandler())
    try:
        app()
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes standard output.
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
