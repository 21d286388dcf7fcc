"""Small files that other programs read while we write them: whole, or as they were."""

from __future__ import annotations

import os
from pathlib import Path

READABLE_BY_OWNER = 0o600


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` there at once, readable by its owner alone. Raises OSError, and leaves what was there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        partial.unlink(missing_ok=True)
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, READABLE_BY_OWNER)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
