"""Which speech models are on this machine, and which one is in use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from local_voice.failures import ModelError
from small_wins.settings import Settings

COMPACT = "compact"
"""The name of the model that came with us."""

COMPACT_PATH = Path(__file__).parent / "speech-model-en"

PARTS = (
    (("am/final.mdl", "conf/model.conf"), ("final.mdl",)),
    (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst"), ("HCLG.fst",), ("HCLr.fst", "Gr.fst")),
)
"""What shows that a folder is a Vosk model, of either layout (src/model.cc of vosk-api): of each part, all the files of
one alternative. What else Vosk needs, it says when it loads the model.
"""


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A speech model by its name and place; nothing says that it is whole."""

    name: str
    path: Path

    @property
    def compact(self) -> bool:
        """Whether it is the small one that came with us."""
        return self.path == COMPACT_PATH


def model_in_use(settings: Settings) -> SpeechModel:
    """The model that the settings name, else the one that was chosen last, else the compact one."""
    return named(settings.speech_model or _chosen(settings), settings)


def list_models(settings: Settings) -> list[SpeechModel]:
    """Every model that is there: the compact one, those fetched, and the one in use wherever it is."""
    folder = settings.speech_models_dir
    fetched = [SpeechModel(path.name, path) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    whole = [model for model in fetched if is_model(model.path)]
    models = [SpeechModel(COMPACT, COMPACT_PATH), *whole]
    in_use = model_in_use(settings)
    return models if in_use in models else [*models, in_use]


def choose(name: str, settings: Settings) -> SpeechModel:
    """Use that model (a name, or a folder's absolute path) from now on. Raises ModelError."""
    model = check(named(name, settings))
    choice = _choice_file(settings)
    try:
        choice.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = choice.with_suffix(".partial")
        partial.write_text(name + "\n", encoding="utf-8")
        partial.replace(choice)
    except OSError as error:
        raise ModelError("models_not_written", path=choice.parent, reason=error.strerror) from error
    return model


def check(model: SpeechModel) -> SpeechModel:
    """The model, if its folder is one. Raises ModelError."""
    if not model.path.is_dir():
        raise ModelError("model_missing", path=model.path)
    if not is_model(model.path):
        raise ModelError("model_none", path=model.path)
    return model


def is_model(folder: Path) -> bool:
    """Whether the folder has the files of a Vosk model, none of them empty."""
    return all(any(all(_has(folder / file) for file in files) for files in part) for part in PARTS)


def _has(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def named(name: str, settings: Settings) -> SpeechModel:
    """The model of that name: 'compact', a fetched one, or a folder."""
    if name in {"", COMPACT, str(COMPACT_PATH)}:
        return SpeechModel(COMPACT, COMPACT_PATH)
    fetched = settings.speech_models_dir / name
    path = fetched if Path(name).name == name and fetched.is_dir() else Path(name).expanduser().absolute()
    return SpeechModel(path.name, path)


def _choice_file(settings: Settings) -> Path:
    return settings.data_dir / "speech-model.txt"


def _chosen(settings: Settings) -> str:
    try:
        return _choice_file(settings).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
