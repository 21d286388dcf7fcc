"""Downloads from a real server that breaks off, lies and sends garbage."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from local_voice.failures import FetchError
from local_voice.limits import FETCH_LIMITS
from local_voice.model_fetch import Source, download, official_source, source_at
from tests.local_voice.model_server import NAME, ModelServer, serving

PIECE = FETCH_LIMITS.piece_bytes
CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(ModelServer(CONTENT)) as running:
        yield running


def ignore(*_: object) -> None:
    pass


def fetched(server: ModelServer, folder: Path) -> bytes:
    return download(official_source(NAME, server.address), folder, ignore).read_bytes()


def failure(server: ModelServer, folder: Path) -> str:
    with pytest.raises(FetchError) as error:
        fetched(server, folder)
    return error.value.key


def test_a_model_arrives_whole_with_its_progress(server: ModelServer, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    part = download(source_at(server.url), tmp_path, lambda have, total: seen.append((have, total)))
    assert part.read_bytes() == CONTENT
    assert seen == sorted(seen)
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_download_that_breaks_off_is_taken_up_where_it_stopped(server: ModelServer, tmp_path: Path) -> None:
    server.breaks_off_after = [PIECE, 2 * PIECE]
    assert fetched(server, tmp_path) == CONTENT
    assert server.ranges == [None, f"bytes={PIECE}-", f"bytes={3 * PIECE}-"]


def test_what_an_earlier_run_got_is_kept_and_used(server: ModelServer, tmp_path: Path) -> None:
    server.breaks_off_after = [PIECE] + [0] * FETCH_LIMITS.attempts
    assert failure(server, tmp_path) == "fetch_broke_off"
    server.breaks_off_after.clear()
    server.ranges.clear()
    assert fetched(server, tmp_path) == CONTENT
    assert server.ranges == [f"bytes={PIECE}-"]


def test_a_server_that_ignores_the_range_is_read_from_the_start(server: ModelServer, tmp_path: Path) -> None:
    server.honours_range, server.breaks_off_after = False, [PIECE]
    assert fetched(server, tmp_path) == CONTENT
    assert server.ranges == [None, f"bytes={PIECE}-"]


def test_a_download_that_was_complete_already_is_not_fetched_twice(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.zip.part").write_bytes(CONTENT)
    assert fetched(server, tmp_path) == CONTENT


def test_a_part_that_is_longer_than_the_model_is_thrown_away(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.zip.part").write_bytes(CONTENT + b"more")
    assert fetched(server, tmp_path) == CONTENT


def test_a_part_of_something_else_fails_its_checksum_and_is_thrown_away(server: ModelServer, tmp_path: Path) -> None:
    part = tmp_path / f"{NAME}.zip.part"
    part.write_bytes(b"x" * 1000)
    assert failure(server, tmp_path) == "fetch_wrong_checksum"
    assert not part.exists()


def test_a_wrong_checksum_is_told(server: ModelServer, tmp_path: Path) -> None:
    server.listed = [{"name": NAME, "md5": "0" * 32}]
    assert failure(server, tmp_path) == "fetch_wrong_checksum"


@pytest.mark.parametrize("listed", [b"", b"<html>", b"[1, 2]", b'{"a": 1}', [{"md5": "no name"}]])
def test_a_list_that_is_none_costs_only_the_checksum(server: ModelServer, tmp_path: Path, listed: object) -> None:
    server.listed = listed
    assert official_source(NAME, server.address).md5 is None
    assert fetched(server, tmp_path) == CONTENT


@pytest.mark.parametrize("name", ["vosk-model-small-xx", "../../etc/passwd", "", "a/b", ".hidden"])
def test_a_name_that_is_not_listed_is_told(server: ModelServer, name: str) -> None:
    with pytest.raises(FetchError) as error:
        official_source(name, server.address)
    assert error.value.key == "fetch_unknown"


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_refusal_is_told(server: ModelServer, tmp_path: Path, status: int) -> None:
    server.status = status
    with pytest.raises(FetchError) as error:
        fetched(server, tmp_path)
    assert error.value.key == "fetch_refused"
    assert error.value.values["status"] == status


@pytest.mark.parametrize(
    "url", ["", "model.zip", "ftp://host/model.zip", "file:///etc/passwd", "https://host/", "http:///.zip"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(FetchError) as error:
        source_at(url)
    assert error.value.key == "fetch_no_address"


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    for attempt in (
        lambda: official_source(NAME, address),
        lambda: download(source_at(f"{address}model.zip"), tmp_path, ignore),
    ):
        with pytest.raises(FetchError) as error:
            attempt()
        assert error.value.key == "fetch_unreachable"


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    limits = replace(FETCH_LIMITS, connect_seconds=0.2, read_seconds=0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/model.zip"
        with pytest.raises(FetchError) as error:
            download(source_at(url), tmp_path, ignore, limits)
    assert error.value.key == "fetch_unreachable"


def test_a_download_without_end_is_stopped(server: ModelServer, tmp_path: Path) -> None:
    limits = replace(FETCH_LIMITS, download_bytes=len(CONTENT) - 1)
    with pytest.raises(FetchError) as error:
        download(source_at(server.url), tmp_path, ignore, limits)
    assert error.value.key == "fetch_too_large"


def test_a_folder_that_cannot_be_made_is_told(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FetchError) as error:
        download(source_at(server.url), tmp_path / "file" / "models", ignore)
    assert error.value.key == "models_not_written"


def test_two_fetches_of_one_model_do_not_mix(server: ModelServer, tmp_path: Path) -> None:
    source = Source(NAME, server.url, None)
    with FileLock(tmp_path / f".{NAME}.lock"), pytest.raises(FetchError) as error:
        download(source, tmp_path, ignore)
    assert error.value.key == "fetch_under_way"
