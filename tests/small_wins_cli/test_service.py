"""`small-wins service`: the unit that it writes, checked by systemd itself, and what it says where none runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from small_wins.settings import Settings
from small_wins_cli.systemd_unit import unit_file, unit_text
from tests.small_wins_cli.conftest import Command

NEWEST = 257

STAND_IN = """#!/bin/sh
# A user's manager takes a login; where none runs, this notes what it was told.
shift
echo "$*" >> "$CALLS"
case "$*" in
    --version) echo "systemd 257 (257.1)" ;;
    show*ActiveState*) printf 'ActiveState=%s\\nUnitFileState=enabled\\nNRestarts=%s\\n' "$ACTIVE" "$RESTARTS" ;;
    "$REFUSES") echo "Failed: access denied" >&2; exit 1 ;;
esac
"""


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No manager, and no unit but this test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for name in ("DBUS_SESSION_BUS_ADDRESS", "SUDO_USER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a manager was told, a line each; it does all of it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "systemctl").write_text(STAND_IN)
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    for name, value in {"CALLS": tmp_path / "calls", "ACTIVE": "active", "RESTARTS": "0", "REFUSES": "nothing"}.items():
        monkeypatch.setenv(name, str(value))
    return tmp_path / "calls"


def told(calls: Path) -> list[str]:
    return [line for line in calls.read_text().splitlines() if not line.startswith(("show", "--version"))]


def verify(unit: Path) -> str:
    """What systemd finds wrong with a unit."""
    command = ["systemd-analyze", "--user", "--man=no", "verify", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + (f"exit code {done.returncode}" if done.returncode else "")


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong_with_the_unit() -> None:
    ran = Command()("service", "install")
    assert (ran.code, ran.err) == (0, "")
    assert str(unit_file()) in ran.out
    assert "systemctl --user daemon-reload && systemctl --user enable --now small-wins.service" in ran.out
    assert verify(unit_file()) == ""


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong_with_folders_of_odd_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / '100 %h "it\'s" $HOME \\ là'
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(odd))
    monkeypatch.setenv("SMALL_WINS_MICROPHONE", '50% "loud"\nUser=root')
    assert Command()("service", "install").code == 0
    assert odd.is_dir()
    assert verify(unit_file()) == ""
    assert "\nUser=root" not in unit_file().read_text()


@pytest.mark.systemd
def test_a_fault_in_a_unit_would_be_found() -> None:
    Command()("service", "install")
    unit_file().write_text(unit_file().read_text().replace("Restart=on-failure", "Restart=always-ish"))
    assert "always-ish" in verify(unit_file())


def test_the_unit_runs_this_installation_and_waits_longer_after_each_failure_where_systemd_can() -> None:
    unit = unit_text(Settings(), NEWEST)
    start = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    assert start.endswith('"listen" "--keep-trying"')
    assert Path(start.removeprefix('ExecStart="').split('"')[0]).is_file()
    assert "RestartSteps=6" in unit
    assert "RestartSteps" not in unit_text(Settings(), 252)
    assert "RestartPreventExitStatus=2\n" in unit


def test_nothing_that_was_said_reaches_the_systems_log() -> None:
    assert "\nStandardOutput=null\n" in unit_text(Settings(), NEWEST)


def test_the_service_has_the_settings_of_this_moment_and_no_secret_of_another_door() -> None:
    shell = {
        "SMALL_WINS_MICROPHONE": "usb",
        "SMALL_WINS_ID_KEY": "very-secret",
        "SMALL_WINS_PORT": "9000",
        "PATH": "/usr/bin",
    }
    unit = unit_text(Settings(), NEWEST, shell)
    assert 'Environment="SMALL_WINS_MICROPHONE=usb"' in unit
    assert f'Environment="SMALL_WINS_DATA_DIR={Settings().data_dir}"' in unit
    for other in ("very-secret", "9000", "/usr/bin"):
        assert other not in unit


def test_it_may_write_to_the_journal_wherever_that_is(tmp_path: Path) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/elsewhere/wins.db")
    assert f'"-{tmp_path}/elsewhere"' in unit_text(settings, NEWEST)
    assert str(tmp_path) not in unit_text(Settings(database="postgresql://me@host/wins"), NEWEST).split("-/")[-1]


def test_only_its_owner_reads_the_unit() -> None:
    Command()("service", "install")
    assert unit_file().stat().st_mode & 0o777 == 0o600


def test_install_starts_it_and_a_second_time_starts_it_anew(calls: Path) -> None:
    once = ["daemon-reload", "enable small-wins.service", "restart small-wins.service"]
    ran = Command()("service", "install")
    assert (ran.code, ran.err) == (0, "")
    assert "Small Wins is a service now" in ran.out
    assert told(calls) == once
    Command()("service", "install")
    assert told(calls) == once * 2


def test_remove_undoes_it_and_leaves_the_journal(calls: Path) -> None:
    Command()("say", "i drank a glass of water")
    Command()("service", "install")
    calls.write_text("")
    ran = Command()("service", "remove")
    assert (ran.code, ran.out) == (0, "The service is removed, and the journal stays as it is.\n")
    assert told(calls) == ["disable --now small-wins.service", "daemon-reload", "reset-failed small-wins.service"]
    assert not unit_file().exists()
    assert [line["said"] for line in Command()("wins", "--json").lines] == ["i drank a glass of water"]
    assert Command()("service", "remove").out == "There is no service to remove.\n"


@pytest.mark.systemd
def test_remove_takes_the_link_away_where_no_manager_does() -> None:
    Command()("service", "install")
    link = unit_file().parent / "default.target.wants" / unit_file().name
    link.parent.mkdir()
    link.symlink_to(unit_file())
    assert Command()("service", "remove").code == 0
    assert not link.is_symlink()
    assert not unit_file().exists()


@pytest.mark.parametrize(
    ("active", "restarts", "code", "said"),
    [
        ("active", "0", 0, "The service is running.\n"),
        ("active", "3", 0, "Starts after a failure: 3."),
        ("failed", "3", 1, "The service is not running. To see why, run: journalctl"),
    ],
)
def test_status_says_whether_it_runs(
    calls: Path, monkeypatch: pytest.MonkeyPatch, active: str, restarts: str, code: int, said: str
) -> None:
    Command()("service", "install")
    monkeypatch.setenv("ACTIVE", active)
    monkeypatch.setenv("RESTARTS", restarts)
    ran = Command()("service", "status")
    assert ran.code == code
    assert said in ran.out


@pytest.mark.usefixtures("calls")
def test_what_systemd_refuses_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFUSES", "enable small-wins.service")
    ran = Command()("service", "install")
    assert (ran.code, ran.out) == (1, "")
    assert "systemctl --user enable small-wins.service (Failed: access denied)" in ran.err


@pytest.mark.systemd
def test_status_without_a_service_or_a_manager_says_so() -> None:
    ran = Command()("service", "status")
    assert (ran.code, ran.err) == (1, "There is no service. To make one, run: small-wins service install\n")
    Command()("service", "install")
    ran = Command()("service", "status")
    assert ran.code == 1
    assert "no systemd of yours runs here" in ran.err


@pytest.mark.parametrize("command", ["install", "remove", "status"])
def test_where_there_is_no_systemd_it_says_so_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("systemctl") is None
    ran = Command()("service", command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "There is no systemd here, so please start this by other means: small-wins listen --keep-trying\n"
    )
    assert not unit_file().exists()


@pytest.mark.usefixtures("calls")
def test_under_sudo_it_would_be_roots_service_and_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "sam")
    ran = Command()("service", "install")
    assert ran.code == 2
    assert "without sudo" in ran.err
    assert not unit_file().exists()


@pytest.mark.usefixtures("calls")
def test_a_folder_that_cannot_be_written_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "configuration").write_text("a file where the folder belongs")
    ran = Command()("service", "install")
    assert (ran.code, ran.out) == (1, "")
    assert "I can't write" in ran.err
