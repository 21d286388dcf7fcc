"""The sounds of the model, and their numbers in Kaldi."""

from __future__ import annotations

from training.folders import Folders, read_lines, word_list

PHONES = word_list("phones")
SILENCE = 0
NUMBERS = {phone: number for number, phone in enumerate(PHONES)}
"""Phone -> number of its only output of the network."""

POSITIONS = ("begin", "end", "internal", "singleton")
KALDI_SILENCE = 1
KALDI_PHONES = 1 + len(POSITIONS) * (len(PHONES) - 1)
"""How many phones Kaldi counts: silence, and every other one at each position in a word."""

Lexicon = dict[str, list[list[int]]]
"""Word -> pronunciations as phone numbers."""


def kaldi_phone(phone: int, position: str) -> int:
    """Kaldi's number of a phone at a position; not for silence."""
    return 2 + len(POSITIONS) * (phone - 1) + POSITIONS.index(position)


def phone_of_kaldi(kaldi_number: int) -> int:
    """The phone behind a number of Kaldi's."""
    return SILENCE if kaldi_number == KALDI_SILENCE else 1 + (kaldi_number - 2) // len(POSITIONS)


def transition_ids(kaldi_number: int) -> tuple[int, int]:
    """The self-loop and the way on: every phone has one state with these two transitions."""
    return 2 * kaldi_number - 1, 2 * kaldi_number


def load_lexicon(folders: Folders) -> Lexicon:
    """The pronunciations that step 1 wrote."""
    lexicon: Lexicon = {}
    for line in read_lines(folders.lexicon):
        word, phones = line.split("\t")
        lexicon.setdefault(word, []).append([NUMBERS[phone] for phone in phones.split()])
    return lexicon
