"""Writes `en/verbs.tsv`, the verbs of English, out of lemminflect's lexicon: all four forms where the plain rule would
get one wrong, else the base alone.

    python -m interaction_model.understanding.english.build_verbs

A build step, so that a turn needs neither lemminflect nor numpy: importing those takes longer than the whole turn.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from interaction_model.understanding.english.verbs import regular_gerund, regular_past

TABLE = Path(__file__).parents[2] / "en" / "verbs.tsv"
_MENDED = {"run": "run"}
"""Participles that the lexicon has wrong."""
_BASE, _KIND, _PAST, _PARTICIPLE, _GERUND = range(5)


def verbs() -> Iterator[tuple[str, ...]]:
    """Rows by base: the base alone, or base, past, participle and gerund ('/' between variants)."""
    packed = (files("lemminflect") / "resources" / "infl_lu.csv.gz").read_bytes()
    for row in sorted(csv.reader(gzip.decompress(packed).decode().splitlines())):
        if row[_KIND] != "verb" or not row[_BASE].isalpha() or not row[_BASE].islower():
            continue
        base, past, gerund = row[_BASE], row[_PAST], row[_GERUND]
        participle = _MENDED.get(base) or row[_PARTICIPLE] or past
        irregular = past != regular_past(base) or participle != past or gerund != regular_gerund(base)
        yield (base, past, participle, gerund) if irregular or base.endswith("ed") else (base,)


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="\n") as table:
        for row in verbs():
            table.write("\t".join(row) + "\n")
