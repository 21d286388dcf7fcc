"""`small-wins serve`, as a process."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.skill.signing import SKILL_ID

COMMAND = [sys.executable, "-m", "small_wins_cli", "serve"]


def environment(folder: Path, skill_id: str = SKILL_ID) -> dict[str, str]:
    return os.environ | {"SMALL_WINS_DATA_DIR": str(folder / "data"), "SMALL_WINS_SKILL_ID": skill_id}


def run(folder: Path, *options: str, skill_id: str = SKILL_ID) -> subprocess.CompletedProcess[str]:
    """Run a `serve` that ends by itself."""
    return subprocess.run(
        [*COMMAND, *options], env=environment(folder, skill_id), capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `serve` and its address."""
    command = [*COMMAND, "--port", "0"]
    with subprocess.Popen(command, env=environment(folder), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found
            yield process, found[0]
        finally:
            process.kill()


def test_without_a_skill_id_it_says_what_to_set(tmp_path: Path) -> None:
    ended = run(tmp_path, skill_id="")
    assert ended.returncode == 2
    assert "SMALL_WINS_SKILL_ID" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run(tmp_path, "--port", port)
    assert ended.returncode == 1
    assert f"port {port}" in ended.stderr
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    ended = run(tmp_path, "--host", "256.256.256.256")
    assert ended.returncode == 1
    assert "256.256.256.256" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "id-key").write_text("abc")
    ended = run(tmp_path)
    assert ended.returncode == 1
    assert "restore" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path) as (process, _):
        process.send_signal(number)
        assert process.wait(timeout=30) == 0


def test_it_refuses_what_alexa_did_not_sign_and_logs_no_word_of_it(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        request = urllib.request.Request(address, b'{"request": "xylophonists"}')  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)  # noqa: S310
        refused.value.close()
        process.terminate()
        log = process.communicate(timeout=30)[1]
    assert refused.value.code == 400
    assert "refused" in log
    assert "xylophonists" not in log
    assert not (tmp_path / "data" / "journal.db").exists()
