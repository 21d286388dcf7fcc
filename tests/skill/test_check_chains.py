"""The command that holds real chains against the verifier."""

from pathlib import Path

import pytest

from skill import check_chains
from skill.certificates import load_roots
from tests.skill.signing import NOW, Authority


@pytest.fixture(autouse=True)
def _our_roots(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_chains, "load_roots", lambda: load_roots(authority.root.pem))


def run(folder: Path) -> int:
    return check_chains.main([str(folder)], lambda: NOW)


def test_a_chain_passes_in_its_time_and_not_outside_it(
    authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.pem").write_bytes(authority.chain())
    assert run(tmp_path) == 0
    before, half, after, now = capsys.readouterr().out.splitlines()
    assert "passes" in half
    assert "passes" in now
    assert "refused" in before
    assert "refused" in after


def test_a_chain_that_never_passes_is_told(
    authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.pem").write_bytes(authority.chain())
    (tmp_path / "stranger.pem").write_bytes(Authority("Stranger").chain())
    assert run(tmp_path) == 1
    assert "BAD stranger.pem" in capsys.readouterr().out


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert "no chain" in capsys.readouterr().err
