"""Asks whether a locked package has a known vulnerability: .venv/bin/python script/audit.py [options of pip-audit].

Exit code 1 where one has. Where the advisories can't be reached (no network, or a registry that gives packages alone)
it says so and ends with 0: a machine like that can't know, and must not be kept from linting for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements" / "dev.lock"
"""All that runs, tests and builds this."""

UNREACHABLE = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "ServiceError", "SSLError")
"""What stands in pip-audit's complaint when the service is to blame, and not what it was asked."""


def main(options: Sequence[str]) -> int:
    """The command; its exit code."""
    lock = [] if {"-r", "--requirement"} & set(options) else ["--requirement", str(LOCK)]
    asked = [*lock, "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json", *options]
    done = subprocess.run([sys.executable, "-m", "pip_audit", *asked], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        if any(sign in done.stderr for sign in UNREACHABLE):
            sys.stdout.write("NOT AUDITED: the service with the advisories can't be reached from here.\n")
            return 0
        sys.stderr.write(done.stderr)
        return 1
    return tell(packages)


def tell(packages: Sequence[dict[str, Any]]) -> int:
    """Print what was found out; the exit code."""
    known = [package for package in packages if "vulns" in package]
    faults = [(package, fault) for package in known for fault in package["vulns"]]
    for package, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}\n")
    if not known:
        sys.stdout.write(f"NOT AUDITED: the service knows none of the {len(packages)} packages from here.\n")
    else:
        sys.stdout.write(f"Audited {len(known)} of {len(packages)} packages: {len(faults)} known vulnerabilities.\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
