"""The backups of a SQLite journal: copied while it is in use, looked over, and thrown away in their turn."""

from __future__ import annotations

import glob
import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.limits import BACKUPS, BackupLimits
from models.sqlite_files import copy, is_good, parts_of, remove, replace

SEALED = ".sealed"
_NAME = r"-(\d{4}-\d\d-\d\d|made-[\dT-]+|before-[\w-]+|damaged-[\dT-]+)\.db(\.sealed)?"
_LEFT_OVER = r"(\.partial)*(-wal|-shm|-journal)?"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class BackupRules:
    """Where the backups of a journal go, and how many there are."""

    folder: Path | None
    """None: a folder beside the journal."""
    days: int
    """Of how many days one is kept; 0: none are made by themselves, but before a migration."""


@dataclass(frozen=True)
class Backups:
    """Those of one journal. Raises OSError, sqlite3.Error, and filelock.Timeout where another process makes one."""

    journal: Path
    rules: BackupRules
    limits: BackupLimits = BACKUPS

    @property
    def folder(self) -> Path:
        return self.rules.folder or self._own_folder

    def of_day(self, today: date) -> Path | None:
        """Make today's if there is none, and drop what is too old. None: there was one, or nothing has changed."""
        path = self.named(today.isoformat())
        if not self.rules.days or path.exists() or not self._changed():
            return None
        with self.at_rest(seconds=0):
            if path.exists():
                return None
            copy(self.journal, path)
            self._drop_the_old()
        return path

    def make(self, kind: str) -> Path:
        """Make one of this kind: 'made-' or 'before-' and what it is named after."""
        with self.at_rest(self.limits.wait_seconds):
            copy(self.journal, self.named(kind))
        return self.named(kind)

    def write(self, target: Path, kind: str, passphrase: str) -> None:
        """Make one somewhere else, or sealed with a passphrase ('': not). A plain copy never leaves our folder then."""
        if not passphrase:
            with self.at_rest(self.limits.wait_seconds):
                copy(self.journal, target)
            return
        from models.sealing import seal

        with self.at_rest(self.limits.wait_seconds):
            plain, partial = self.named(kind).with_suffix(".db.partial"), target.with_name(f"{target.name}.partial")
            try:
                copy(self.journal, plain)
                partial.unlink(missing_ok=True)
                with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                    seal(plain, file, passphrase)
                replace(partial, target)
            finally:
                remove(plain)
                partial.unlink(missing_ok=True)

    def named(self, kind: str) -> Path:
        """The file of one."""
        return self.folder / f"{self.journal.stem}-{kind}.db"

    def fresh(self, kind: str) -> Path:
        """The same for one that is not there yet, whatever else was made in this second."""
        return next(
            path for n in itertools.count(1) if not (path := self.named(kind if n == 1 else f"{kind}-{n}")).exists()
        )

    def all(self) -> list[Path]:
        """Every one that is whole as a file, the latest first; sealed ones too."""
        return sorted(self._files(_NAME), key=lambda path: path.stat().st_mtime, reverse=True)

    def newest_good(self) -> Path | None:
        """The latest one that SQLite finds no fault with, but for what was put away by a restore."""
        offered = (path for path in self.all() if not re.search(r"-(before-restore|damaged)-", path.name))
        return next((path for path in offered if path.suffix == ".db" and is_good(path)), None)

    def delete_all(self) -> None:
        """Delete every one, also of the time before another folder was chosen. To be called `at_rest`."""
        earlier = self.journal.parent.glob(f"{glob.escape(self.journal.name)}.before-*")
        for folder in {self.folder, self._own_folder}:
            for path in self._files(_NAME + _LEFT_OVER, folder):
                path.unlink(missing_ok=True)
        for path in earlier:
            path.unlink(missing_ok=True)

    @contextmanager
    def at_rest(self, seconds: float) -> Iterator[None]:
        """Nobody else makes or drops one until the end of this; whoever does is waited for so long."""
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self.folder / f".{self.journal.stem}.lock", seconds, mode=0o600):
            yield

    @property
    def _own_folder(self) -> Path:
        return self.journal.parent / "backups"

    def _files(self, name: str, folder: Path | None = None) -> list[Path]:
        whole, folder = re.compile(re.escape(self.journal.stem) + name), folder or self.folder
        found = folder.iterdir() if folder.is_dir() else ()
        return [path for path in found if whole.fullmatch(path.name)]

    def _changed(self) -> bool:
        """Whether the journal was written since the latest one; a week without a word must not drop a good one."""
        latest = max((path.stat().st_mtime for path in self.all()), default=0.0)
        return any(part.stat().st_mtime > latest for part in parts_of(self.journal)[:2] if part.exists())

    def _drop_the_old(self) -> None:
        """Days beyond those that are kept, what a migration or a restore put away before the first of them, and copies
        that were broken off.
        """
        for path in self._files(_NAME + _LEFT_OVER):
            if ".partial" in path.name:
                path.unlink(missing_ok=True)
        days = sorted((path for path in self.all() if _DAY.fullmatch(self._kind(path))), reverse=True)
        for path in days[self.rules.days :]:
            remove(path)
        if len(days) < self.rules.days:
            return
        first = days[self.rules.days - 1].stat().st_mtime
        for path in self.all():
            if not self._kind(path).startswith("made-") and path.stat().st_mtime < first:
                remove(path)

    def _kind(self, path: Path) -> str:
        return path.name.removeprefix(f"{self.journal.stem}-").partition(".")[0]


def stamp(at: datetime) -> str:
    """A moment as the names of files have it."""
    return f"{at:%Y-%m-%dT%H-%M-%S}"
