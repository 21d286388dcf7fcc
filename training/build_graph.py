"""Step 6: the language model and the decoding graph (HCLr.fst, Gr.fst, words.txt)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from training.dictionary import MOST_PRONUNCIATIONS, load_dictionary
from training.folders import TEXT, Folders, read_lines, write_lines
from training.language_model import UNKNOWN, LanguageModel
from training.lexicon_graph import LexiconGraph
from training.phones import KALDI_PHONES, NUMBERS

EVERYDAY_WEIGHT = 40
"""How often each hand-written sentence counts beside the generated ones."""

_PLUGIN = "libfstlookahead.so.22"
_LIBRARY_FOLDERS = [Path("/usr/lib/x86_64-linux-gnu"), Path("/usr/lib/aarch64-linux-gnu"), Path("/usr/lib")]


def build_graph(folders: Folders) -> None:
    """Write graph/ of the model. Raises FileNotFoundError without OpenFst's look-ahead plug-in."""
    pronunciations, sentences = _with_hand_written(folders)
    words = sorted({word for word, _ in pronunciations} | {UNKNOWN})
    numbers = {word: place + 1 for place, word in enumerate(words)}
    lexicon = [(numbers[word], [NUMBERS[phone] for phone in phones.split()]) for word, phones in pronunciations]
    graph = folders.model / "graph"
    relabelled = _write_lexicon(LexiconGraph(lexicon, numbers[UNKNOWN]), graph / "HCLr.fst")
    numbers = {word: relabelled[number] for word, number in numbers.items()}
    model = LanguageModel(sentences, [word for word in words if word != UNKNOWN])
    steps = [["fstarcsort", "--sort_type=ilabel"], ["fstconvert", "--fst_type=const"]]
    model.to_transducer(numbers).compile(graph / "Gr.fst", steps)
    table = sorted((number, word) for word, number in numbers.items())
    write_lines(graph / "words.txt", ["<eps> 0", *(f"{word} {number}" for number, word in table)])
    # The lexicon needs no disambiguation symbol, but the file must be there: a number that nothing uses.
    write_lines(graph / "disambig_tid.int", [str(2 * KALDI_PHONES + 1)])


def _with_hand_written(folders: Folders) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """All pronunciations and sentences. The hand-written ones join here: they need no audio of their own."""
    dictionary = load_dictionary()
    rows = [line.split("\t") for line in read_lines(folders.lexicon)]
    pronunciations = [(word, phones) for word, phones in rows]
    known = {word for word, _ in pronunciations}
    everyday = [line.split() for line in read_lines(TEXT / "everyday.txt") if line]
    extra = {word for sentence in everyday for word in sentence} | set((TEXT / "more_words.txt").read_text().split())
    if silent := sorted(extra - known - set(dictionary)):
        sys.stderr.write(f"left out, for want of a pronunciation: {' '.join(silent)}\n")
    new = sorted(word for word in extra - known if word in dictionary)
    pronunciations += [(word, phones) for word in new for phones in dictionary[word][:MOST_PRONUNCIATIONS]]
    known.update(new)
    everyday = [sentence for sentence in everyday if known.issuperset(sentence)]
    generated = [line.split() for line in read_lines(folders.language_text)]
    return pronunciations, generated + everyday * EVERYDAY_WEIGHT


def _write_lexicon(graph: LexiconGraph, path: Path) -> dict[int, int]:
    """Write the look-ahead form; the new number of each word, by its old one."""
    plugin = next((folder / _PLUGIN for folder in _LIBRARY_FOLDERS if (folder / _PLUGIN).exists()), None)
    if plugin is None:
        raise FileNotFoundError(f"{_PLUGIN} is missing (Debian: apt install libfst-tools)")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "olabel_lookahead-fst.so").symlink_to(plugin)
        pairs = Path(folder) / "relabel"
        convert = ["fstconvert", "--fst_type=olabel_lookahead", f"--save_relabel_opairs={pairs}"]
        environment = {"LD_LIBRARY_PATH": folder, "PATH": os.environ["PATH"]}
        graph.fst.compile(path, [["fstarcsort", "--sort_type=olabel"], convert], environment)
        rows = [line.split() for line in read_lines(pairs)]
    return {int(old): int(new) for old, new in rows}
