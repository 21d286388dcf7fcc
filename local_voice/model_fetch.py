"""Downloads of speech models: taken up again where they broke off, and checked where a checksum is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from filelock import FileLock, Timeout

from local_voice.failures import FetchError
from local_voice.limits import FETCH_LIMITS, FetchLimits

OFFICIAL = "https://alphacephei.com/vosk/models/"
DEFAULT_NAME = "vosk-model-small-en-us-0.15"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there, and of how many if that is known."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model is to be had."""

    name: str
    url: str

    md5: str | None
    """Of the zip, if known."""


def official_source(name: str, base_url: str = OFFICIAL, limits: FetchLimits = FETCH_LIMITS) -> Source:
    """An official model by its name; its checksum comes from the official list. Raises FetchError."""
    if not NAME.fullmatch(name):
        raise FetchError("fetch_unknown", name=name)
    try:
        answer = requests.get(f"{base_url}model-list.json", timeout=(limits.connect_seconds, limits.read_seconds))
        listed = {entry["name"]: entry for entry in answer.json()} if answer.ok else {}
    except (requests.ConnectionError, requests.Timeout) as error:
        raise FetchError("fetch_unreachable", server=urlsplit(base_url).netloc) from error
    except (ValueError, KeyError, TypeError):
        # Without the list there is no checksum; the download itself will show whether the model is there.
        listed = {}
    if listed and name not in listed:
        raise FetchError("fetch_unknown", name=name)
    return Source(name, f"{base_url}{name}.zip", listed.get(name, {}).get("md5"))


def source_at(url: str) -> Source:
    """A model at an address of one's own; its name is the file's. Raises FetchError."""
    parts = urlsplit(url)
    name = parts.path.rsplit("/", maxsplit=1)[-1].removesuffix(".zip")
    if parts.scheme not in {"http", "https"} or not NAME.fullmatch(name):
        raise FetchError("fetch_no_address", url=url)
    return Source(name, url, None)


def download(source: Source, folder: Path, progress: Progress, limits: FetchLimits = FETCH_LIMITS) -> Path:
    """The model's zip in `folder`, as NAME.zip.part, which stays there when the download breaks off and is taken up
    again by the next call. Raises FetchError.
    """
    part = folder / f"{source.name}.zip.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / f".{source.name}.lock", blocking=False):
            for _ in range(limits.attempts):
                before = _size(part)
                if _take_up(source, part, progress, limits):
                    return _checked(part, source)
                if _size(part) == before:
                    break
    except Timeout as error:
        raise FetchError("fetch_under_way", name=source.name) from error
    except OSError as error:
        raise FetchError("models_not_written", path=folder, reason=error.strerror) from error
    if _size(part) == 0:
        raise FetchError("fetch_unreachable", server=urlsplit(source.url).netloc)
    raise FetchError("fetch_broke_off", name=source.name)


def _take_up(source: Source, part: Path, progress: Progress, limits: FetchLimits) -> bool:
    """Fetch what is still missing; whether all of it has come. Raises FetchError, and OSError of the disk."""
    have = _size(part)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    timeout = (limits.connect_seconds, limits.read_seconds)
    try:
        answer = requests.get(source.url, headers=headers, stream=True, timeout=timeout)
    except (requests.ConnectionError, requests.Timeout):
        return False
    except requests.RequestException as error:
        raise FetchError("fetch_no_address", url=source.url) from error
    with answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            return _is_whole(answer, part, have)
        if answer.status_code not in {requests.codes.ok, requests.codes.partial_content}:
            raise FetchError("fetch_refused", url=source.url, status=answer.status_code)
        return _append(answer, part, have if _goes_on_at(answer, have) else 0, progress, limits)


def _append(answer: requests.Response, part: Path, have: int, progress: Progress, limits: FetchLimits) -> bool:
    length = answer.headers.get("Content-Length", "")
    total = have + int(length) if length.isdigit() else None
    with part.open("r+b" if have else "wb") as file:
        file.seek(have)
        try:
            for piece in answer.iter_content(limits.piece_bytes):
                have += len(piece)
                if have > limits.download_bytes:
                    raise FetchError("fetch_too_large", url=answer.url)
                file.write(piece)
                progress(have, total)
        except requests.RequestException:
            return False
    return total is None or have == total


def _goes_on_at(answer: requests.Response, have: int) -> bool:
    """Whether the answer starts where we stopped; a server may ignore that and send all of it."""
    partial = answer.status_code == requests.codes.partial_content
    return partial and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _is_whole(answer: requests.Response, part: Path, have: int) -> bool:
    """There is nothing after what we have: either that is all, or it is something else, which is thrown away."""
    if answer.headers.get("Content-Range") == f"bytes */{have}":
        return True
    part.unlink()
    return False


def _checked(part: Path, source: Source) -> Path:
    if source.md5:
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        if digest != source.md5.lower():
            part.unlink()
            raise FetchError("fetch_wrong_checksum", name=source.name)
    return part


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0
