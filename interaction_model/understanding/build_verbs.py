"""Writes `en/verbs.tsv`: the verbs whose past tense the plain rule would get wrong, out of lemminflect's lexicon.

    python -m interaction_model.understanding.build_verbs

A build step, so that a turn needs neither lemminflect nor numpy: importing those takes longer than the whole turn.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from interaction_model.understanding.english import regular_gerund, regular_past

TABLE = Path(__file__).parent.parent / "en" / "verbs.tsv"
_BASE, _KIND, _PAST, _PARTICIPLE, _GERUND = range(5)


def exceptions() -> Iterator[tuple[str, str, str, str]]:
    """Rows of base, past, participle and gerund ('/' between variants), by base."""
    packed = (files("lemminflect") / "resources" / "infl_lu.csv.gz").read_bytes()
    for row in sorted(csv.reader(gzip.decompress(packed).decode().splitlines())):
        if row[_KIND] != "verb" or not row[_BASE].isalpha() or not row[_BASE].islower():
            continue
        base, past, gerund = row[_BASE], row[_PAST], row[_GERUND]
        participle = row[_PARTICIPLE] or past
        irregular = past != regular_past(base) or participle != past or gerund != regular_gerund(base)
        if irregular or base.endswith("ed"):
            yield base, past, participle, gerund


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="\n") as table:
        for row in exceptions():
            table.write("\t".join(row) + "\n")
