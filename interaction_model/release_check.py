"""Whether the help lines may be released: every one verified by a person, and not too long ago.

    script/release-check                       as of today
    script/release-check --today 2026-11-21    as of another day

Prints one line for each fault. Exit codes: 0 none, 1 some, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import yaml

from interaction_model.alexa.manifest import LOCALES
from interaction_model.language import REGIONS

VERIFIED_FOR = timedelta(days=180)
"""After this long a number has to be looked at again."""


def find_faults(regions: Mapping[str, Any], locales: Sequence[str], today: date) -> Iterator[str]:
    """What keeps the help lines (the form of regions.yaml) from being released with these locales on that day."""
    for locale in locales:
        missing = {"human", "emergency"} - (regions.get(locale.partition("-")[2]) or {}).keys()
        for kind in sorted(missing):
            yield f"{locale}: its country has no {kind} line"
    for region, lines in regions.items():
        for kind, line in lines.items():
            if fault := _fault_of(line.get("verified_on"), today):
                yield f"{region} {kind} {line.get('number')}: {fault}"


def _fault_of(verified_on: object, today: date) -> str:
    if verified_on is None:
        return "nobody has verified it"
    if type(verified_on) is not date:
        return "its verified_on is no date such as 2026-11-21"
    if verified_on > today:
        return f"its verified_on, {verified_on}, is still to come"
    if today - verified_on > VERIFIED_FOR:
        return f"verified on {verified_on}, more than {VERIFIED_FOR.days} days ago"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(prog="script/release-check", description="Check the help lines for a release.")
    parser.add_argument("--today", type=date.fromisoformat, required=True, metavar="ISO", help="the day of the release")
    options = parser.parse_args(arguments)
    regions = yaml.safe_load(REGIONS.read_text(encoding="utf-8"))
    faults = [*find_faults(regions, LOCALES, options.today)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
