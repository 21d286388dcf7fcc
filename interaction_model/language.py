"""One language: its sentences, replies, safety phrases and grammar, loaded from the data in its folder."""

from __future__ import annotations

import gc
import hashlib
import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import hassil

from interaction_model.exercises import Exercises
from interaction_model.steps import Catalogue
from interaction_model.understanding.grammar import Grammar
from interaction_model.understanding.linear import LinearModel
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.screen import Screen
from interaction_model.understanding.second_pass import SecondPass
from interaction_model.understanding.sentences import Sentences
from interaction_model.understanding.slots import Slots
from interaction_model.understanding.understand import Understanding

LANGUAGES = Path(__file__).parent
REGIONS = LANGUAGES / "regions.yaml"
DEFAULT = "en"


class GrammarModule(Protocol):
    """A language's grammar: a module `understanding/<name>.py`, named by `grammar:` in its words.yaml."""

    def load_grammar(self, folder: Path, words: Mapping[str, Any]) -> Grammar:
        """Make the grammar from the language's folder and its words."""
        ...


@dataclass(frozen=True, eq=False)
class Language:
    """Everything the core needs to listen and answer in one language. Each is itself alone: it can be a cache's key."""

    code: str
    """Its folder's name, such as 'en'."""

    understanding: Understanding
    screen: Screen
    replies: Mapping[str, str | Sequence[str]]
    """What is answered, by key: a text, or texts to vary between; with {placeholders}."""

    safety_replies: Mapping[str, Any]
    """The form of `<language>/safety/replies.yaml`."""

    regions: Mapping[str, Any]
    """Help lines by country: the form of regions.yaml."""

    steps: Catalogue
    """The catalogue of small steps."""

    exercises: Exercises
    """The exercises of the body."""

    page: Mapping[str, Any]
    """The words of the page, by key: texts, lists of texts; empty where the language has no page."""

    def as_sentence(self, slot: str) -> str:
        """What a platform's slot was before it lost its subject: 'can't go on' -> 'i can't go on'."""
        return f"{self.understanding.words.get('subject', '')} {slot}".strip()

    def warm_up(self) -> None:
        """Compile every pattern now, so that nobody waits for it; a door that stays open calls this at its start."""
        self.understanding.sentences.warm_up()
        self.screen.warm_up()

    @property
    def grammar(self) -> Grammar:
        return self.understanding.grammar

    def say(self, key: str, **values: object) -> str:
        """The reply of that key with its placeholders filled."""
        return self._fill(str(self.replies[key]), values)

    def say_in_turn(self, key: str, turn: int, **values: object) -> str:
        """Of the several texts of that key, the one whose turn it is."""
        texts = self.replies[key]
        return self._fill(texts[turn % len(texts)], values)

    @staticmethod
    def _fill(text: str, values: Mapping[str, object]) -> str:
        said = text.format(**values)
        return said[:1].upper() + said[1:]


def load_language(locale: str, cache_dir: Path | None = None, languages: Path = LANGUAGES) -> Language:
    """The language of a locale ('en-GB' -> en; one we don't have -> English), built or from the cache, once for all
    of its countries.
    """
    return _load(_folder_of(locale, languages), cache_dir)


@lru_cache
def _folder_of(locale: str, languages: Path) -> Path:
    """Looked up once for each locale: a view of the page asks for its language a hundred times."""
    code = locale.replace("_", "-").split("-", maxsplit=1)[0].lower()
    has_it = code.isalpha() and (languages / code / "words.yaml").is_file()
    return languages / (code if has_it else DEFAULT)


@cache
def _load(folder: Path, cache_dir: Path | None) -> Language:
    return read_language(folder, cache_dir)


def read_language(folder: Path, cache_dir: Path | None = None) -> Language:
    """The language in `folder`. With `cache_dir`, what was built is kept there until a file changes."""
    if cache_dir is None:
        return _build(folder)
    cached = cache_dir / f"language-{folder.name}-{_fingerprint(folder)}.pickle"
    try:
        return _read_cache(cached)
    except (OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError):
        language = _build(folder)
        _keep(language, cached)
        return language


def _read_cache(cached: Path) -> Language:
    """With the garbage collector at rest: it would look at every object anew, for a third of the time."""
    resting = gc.isenabled()
    gc.disable()
    try:
        return cast("Language", pickle.loads(cached.read_bytes()))  # noqa: S301 - our own file in the user's own cache
    finally:
        if resting:
            gc.enable()


def _build(folder: Path) -> Language:
    # Imported here: a turn that finds the cache needs no YAML.
    import yaml

    def read(path: Path) -> Any:
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    def merge(name: str) -> dict[str, Any]:
        return {key: value for path in sorted((folder / name).glob("*.yaml")) for key, value in read(path).items()}

    words = read(folder / "words.yaml") | merge("words")
    grammar_module = cast("GrammarModule", import_module(words["grammar"]))
    contractions = Contractions(**words["contractions"])
    sentences = Sentences.from_data([read(path) for path in sorted((folder / "sentences").glob("*.yaml"))])
    weights = _models(folder / "weights")
    understanding = Understanding(
        sentences=sentences,
        grammar=grammar_module.load_grammar(folder, words),
        words=words,
        contractions=contractions,
        slots=Slots.from_data(read(folder / "slots.yaml"), contractions),
        domains=weights["domains"],
        second_pass=SecondPass(weights["intents"], weights["reports"], contractions) if "intents" in weights else None,
    )
    return Language(
        code=folder.name,
        understanding=understanding,
        screen=Screen.from_data(
            map(read, sorted((folder / "safety" / "screen").glob("*.yaml"))), contractions, weights.get("safety")
        ),
        replies=merge("replies"),
        safety_replies=read(folder / "safety" / "replies.yaml"),
        regions=read(REGIONS),
        steps=Catalogue.from_data(read(folder / "steps.yaml")),
        exercises=Exercises.from_data(read(folder / "exercises.yaml")),
        page=read(page) if (page := folder / "page.yaml").is_file() else {},
    )


def _models(folder: Path) -> dict[str, LinearModel]:
    """The trained models by name: 'domains', and where there are any 'intents', 'reports' and 'safety'."""
    models = {}
    for path in folder.glob("*.tsv"):
        with path.open(encoding="utf-8") as lines:
            models[path.stem] = LinearModel.from_lines(lines)
    return models


def _fingerprint(folder: Path) -> str:
    """Changes with the data, with our code that builds from it, and with what it was built by."""
    sources = [
        REGIONS,
        *folder.rglob("*.yaml"),
        *folder.rglob("*.tsv"),
        *LANGUAGES.glob("*.py"),
        *LANGUAGES.glob("understanding/**/*.py"),
    ]
    built_by = Path(hassil.__file__).stat().st_mtime_ns
    digest = hashlib.sha256(f"{sys.version}{built_by}".encode())
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(language: Language, cached: Path) -> None:
    """Write the cache whole or not at all; a folder that can't be written to costs only time."""
    try:
        cached.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = cached.with_suffix(f".{hashlib.sha256(str(id(language)).encode()).hexdigest()[:8]}")
        partial.write_bytes(pickle.dumps(language))
        partial.replace(cached)
        for old in cached.parent.glob(f"language-{language.code}-*.pickle"):
            if old != cached:
                old.unlink(missing_ok=True)
    except OSError:
        return
