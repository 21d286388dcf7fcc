"""The dependency audit: a found vulnerability fails it, a service out of reach does not, and is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / "script" / "audit.py"
LOCK = "requests==2.31.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
FAULT = {
    "schema_version": "1.6.0",
    "id": "GHSA-of-the-tests",
    "summary": "a fault",
    "affected": [
        {
            "package": {"name": "requests", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.32.0"}]}],
        }
    ],
}


class Advisories(HTTPServer):
    """A service in the form of osv.dev, with one answer for every package."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = json.dumps(answer).encode()


class Handler(BaseHTTPRequestHandler):
    """Gives the server's answer."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.server.answer)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def advisories(request: pytest.FixtureRequest) -> Iterator[str]:
    with Advisories(request.param) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        server.shutdown()
        thread.join()


def audit(folder: Path, lock: str, url: str) -> subprocess.CompletedProcess[str]:
    (folder / "a.lock").write_text(lock)
    options = ["--requirement", "a.lock", "--vulnerability-service", "osv", "--osv-url", url]
    environment = os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("advisories", [{"vulns": [FAULT]}], indirect=True)
def test_a_known_vulnerability_fails_it(advisories: str, tmp_path: Path) -> None:
    done = audit(tmp_path, LOCK, advisories)
    assert done.returncode == 1
    assert "requests 2.31.0: GHSA-of-the-tests, mended in 2.32.0" in done.stdout


@pytest.mark.parametrize("advisories", [{}], indirect=True)
def test_without_one_it_says_how_many_were_asked_about(advisories: str, tmp_path: Path) -> None:
    done = audit(tmp_path, LOCK, advisories)
    assert done.returncode == 0
    assert "Audited 1 of 1 packages: 0 known" in done.stdout


def test_a_service_out_of_reach_is_told_and_fails_nothing(tmp_path: Path) -> None:
    done = audit(tmp_path, LOCK, "http://127.0.0.1:9/v1/query")
    assert done.returncode == 0
    assert "NOT AUDITED" in done.stdout


def test_a_lock_that_cannot_be_read_fails_it(tmp_path: Path) -> None:
    done = audit(tmp_path, "requests>=\n", "http://127.0.0.1:9/v1/query")
    assert done.returncode == 1
    assert done.stderr
