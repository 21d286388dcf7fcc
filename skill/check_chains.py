"""Holds real certificate chains against the verifier: each has to pass in its time, and to fail outside it.

    python -m skill.check_chains FOLDER

FOLDER has one chain a file (*.pem, leaf first), as Alexa's requests point to them. Exit code 1 where one does
otherwise, 2 where there is none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.x509.verification import Store

from skill.certificates import load_roots, signing_key
from skill.refusal import RefusalError
from small_wins.clock import Clock, system_clock

FAILED, WRONG_USE = 1, 2
MOMENT = timedelta(seconds=1)


def verdict(chain: bytes, roots: Store, when: datetime) -> str:
    """'passes' or 'refused: ...' for a chain in PEM at an aware time."""
    try:
        signing_key(chain, roots, when)
    except RefusalError as error:
        return f"refused: {error}"
    return "passes"


def check(chain: bytes, roots: Store, now: datetime) -> Iterator[tuple[str, datetime, str, bool]]:
    """Each moment that a chain is held against: its name, the time, the verdict, and whether it has to be that.

    Raises ValueError for what is no PEM.
    """
    leaf = x509.load_pem_x509_certificates(chain)[0]
    begins, ends = leaf.not_valid_before_utc, leaf.not_valid_after_utc
    moments = {
        "before its time": (begins - MOMENT, False),
        "half-way": (begins + (ends - begins) / 2, True),
        "after its time": (ends + MOMENT, False),
        "now": (now, begins <= now <= ends),
    }
    for name, (when, may_pass) in moments.items():
        said = verdict(chain, roots, when)
        yield name, when, said, (said == "passes") == may_pass


def main(arguments: Sequence[str] | None = None, clock: Clock = system_clock) -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m skill.check_chains", description="Check real certificate chains.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the chains are, one a file (*.pem)")
    paths = sorted(parser.parse_args(arguments).folder.glob("*.pem"))
    if not paths:
        sys.stderr.write("There is no chain (*.pem) in that folder.\n")
        return WRONG_USE
    roots, fine = load_roots(), True
    for path in paths:
        for name, when, said, as_it_should in check(path.read_bytes(), roots, clock()):
            fine &= as_it_should
            mark = "ok " if as_it_should else "BAD"
            sys.stdout.write(f"{mark} {path.name}  {name:16}{when:%Y-%m-%d}  {said}\n")
    return 0 if fine else FAILED


if __name__ == "__main__":
    sys.exit(main())
