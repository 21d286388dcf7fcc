"""The grammar of English as the tests use it: built alone, without the sentences."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml

from interaction_model.language import LANGUAGES
from interaction_model.understanding.english import English, load_grammar
from interaction_model.understanding.grammar import Act

WEDNESDAY = date(2026, 11, 18)


@cache
def grammar() -> English:
    folder = LANGUAGES / "en"
    return load_grammar(folder, yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8")))


def acts(text: str, *, infinitive: bool = False) -> tuple[Act, ...]:
    return grammar().find_acts(grammar().trim(text), infinitive=infinitive, today=WEDNESDAY)


def told(text: str, *, infinitive: bool = False) -> list[str]:
    return [act.what for act in acts(text, infinitive=infinitive)]
