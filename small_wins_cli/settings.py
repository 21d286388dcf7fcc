"""`settings`: what is set, and where each setting came from."""

from __future__ import annotations

import os
import tomllib
from typing import Any

from sqlalchemy import make_url

from small_wins.settings import PREFIX, Settings, config_file
from small_wins_cli.lines import print_line
from small_wins_cli.options import JsonOption, open_core

SECRETS = frozenset({"id_key"})
URLS = frozenset({"database"})


def settings(json_lines: JsonOption = False) -> None:
    """Every setting of this machine, where it came from, and the paths of database and speech model.

    Examples:

        small-wins settings

        SMALL_WINS_REGION=IE small-wins settings --json
    """
    chosen = open_core().settings
    rows = [*_rows(chosen), *_paths(chosen)]
    if json_lines:
        for name, value, source in rows:
            print_line({"name": name, "value": value, "source": source})
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE)
    for heading in ("setting", "value", "from"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _rows(chosen: Settings) -> list[tuple[str, str, str]]:
    in_file = tomllib.loads(config_file().read_text(encoding="utf-8")) if config_file().is_file() else {}
    environment = {name.upper() for name in os.environ}
    rows = []
    for name, value in _flat(chosen.model_dump()):
        variable = PREFIX + name.upper().replace(".", "__")
        if variable in environment:
            source = f"environment {variable}"
        elif name in dict(_flat(in_file)):
            source = str(config_file())
        else:
            source = "default"
        rows.append((name, _shown(name, value), source))
    return rows


def _shown(name: str, value: Any) -> str:
    if name in SECRETS and value:
        return "(secret)"
    if name in URLS and value:
        return make_url(value).render_as_string(hide_password=True)
    return "" if value is None else str(value)


def _flat(values: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Nested settings as 'person.time_zone'."""
    flat: list[tuple[str, Any]] = []
    for name, value in values.items():
        flat.extend(_flat(value, f"{before}{name}.") if isinstance(value, dict) else [(before + name, value)])
    return flat


def _paths(chosen: Settings) -> list[tuple[str, str, str]]:
    from local_voice.speech_models import model_in_use

    database = chosen.database_url.render_as_string(hide_password=True)
    return [
        ("(settings file)", str(config_file()), "" if config_file().is_file() else "not there"),
        ("(database)", database, ""),
        ("(speech model)", str(model_in_use(chosen).path), ""),
    ]
