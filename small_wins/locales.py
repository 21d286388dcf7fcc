"""Which language and country the person at this machine speaks."""

from __future__ import annotations

import locale
import os

from small_wins.settings import Settings

DEFAULT = "en"


def locale_of(settings: Settings) -> str:
    """The setting, else the system's locale ('en-GB'); a system without one ('C') names no country."""
    if settings.locale:
        return settings.locale.replace("_", "-")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            break
    else:
        value = locale.getlocale()[0] or ""
    code = value.split(".")[0].split("@")[0].replace("_", "-")
    return code if code and code.upper() not in {"C", "POSIX"} else DEFAULT
