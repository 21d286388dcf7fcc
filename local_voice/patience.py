"""What may take too long: it is done in a thread, which is left behind where nobody can wait for it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


def begin(operation: Callable[..., Answer], *arguments: object) -> Future[Answer]:
    """Begin it."""
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(operation(*arguments))
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


class Question(Generic[Answer]):
    """Something that is asked over and over. What hangs is waited for anew, and not asked a second time."""

    def __init__(self, within_seconds: float, operation: Callable[[], Answer]) -> None:
        self._within_seconds, self._operation = within_seconds, operation
        self._pending: Future[Answer] | None = None

    def __call__(self) -> Answer:
        """The answer. Raises TimeoutError, and what the operation raises."""
        pending = self._pending = self._pending or begin(self._operation)
        try:
            return pending.result(self._within_seconds)
        finally:
            if pending.done():
                self._pending = None
