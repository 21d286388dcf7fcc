"""`show`, as a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from journal_page.limits import LIMITS
from small_wins.core import Core
from tests.small_wins.talk import Talk
from tests.small_wins_cli.conftest import Command


@contextmanager
def showing(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and what it said first."""
    command = [sys.executable, "-m", "small_wins_cli", "show", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    process = subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload]
    try:
        assert process.stdout
        yield process, process.stdout.readline()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(port: int, path: str, **headers: str) -> tuple[int, str, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_the_link_that_it_prints_opens_the_journal_of_that_person_once(core: Core) -> None:
    Talk(core).say("I fed the ducks")
    Talk(core, "local:Jo").say("I watered the fern")
    with showing("--no-browser", "--now", "2026-11-18T12:00:00+00:00") as (_, said):
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/open/[\w-]{43})", said)
        assert found
        port, link = int(found[1]), found[2]
        status, _, cookie = get(port, link)
        assert (status, cookie.partition("=")[0]) == (303, f"small-wins-{port}")
        status, body, _ = get(port, "/", Cookie=cookie)
        assert status == 200
        assert "Fed the ducks" in body
        assert "fern" not in body
        assert get(port, link)[0] == 403


def test_what_is_too_long_to_be_read_is_refused_in_its_own_words_and_sealed() -> None:
    with showing("--no-browser") as (_, said):
        port, link = re.findall(r":(\d+)(/open/\S+)", said)[0]
        _, _, cookie = get(int(port), link)
        connection = HTTPConnection("127.0.0.1", int(port), timeout=30)
        connection.request("POST", "/say", body="x" * (LIMITS.body_bytes + 1), headers={"Cookie": cookie})
        answer = connection.getresponse()
        assert answer.status == 413
        assert "too long to be read" in answer.read().decode()
        assert "default-src 'none'" in (answer.headers["Content-Security-Policy"] or "")
        connection.close()


def test_it_listens_on_this_machine_alone() -> None:
    with showing("--no-browser") as (process, said):
        port = int(re.findall(r":(\d+)/", said)[0])
        open_files = [str(one.readlink()) for one in Path(f"/proc/{process.pid}/fd").iterdir() if one.is_symlink()]
        inodes = {name.removeprefix("socket:[").rstrip("]") for name in open_files if name.startswith("socket:[")}
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = {row[1] for row in rows if row[3] == "0A" and row[9] in inodes}
        assert listening == {f"0100007F:{port:04X}"}


def test_ctrl_c_ends_it_without_a_word() -> None:
    with showing("--no-browser") as (process, _):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 0
        assert "Traceback" not in err


def test_no_request_and_no_word_is_logged() -> None:
    with showing("--no-browser") as (process, said):
        port, link = re.findall(r":(\d+)(/open/\S+)", said)[0]
        _, _, cookie = get(int(port), link)
        get(int(port), "/", Cookie=cookie)
        get(int(port), "/nothing-here", Cookie=cookie)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert link not in out + err
        assert "GET" not in out + err


def test_a_port_that_is_taken_is_told_in_a_sentence(small_wins: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = small_wins("show", "--no-browser", "--port", str(port))
    assert ran.code == 1
    assert ran.err.startswith(f"Can't listen on port {port}: Address already in use.")


@pytest.mark.parametrize("port", ["70000", "-1", "x"])
def test_what_is_no_port_is_wrong_use(small_wins: Command, port: str) -> None:
    assert small_wins("show", "--port", port).code == 2
