"""`small-wins serve`, as a process."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.skill.signing import SKILL_ID

SERVERS = ["waitress", *(["gunicorn"] if sys.platform == "linux" else [])]
COMMAND = [sys.executable, "-m", "small_wins_cli", "serve"]


def environment(folder: Path, skill_id: str = SKILL_ID) -> dict[str, str]:
    return os.environ | {"SMALL_WINS_DATA_DIR": str(folder / "data"), "SMALL_WINS_SKILL_ID": skill_id}


def run(folder: Path, *options: str, skill_id: str = SKILL_ID) -> subprocess.CompletedProcess[str]:
    """Run a `serve` that ends by itself."""
    return subprocess.run(
        [*COMMAND, *options], env=environment(folder, skill_id), capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(folder: Path, *options: str, before: tuple[str, ...] = ()) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `serve` and its address; it says a line with each of `before` ahead of that."""
    command = [*COMMAND, "--port", "0", *options]
    with subprocess.Popen(command, env=environment(folder), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            for words in before:
                assert words in process.stderr.readline()
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found
            yield process, found[0]
        finally:
            process.terminate()


def get(address: str, path: str) -> str:
    """What is there instead of the skill."""
    with urllib.request.urlopen(address.replace("alexa", path), timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode())


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


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path: Path, server: str, number: signal.Signals) -> None:
    with serving(tmp_path, "--server", server) as (process, _):
        process.send_signal(number)
        assert process.wait(timeout=30) == 0


@pytest.mark.parametrize("server", SERVERS)
def test_it_tells_how_it_is(tmp_path: Path, server: str) -> None:
    with serving(tmp_path, "--server", server) as (_, address):
        for path in ("healthz", "readyz"):
            assert get(address, path) == "ok\n"
        assert 'route="/readyz"' in get(address, "metrics")


@pytest.mark.skipif(sys.platform != "linux", reason="gunicorn is of Linux")
def test_several_processes_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(tmp_path, "--processes", "2") as (process, address):
        for _ in range(20):
            get(address, "healthz")
        count = 'small_wins_request_seconds_count{route="/healthz",status="200"} 20.0'
        assert count in get(address, "metrics")
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert not list(tmp_path.glob("small-wins-counts-*"))


def test_waitress_has_one_process(tmp_path: Path) -> None:
    ended = run(tmp_path, "--server", "waitress", "--processes", "2")
    assert ended.returncode == 2
    assert "--processes" in ended.stderr


def test_it_serves_without_its_database_and_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_WINS_DATABASE", "postgresql://me:hunter2@127.0.0.1:9/nowhere")
    with serving(tmp_path, before=("database_unreachable", "check that it runs")) as (process, address):
        assert get(address, "healthz") == "ok\n"
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(address, "readyz")
        refused.value.close()
        process.terminate()
        log = process.communicate(timeout=30)[1]
    assert refused.value.code == 503
    assert "hunter2" not in log


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
    with closing(sqlite3.connect(tmp_path / "data" / "journal.db")) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)


def test_the_page_is_served_under_its_own_host_and_the_skill_under_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALL_WINS_PAGE", "https://journal.test")
    with serving(tmp_path) as (_, address):
        asked = urllib.request.Request(address.replace("alexa", "week"), headers={"Host": "journal.test"})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=30)  # noqa: S310
        assert refused.value.code == 403
        assert 'name="code"' in refused.value.read().decode()
        assert get(address, "healthz") == "ok\n"


def test_where_acts_alone_are_kept_no_page_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_WINS_PAGE", "https://journal.test")
    monkeypatch.setenv("SMALL_WINS_SKILL_KEEPS", "acts")
    ended = run(tmp_path)
    assert ended.returncode == 2
    assert "SMALL_WINS_PAGE" in ended.stderr
