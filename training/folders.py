"""Where the steps of the training read and write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TEXT = Path(__file__).parent / "text"
"""The hand-written lists and sentences."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The working folder of one training."""

    work: Path
    """Everything that is made on the way."""

    model: Path
    """The Vosk model that comes out."""

    @property
    def language_text(self) -> Path:
        """Sentences for the language model, one a line."""
        return self.work / "lm.txt"

    @property
    def train_text(self) -> Path:
        """Sentences to say for the training."""
        return self.work / "train.txt"

    @property
    def test_text(self) -> Path:
        """Sentences to say for the test; none of them is in the other two."""
        return self.work / "test.txt"

    @property
    def vocabulary(self) -> Path:
        """The words, one a line."""
        return self.work / "vocab.txt"

    @property
    def lexicon(self) -> Path:
        """Word, tab, phones; one pronunciation a line."""
        return self.work / "lexicon.txt"

    @property
    def audio_list(self) -> Path:
        """Rows of name, split, voice, seconds, text."""
        return self.work / "audio.tsv"

    @property
    def features(self) -> Path:
        """Clean features of the training audio: arrays feats, offsets, texts."""
        return self.work / "feats.npz"

    @property
    def noises(self) -> Path:
        """Features of the noises."""
        return self.work / "noise.npy"

    @property
    def acoustic_model(self) -> Path:
        """The weights."""
        return self.work / "am.pt"

    def wav(self, split: str, name: str) -> Path:
        """One synthesised utterance, 16 kHz mono."""
        return self.work / "wav" / split / f"{name}.wav"

    def audio_rows(self, split: str) -> list[list[str]]:
        """The rows of `audio_list` for one split."""
        rows = [line.split("\t") for line in read_lines(self.audio_list)]
        return [row for row in rows if row[1] == split]


def read_lines(path: Path) -> list[str]:
    """The lines of a text file."""
    return path.read_text(encoding="utf-8").splitlines()


def write_lines(path: Path, lines: list[str]) -> None:
    """Write a text file, one line an item."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def word_list(name: str) -> list[str]:
    """The words of a list in `text/`, in its order."""
    return (TEXT / f"{name}.txt").read_text(encoding="utf-8").split()
