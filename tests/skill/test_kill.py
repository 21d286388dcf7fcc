"""A win that was answered is on disk: the server is killed as the first byte of its answer arrives."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.skill.signing import Authority, as_body, intent, signed

RUNS = int(os.environ.get("SMALL_WINS_KILL_RUNS", "3"))
SCRIPT = Path(__file__).with_name("serve_tests.py")


@contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running server and its port."""
    with subprocess.Popen([sys.executable, SCRIPT, folder], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def post_and_kill(process: subprocess.Popen[str], port: int, body: bytes, headers: dict[str, str]) -> None:
    """Send the request, and kill the server when its answer begins."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"POST /alexa HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        assert connection.recv(1)
        process.kill()
    process.wait()


def kept(folder: Path) -> set[str]:
    """The wins in the database, once it is whole."""
    with closing(sqlite3.connect(folder / "data" / "journal.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {said for (said,) in connection.execute("SELECT said FROM wins")}


def test_an_answered_win_survives_kill_9(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(authority.root.pem)
    (tmp_path / "chain.pem").write_bytes(authority.chain())
    told = set()
    for run in range(RUNS):
        said = f"i read page {run + 1}"
        body = as_body(intent("LogWinIntent", {"win": said}))
        with server(tmp_path) as (process, port):
            post_and_kill(process, port, body, signed(body, authority.leaf_key))
        told.add(said)
        assert kept(tmp_path) == told
