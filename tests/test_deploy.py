"""The files in deploy/ are well-formed, and fit the server that they start."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from small_wins.settings import Settings
from small_wins_cli.limits import SERVE
from small_wins_cli.main import COMMANDS

DEPLOY = Path(__file__).parent.parent / "deploy"
UNIT = (DEPLOY / "small-wins-serve.service").read_text(encoding="utf-8")
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


@pytest.fixture
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8")))


def test_the_compose_file_fits_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_the_proxy_can_be_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_every_volume_that_is_mounted_is_declared(compose: dict[str, Any]) -> None:
    mounted = {one.split(":")[0] for service in compose["services"].values() for one in service.get("volumes", ())}
    assert {name for name in mounted if not name.startswith(".")} == compose["volumes"].keys()


def test_the_settings_that_are_set_exist(compose: dict[str, Any]) -> None:
    named = set(re.findall(r"SMALL_WINS_([A-Z_]+)=", CONTAINERFILE + UNIT))
    named |= {name.removeprefix("SMALL_WINS_") for name in compose["services"]["server"]["environment"]}
    assert {name.lower() for name in named} - {"config"} <= Settings.model_fields.keys()


def test_the_proxy_lets_through_what_amazon_asks_for_and_no_more() -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    [paths, of_the_machine] = re.findall(r"path (.*)", caddyfile)
    assert set(paths.split()) == {"/alexa", "/privacy", "/terms"}
    assert set(of_the_machine.split()) == {"/metrics", "/readyz", "/healthz"}
    assert "# \trespond @inner 404" in caddyfile
    assert not re.search(r"^\s*log\b", caddyfile, re.M)


@pytest.mark.parametrize("stop", [r"TimeoutStopSec=(\d+)", r"stop_grace_period: (\d+)s"])
def test_whoever_stops_the_server_waits_longer_than_it_does(stop: str) -> None:
    text = UNIT + (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    [seconds, *_] = re.findall(stop, text)
    assert int(seconds) > SERVE.graceful_stop_seconds


def test_what_they_start_is_a_command() -> None:
    [started] = re.findall(r"^ExecStart=(.*)$", UNIT, re.M)
    assert shlex.split(started)[1] in COMMANDS
    assert 'CMD ["small-wins", "serve"]' in CONTAINERFILE


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "small-wins-serve.service"
    # It asks whether the program is there.
    unit.write_text(UNIT.replace("/opt/small-wins/bin/small-wins", sys.executable))
    done = subprocess.run(["systemd-analyze", "--man=no", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
