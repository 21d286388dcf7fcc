"""The systemd user unit that runs this installation's `small-wins listen`."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from small_wins.core import open_database
from small_wins.settings import PREFIX, Settings, config_file

UNIT = "small-wins.service"
TEMPLATE = Path(__file__).with_name(UNIT)
BACK_OFF = "RestartSec=2\nRestartSteps=6\nRestartMaxDelaySec=60"
EVEN_PACE = "RestartSec=5"
BACK_OFF_SINCE = 254
"""The version of systemd that can wait longer after each failure; older ones would only complain about the words."""

OTHER_DOORS = frozenset({"ID_KEY", "SKILL_ID", "HOST", "PORT"})
"""Settings that `listen` has no use for, a secret among them."""


def unit_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the unit belongs."""
    configuration = environment.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configuration) / "systemd" / "user" / UNIT


def unit_text(settings: Settings, systemd_version: int, environment: Mapping[str, str] = os.environ) -> str:
    """The unit, for the settings of this moment: the service would not see this shell's variables."""
    values = {
        **{name: value for name, value in environment.items() if _is_ours(name)},
        f"{PREFIX}DATA_DIR": str(settings.data_dir.absolute()),
        f"{PREFIX}CACHE_DIR": str(settings.cache_dir.absolute()),
        f"{PREFIX}CONFIG": str(config_file().absolute()),
    }
    return TEMPLATE.read_text(encoding="utf-8").format(
        command=" ".join(_quoted(part).replace("$", "$$") for part in _command()),
        environment="\n".join(f"Environment={_quoted(f'{name}={values[name]}')}" for name in sorted(values)),
        back_off=BACK_OFF if systemd_version >= BACK_OFF_SINCE else EVEN_PACE,
        # One that is missing is no reason not to start.
        written=" ".join(_quoted(f"-{folder}") for folder in written_folders(settings)),
    )


def written_folders(settings: Settings) -> list[Path]:
    """Where `listen` writes."""
    database = open_database(settings)
    folders = [settings.data_dir, settings.cache_dir]
    if database.path and database.backups:
        folders += [database.path.parent, database.backups.folder]
    return list(dict.fromkeys(folder.absolute() for folder in folders))


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX) and name.removeprefix(PREFIX) not in OTHER_DOORS


def _command() -> list[str]:
    script = Path(sysconfig.get_path("scripts")) / "small-wins"
    # Installed in some other way, it can still be run as a module; -P keeps the working folder out of it.
    start = [str(script)] if script.is_file() else [sys.executable, "-P", "-m", "small_wins_cli"]
    return [*start, "listen", "--keep-trying"]


def _quoted(text: str) -> str:
    """As a unit file takes it: in quotes, with nothing in it that systemd would put something else for."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("\n", "\\n")
    return f'"{escaped}"'
