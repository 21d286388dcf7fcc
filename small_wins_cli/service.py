"""`service`: keep the listener running, as a service of the person's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import typer

from local_voice.whole_file import replace_whole
from small_wins.core import Core
from small_wins_cli.lines import print_done
from small_wins_cli.options import FAILED, WRONG_USE, JsonOption, fail, open_core
from small_wins_cli.systemd_unit import UNIT, unit_file, unit_text, written_folders
from small_wins_cli.voice_parts import sentence

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Listen from every start of the machine on (Linux).",
    rich_markup_mode="markdown",
)
SYSTEMCTL_SECONDS = 60
LINGER = Path("/var/lib/systemd/linger")


@app.command()
def install(json_lines: JsonOption = False) -> None:
    """Write a systemd user unit that runs `small-wins listen`, and start it.

    It runs with the settings of this moment. After a change of the shell's SMALL_WINS_* run it again.

    Examples:

        small-wins service install

        SMALL_WINS_MICROPHONE=usb small-wins service install
    """
    core = _core()
    if os.environ.get("SUDO_USER"):
        fail(sentence(core, "service_as_root"), WRONG_USE)
    path = unit_file()
    try:
        for folder in written_folders(core.settings):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Readable by its owner alone: a setting may hold a password.
        replace_whole(path, unit_text(core.settings, _systemd_version()).encode())
    except OSError as error:
        fail(sentence(core, "service_not_written", path=error.filename or path, reason=error.strerror))
    if not _manager_runs():
        commands = f"systemctl --user daemon-reload && systemctl --user enable --now {UNIT}"
        said = sentence(core, "service_written", path=path, commands=commands)
        print_done(said, {"unit": str(path), "started": False}, as_json=json_lines)
        return
    for arguments in (("daemon-reload",), ("enable", UNIT), ("restart", UNIT)):
        _must(core, *arguments)
    told = [sentence(core, "service_started")]
    if not (LINGER / _user()).exists():
        told.append(sentence(core, "service_linger", user=_user()))
    print_done("\n".join(told), {"unit": str(path), "started": True}, as_json=json_lines)


@app.command()
def remove(json_lines: JsonOption = False) -> None:
    """Stop the service and take its unit away. The journal stays.

    Example:

        small-wins service remove
    """
    core, path = _core(), unit_file()
    if not path.exists():
        print_done(sentence(core, "service_none"), {"removed": False}, as_json=json_lines)
        return
    managed = _manager_runs()
    if managed:
        _must(core, "disable", "--now", UNIT)
    try:
        path.unlink()
        # Where no manager runs, nothing else takes this link away.
        (path.parent / "default.target.wants" / UNIT).unlink(missing_ok=True)
    except OSError as error:
        fail(sentence(core, "service_not_written", path=error.filename or path, reason=error.strerror))
    if managed:
        _must(core, "daemon-reload")
        # It fails where nothing had failed.
        _systemctl("reset-failed", UNIT)
    print_done(sentence(core, "service_removed"), {"removed": True}, as_json=json_lines)


@app.command()
def status(json_lines: JsonOption = False) -> None:
    """Whether the service is there and runs. What it hears and speaks with: `small-wins status`.

    Example:

        small-wins service status
    """
    core, path = _core(), unit_file()
    if not path.exists():
        fail(sentence(core, "service_missing"))
    if not _manager_runs():
        fail(sentence(core, "service_unmanaged", path=path))
    shown = _systemctl("show", "--property=ActiveState,UnitFileState,NRestarts", UNIT).stdout
    found = dict(line.split("=", 1) for line in shown.splitlines() if "=" in line)
    active, enabled = found.get("ActiveState") == "active", found.get("UnitFileState") == "enabled"
    said = [sentence(core, "service_active" if active else "service_inactive")]
    if restarts := int(found.get("NRestarts", "0")):
        said.append(sentence(core, "service_restarts", count=restarts))
    if not enabled:
        said.append(sentence(core, "service_disabled"))
    line = {"active": active, "enabled": enabled, "restarts": restarts}
    print_done("\n".join(said), line, as_json=json_lines)
    if not (active and enabled):
        raise typer.Exit(FAILED)


def _user() -> str:
    # Windows has no such module.
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _core() -> Core:
    """The core. Ends the command where there is no systemd."""
    core = open_core()
    if shutil.which("systemctl") is None:
        fail(sentence(core, "service_no_systemd"))
    return core


def _manager_runs() -> bool:
    """Whether this user's own systemd runs and can be asked."""
    return _systemctl("show", "--property=Version").returncode == 0


def _must(core: Core, *arguments: str) -> None:
    done = _systemctl(*arguments)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        fail(sentence(core, "service_refused", command=f"systemctl --user {' '.join(arguments)}", reason=reason))


def _systemctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["systemctl", "--user", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - our own arguments
            command, env=_environment(), capture_output=True, text=True, check=False, timeout=SYSTEMCTL_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        return subprocess.CompletedProcess(command, FAILED, "", str(error))


def _environment() -> dict[str, str]:
    """This one, and where the user's manager is if nobody said so (`su` does not)."""
    return {"XDG_RUNTIME_DIR": f"/run/user/{os.getuid()}", **os.environ, "LC_ALL": "C"}


def _systemd_version() -> int:
    """Such as 252; 0 if it can't be told."""
    with suppress(IndexError, ValueError):
        return int(_systemctl("--version").stdout.split()[1])
    return 0
