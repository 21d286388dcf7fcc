from __future__ import annotations

import subprocess
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from interaction_model import release_check
from interaction_model.alexa.manifest import LOCALES
from interaction_model.language import REGIONS
from interaction_model.release_check import find_faults, main

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parent.parent.parent


def verified(on: object = TODAY) -> dict[str, Any]:
    """The shipped regions, as if each line had been verified then."""
    regions: dict[str, Any] = deepcopy(yaml.safe_load(REGIONS.read_text(encoding="utf-8")))
    for lines in regions.values():
        for line in lines.values():
            line["verified_on"] = on
    return regions


def faults(regions: Mapping[str, Any]) -> list[str]:
    return [*find_faults(regions, LOCALES, TODAY)]


@pytest.mark.parametrize("days", [0, 1, 180])
def test_lines_that_were_verified_in_the_last_180_days_may_be_released(days: int) -> None:
    assert faults(verified(TODAY - timedelta(days=days))) == []


@pytest.mark.parametrize(
    ("on", "fault"),
    [
        (None, "nobody has verified it"),
        (TODAY - timedelta(days=181), "verified on 2026-05-24, more than 180 days ago"),
        (TODAY + timedelta(days=1), "its verified_on, 2026-11-22, is still to come"),
        ("2026-11-21?", "its verified_on is no date such as 2026-11-21"),
        (datetime(2026, 11, 21, 12), "its verified_on is no date such as 2026-11-21"),  # noqa: DTZ001
        (True, "its verified_on is no date such as 2026-11-21"),
    ],
)
def test_any_other_line_is_refused(on: object, fault: str) -> None:
    regions = verified()
    regions["GB"]["child"]["verified_on"] = on
    assert faults(regions) == [f"GB child 0800-1111: {fault}"]


def test_a_line_without_the_field_is_refused() -> None:
    regions = verified()
    del regions["US"]["human"]["verified_on"]
    assert faults(regions) == ["US human 988: nobody has verified it"]


def test_every_shipped_locale_needs_its_human_and_its_emergency_line() -> None:
    regions = verified()
    del regions["IN"]
    del regions["AU"]["human"]
    assert faults(regions) == [
        "en-AU: its country has no human line",
        "en-IN: its country has no emergency line",
        "en-IN: its country has no human line",
    ]
    assert [*find_faults(verified(), ["en"], TODAY)] != []


def test_the_locales_are_those_of_the_skill_package() -> None:
    models = ROOT / "interaction_model" / "skill-package" / "interactionModels" / "custom"
    assert {path.stem for path in models.glob("*.json")} == set(LOCALES)


def test_the_script_says_one_line_for_each_fault_and_refuses(tmp_path: Path) -> None:
    regions = yaml.safe_load(REGIONS.read_text(encoding="utf-8"))
    expected = [*find_faults(regions, LOCALES, TODAY)]
    command = [str(ROOT / "script" / "release-check"), "--today", TODAY.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.splitlines() == expected
    assert done.returncode == (1 if expected else 0)


def test_the_command_is_content_when_every_line_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "regions.yaml"
    path.write_text(yaml.safe_dump(verified()), encoding="utf-8")
    monkeypatch.setattr(release_check, "REGIONS", path)
    assert main(["--today", TODAY.isoformat()]) == 0
    assert main(["--today", (TODAY + timedelta(days=181)).isoformat()]) == 1
    assert "US human 988: verified on 2026-11-21, more than 180 days ago" in capsys.readouterr().out


def test_a_day_that_is_none_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--today", "tomorrow"])
    assert stopped.value.code == 2
