"""Pronunciations: the CMU Pronouncing Dictionary, as it is packaged in pocketsphinx, and a few words it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pocketsphinx

from training.folders import TEXT, read_lines

Dictionary = dict[str, list[str]]
"""Word -> pronunciations in ARPAbet without stress."""

MOST_PRONUNCIATIONS = 4
"""Of one word; the dictionary's later ones are rare."""

_CMU = Path(pocketsphinx.__file__).parent / "model" / "en-us" / "cmudict-en-us.dict"
_VARIANT = re.compile(r"\(\d+\)$")


def load_dictionary() -> Dictionary:
    """Both dictionaries; CMU's is taken where a word is in both."""
    return _read(read_lines(TEXT / "pronunciations.tsv")) | _read(read_lines(_CMU))


def _read(lines: list[str]) -> Dictionary:
    pronunciations: Dictionary = {}
    for line in lines:
        word, phones = line.split(maxsplit=1)
        known = pronunciations.setdefault(_VARIANT.sub("", word).lower(), [])
        if phones not in known:
            known.append(phones)
    return pronunciations
