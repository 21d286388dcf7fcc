"""Told to stop, a server ends the turn that it is answering."""

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.skill.signing import Authority, as_body, intent, signed

SCRIPT = Path(__file__).with_name("serve_tests.py")


def post(port: int, authority: Authority, said: str) -> str:
    body = as_body(intent("LogWinIntent", {"win": said}))
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", "/alexa", body, signed(body, authority.leaf_key))
        return str(json.loads(connection.getresponse().read())["response"]["outputSpeech"]["ssml"])


def wait_until_it_is_being_answered(port: int) -> None:
    while 'in_progress{route="/alexa"} 1.0' not in get(port, "/metrics"):
        time.sleep(0.02)


def get(port: int, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read().decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize(
    "server",
    ["waitress", pytest.param("gunicorn", marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux alone"))],
)
def test_a_turn_that_is_being_answered_is_answered(
    authority: Authority, tmp_path: Path, server: str, number: signal.Signals
) -> None:
    (tmp_path / "root.pem").write_bytes(authority.root.pem)
    (tmp_path / "chain.pem").write_bytes(authority.chain())
    database = tmp_path / "journal.db"
    command = [sys.executable, str(SCRIPT), str(tmp_path), f"sqlite:///{database}", server]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
        ThreadPoolExecutor(1) as pool,
    ):
        assert process.stdout
        port = int(process.stdout.readline())
        assert "made your bed" in post(port, authority, "i made my bed")
        with closing(sqlite3.connect(database, isolation_level=None)) as blocker:
            blocker.execute("BEGIN IMMEDIATE")
            answer = pool.submit(post, port, authority, "i fed the cat")
            wait_until_it_is_being_answered(port)
            os.kill(process.pid, number)
            blocker.execute("ROLLBACK")
        assert "fed the cat" in answer.result(60)
        assert process.wait(60) == 0
    with closing(sqlite3.connect(database)) as connection:
        assert [said for (said,) in connection.execute("SELECT said FROM wins ORDER BY id")] == [
            "i made my bed",
            "i fed the cat",
        ]
