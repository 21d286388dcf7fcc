"""The two servers under which the skill can run. Told to stop, each ends the turns that it is answering."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from socket import socket
from typing import TYPE_CHECKING, Any, NoReturn

from small_wins_cli.limits import SERVE

if TYPE_CHECKING:
    from flask import Flask
    from gunicorn.app.base import BaseApplication

COUNTS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""prometheus-client's own variable for the folder in which several processes count together."""

Ready = Callable[[], None]
"""Called once, when signals are heeded."""
Stop = Callable[[], None]
StartBeside = Callable[[], Stop]
"""Starts what works beside the answering in one process, and gives what stops it."""


def serve_by_waitress(
    application: Flask, listening: socket, ready: Ready, start_beside: StartBeside, threads: int = SERVE.threads
) -> None:
    """One process, on any system. Returns after SIGTERM or SIGINT."""
    from waitress import create_server

    body_bytes: int = application.config["MAX_CONTENT_LENGTH"]
    most = body_bytes * SERVE.body_times
    server = create_server(application, sockets=[listening], threads=threads, max_request_body_size=most, ident=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _exit)
    _spare_what_is_loaded()
    ready()
    stop = start_beside()
    server.run()
    server.close()
    stop()


def serve_by_gunicorn(
    application: Flask, listening: socket, ready: Ready, start_beside: StartBeside, processes: int = 1
) -> NoReturn:
    """Processes with threads, on Unix. Ends this process after SIGTERM or SIGINT."""
    options = {
        "bind": f"fd://{listening.fileno()}",
        "workers": processes,
        "worker_class": "gthread",
        "threads": SERVE.threads,
        "graceful_timeout": SERVE.graceful_stop_seconds,
        "keepalive": SERVE.keep_alive_seconds,
        "loglevel": "warning",
        # Nobody asked for a second way in.
        "control_socket_disable": True,
        "when_ready": lambda _server: ready(),
        "child_exit": _forget_process,
        "on_exit": _forget_counts,
        **_hooks(start_beside),
    }
    _spare_what_is_loaded()
    _gunicorn(application, options).run()
    raise AssertionError("gunicorn ends its process")


def count_together() -> None:
    """Let the metrics of several processes be one. It counts before the application is imported."""
    os.environ[COUNTS_FOLDER] = tempfile.mkdtemp(prefix="small-wins-counts-")


def _forget_process(_server: object, worker: Any) -> None:
    if COUNTS_FOLDER in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _forget_counts(_server: object) -> None:
    if folder := os.environ.get(COUNTS_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def _hooks(start_beside: StartBeside) -> dict[str, Any]:
    """What works beside is a thread, so each process starts its own after the fork."""
    stops: list[Stop] = []

    def started(_worker: object) -> None:
        stops.append(start_beside())

    def ended(_server: object, _worker: object) -> None:
        for stop in stops:
            stop()

    return {"post_worker_init": started, "worker_exit": ended}


def _gunicorn(application: Flask, options: dict[str, Any]) -> BaseApplication:
    # Not everywhere can it be imported.
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn with our options alone: it reads no file, no argument and no environment."""

        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return application

    return Server()


def _spare_what_is_loaded() -> None:
    """Language and libraries stay for good: looking through them for garbage would make the first asker wait."""
    gc.collect()
    gc.freeze()


def _exit(*_: object) -> NoReturn:
    # Waitress takes SystemExit as the sign to finish what it is answering.
    sys.exit()
