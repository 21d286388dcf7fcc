"""A server of speech models that can be told to misbehave."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from local_voice.speech_models import COMPACT_PATH

NAME = "vosk-model-small-en-us-0.15"


def zip_of(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return packed.getvalue()


def model_entries(folder: str = f"{NAME}/") -> dict[str, bytes]:
    """The compact model, as the content of an official zip."""
    files = [path for path in COMPACT_PATH.rglob("*") if path.is_file()]
    return {f"{folder}{path.relative_to(COMPACT_PATH).as_posix()}": path.read_bytes() for path in files}


@dataclass
class ModelServer:
    """What it serves, how it fails, and what it was asked for."""

    content: bytes
    address: str = ""
    listed: object = None
    """What stands in the list of models; None makes a true one."""

    status: int = 200
    honours_range: bool = True
    breaks_off_after: list[int] = field(default_factory=list)
    """Bytes after which each of the first answers breaks off."""

    ranges: list[str | None] = field(default_factory=list)
    """The Range header of each request for the zip."""

    @property
    def url(self) -> str:
        return f"{self.address}{NAME}.zip"

    @property
    def list(self) -> bytes:
        if isinstance(self.listed, bytes):
            return self.listed
        true_list = [{"name": NAME, "md5": hashlib.md5(self.content).hexdigest()}]  # noqa: S324 - as the official one
        return json.dumps(true_list if self.listed is None else self.listed).encode()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path.endswith("model-list.json"):
            self.answer(200, self.server.model_server.list)
            return
        model_server = self.server.model_server
        model_server.ranges.append(self.headers.get("Range"))
        if model_server.status == 200:
            self.answer_part(model_server)
        else:
            self.answer(model_server.status, b"no such model")

    def answer_part(self, model_server: ModelServer) -> None:
        begin, length = 0, len(model_server.content)
        if model_server.honours_range and (wanted := self.headers.get("Range")):
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if begin >= length:
            self.answer(416, b"", {"Content-Range": f"bytes */{length}"})
            return
        described = {"Content-Range": f"bytes {begin}-{length - 1}/{length}"} if begin else {}
        breaks_off = model_server.breaks_off_after.pop(0) if model_server.breaks_off_after else None
        self.answer(206 if begin else 200, model_server.content[begin:], described, breaks_off)

    def answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, breaks_off: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        self.wfile.write(body[:breaks_off])

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def __init__(self, model_server: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.model_server = model_server


@contextmanager
def serving(model_server: ModelServer) -> Iterator[ModelServer]:
    with Server(model_server) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        model_server.address = f"http://127.0.0.1:{server.server_address[1]}/"
        try:
            yield model_server
        finally:
            server.shutdown()
            thread.join()
