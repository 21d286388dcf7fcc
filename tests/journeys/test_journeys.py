"""Whole conversations as data, played through both speaking doors, on both databases. The form of a file:

name: what this journey shows
turns:
  - say: what the person says
    alexa: the same for Alexa, where she hears it in other words
    minutes: minutes that pass before it
    reply: what is heard back, or a beginning that ends in '...'
    says: [parts that the reply has]
    open: whether the conversation stays open
journal: the phrases that are kept at the end, in order
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from models.tables import Win
from small_wins.core import Core
from tests.conftest import NOON
from tests.journeys.players import AlexaPlayer, Player, TypedPlayer
from tests.skill.signing import Authority

JOURNEYS = {path.stem: yaml.safe_load(path.read_text()) for path in sorted(Path(__file__).parent.glob("*.yaml"))}


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.mark.parametrize("door", ["typed", "alexa"])
@pytest.mark.parametrize("name", JOURNEYS)
def test_journey(name: str, door: str, database_url: str, open_core: Callable[..., Core], authority: Authority) -> None:
    journey, moment = JOURNEYS[name], NOON

    def clock() -> datetime:
        return moment

    core = replace(open_core(database=database_url), clock=clock)
    player: Player = TypedPlayer(core) if door == "typed" else AlexaPlayer(core, authority)
    with closing(player):
        for turn in journey["turns"]:
            moment += timedelta(minutes=turn.get("minutes", 0))
            line = turn.get("alexa", turn["say"]) if door == "alexa" else turn["say"]
            heard = player.say(line)
            check(turn, line, heard.speech, heard.open)
        assert phrases_kept(core) == journey["journal"]


def check(turn: dict[str, Any], line: str, speech: str, is_open: bool) -> None:
    expected = turn.get("reply")
    if expected is not None:
        begins = expected.removesuffix("...")
        assert speech == expected or (begins != expected and speech.startswith(begins)), f"{line!r}: {speech!r}"
    for part in turn.get("says", ()):
        assert part in speech, f"{line!r}: {speech!r}"
    if "open" in turn:
        assert is_open == turn["open"], line


def phrases_kept(core: Core) -> list[str]:
    with core.database.reading() as session:
        return [win.phrase for win in session.scalars(select(Win).order_by(Win.id))]
