"""Which speech model is in use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from local_voice.failures import ModelError
from local_voice.speech_models import COMPACT, COMPACT_PATH, check, choose, is_model, list_models, model_in_use
from small_wins.settings import Settings


@pytest.fixture
def fetched() -> Path:
    """Another model, where fetched ones are kept."""
    folder = Settings().speech_models_dir / "vosk-model-other"
    shutil.copytree(COMPACT_PATH, folder)
    return folder


def test_the_compact_model_is_in_use_at_first_and_is_whole() -> None:
    model = model_in_use(Settings())
    assert model.compact
    assert check(model).path == COMPACT_PATH
    assert list_models(Settings()) == [model]


def test_a_choice_lasts_and_can_be_taken_back(fetched: Path) -> None:
    choose("vosk-model-other", Settings())
    assert model_in_use(Settings()).path == fetched
    assert [model.name for model in list_models(Settings())] == [COMPACT, "vosk-model-other"]
    choose(COMPACT, Settings())
    assert model_in_use(Settings()).compact


def test_a_folder_is_used_where_it_is(fetched: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "my models" / "mine"
    elsewhere.parent.mkdir()
    fetched.rename(elsewhere)
    choose(str(elsewhere), Settings())
    assert model_in_use(Settings()).path == elsewhere
    assert model_in_use(Settings()) in list_models(Settings())


@pytest.mark.parametrize("by", ["name", "path"])
def test_the_setting_comes_before_the_choice(fetched: Path, by: str) -> None:
    choose(COMPACT, Settings())
    assert model_in_use(Settings(speech_model=fetched.name if by == "name" else str(fetched))).path == fetched


def test_a_choice_of_what_is_no_model_is_refused_and_changes_nothing(fetched: Path, tmp_path: Path) -> None:
    choose("vosk-model-other", Settings())
    for name, key in ((str(tmp_path), "model_none"), ("no-such-model", "model_missing")):
        with pytest.raises(ModelError) as error:
            choose(name, Settings())
        assert error.value.key == key
    assert model_in_use(Settings()).path == fetched


@pytest.mark.parametrize("part", ["am/final.mdl", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst"])
def test_a_model_that_lacks_a_part_or_has_an_empty_one_is_none(fetched: Path, part: str) -> None:
    (fetched / part).write_bytes(b"")
    assert not is_model(fetched)
    (fetched / part).unlink()
    assert not is_model(fetched)


@pytest.mark.parametrize(
    "files",
    [
        ("final.mdl", "HCLG.fst"),
        ("final.mdl", "HCLr.fst", "Gr.fst"),
        ("am/final.mdl", "conf/model.conf", "graph/HCLG.fst"),
    ],
)
def test_every_layout_that_vosk_knows_is_a_model(tmp_path: Path, files: tuple[str, ...]) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(b"something")
    assert is_model(tmp_path)


def test_a_model_that_has_gone_is_told(fetched: Path) -> None:
    choose("vosk-model-other", Settings())
    shutil.rmtree(fetched)
    with pytest.raises(ModelError) as error:
        check(model_in_use(Settings()))
    assert error.value.key == "model_missing"


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError) as error:
        choose(COMPACT, Settings(data_dir=tmp_path / "file"))
    assert error.value.key == "models_not_written"
