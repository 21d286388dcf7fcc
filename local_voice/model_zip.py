"""Speech models as zip files from elsewhere: unpacked with suspicion, and put in place whole or not at all."""

from __future__ import annotations

import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from local_voice.failures import ModelError
from local_voice.limits import FETCH_LIMITS, FetchLimits
from local_voice.speech_models import SpeechModel, is_model


def install_zip(
    archive: Path, name: str, models: Path, check: Callable[[Path], object], limits: FetchLimits = FETCH_LIMITS
) -> SpeechModel:
    """Unpack the model in a zip to the folder `models / name`. Raises ModelError, and what `check` raises when it is
    called with the unpacked model; then nothing is changed.
    """
    try:
        models.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=models) as folder:
            unpacked, target = Path(folder) / "unpacked", models / name
            _unpack(archive, unpacked, limits)
            model = _find_model(unpacked, archive)
            check(model)
            if target.exists():
                target.rename(Path(folder) / "replaced")
            model.rename(target)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError) as error:
        raise ModelError("zip_unreadable", path=archive) from error
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise ModelError("zip_hostile", path=archive) from error
    except OSError as error:
        raise ModelError("models_not_written", path=models, reason=error.strerror) from error
    return SpeechModel(name, models / name)


def _unpack(archive: Path, folder: Path, limits: FetchLimits) -> None:
    with zipfile.ZipFile(archive) as zipped:
        entries = zipped.infolist()
        if len(entries) > limits.files or not all(_is_harmless(entry) for entry in entries):
            raise ModelError("zip_hostile", path=archive)
        left = min(limits.unpacked_bytes, archive.stat().st_size * limits.unpacked_ratio + limits.unpacked_slack_bytes)
        for entry in entries:
            if not entry.is_dir():
                left -= _unpack_one(zipped, entry, folder / entry.filename, left, archive)


def _unpack_one(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int, archive: Path) -> int:
    """Write one file of at most `left` bytes, whatever size the zip claims; how many there were."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with zipped.open(entry) as source, target.open("xb") as file:
        while piece := source.read(FETCH_LIMITS.piece_bytes):
            written += len(piece)
            if written > left:
                raise ModelError("zip_hostile", path=archive)
            file.write(piece)
    return written


def _is_harmless(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a plain file or folder that stays inside."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    windows, posix = PureWindowsPath(entry.filename), PurePosixPath(entry.filename)
    stays_inside = not (windows.drive or windows.root or posix.root or ".." in windows.parts)
    encrypted = bool(entry.flag_bits & 1)
    return stays_inside and not encrypted and kind in {0, stat.S_IFREG, stat.S_IFDIR}


def _find_model(folder: Path, archive: Path) -> Path:
    """The model's folder: official zips hold one folder of the model's name."""
    for candidate in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if is_model(candidate):
            return candidate
    raise ModelError("model_none", path=archive)
