"""Nobody's words, ids and tokens in any log: everything that can be logged is, and read."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from interaction_model.alexa.carriers import WORDS, slot_of
from tests.skill.forgeries import FORGERIES
from tests.skill.posting import Skill
from tests.skill.signing import NOW, SKILL_ID, USER_ID, as_body, envelope, intent, signed

SAID = (
    "i waved at xylophonists",
    "yesterday i fed the axolotl and felt jubilant",
    "after my oolong i will polish the zither",
    "note to future me: the quokka helped",
    "i feel flummoxed",
    "no i said the bandicoot",
    "share that i hugged a wombat with ottoline",
    "delete everything about xylophonists",
    "remind me to water the bromeliads at four",
    "it's a hard day and the marmoset is gone",
    "i am a worthless nincompoop",
    "i want to die and nobody but the numbat knows",
    "what did i do about the axolotl",
    "call me thaddeus",
    "export my wins",
    "undo that",
    "pair my journal",
    "my code is four eight two nine one three",
    "482913",
)
NEVER = (
    *("xylophon", "axolotl", "jubilant", "oolong", "zither", "quokka", "flummox", "bandicoot", "wombat", "ottoline"),
    *("four eight two", "482913", "bromeliad", "marmoset", "nincompoop", "numbat", "thaddeus", "want to die"),
    *(USER_ID, "A-PERSON", "amzn1.ask.device", "amzn1.echo-api.session", "amzn1.echo-api.request", "a-token", SKILL_ID),
)
"""What must not be found: words of the lines above, and what the envelope knows about who speaks."""


class Everything(logging.Handler):
    """Keeps whatever is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def everything(skill: Skill) -> Iterator[Everything]:
    """Every logger that there is once a turn has been answered, at DEBUG."""
    skill.post(intent("AMAZON.HelpIntent"))
    handler = Everything()
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    before = [(logger, logger.level, logger.propagate, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
        if logger is logging.getLogger() or not logger.propagate:
            logger.addHandler(handler)
    yield handler
    for logger, level, propagate, disabled in before:
        logger.level, logger.propagate, logger.disabled = level, propagate, disabled
        logger.removeHandler(handler)
        logger.manager._clear_cache()  # type: ignore[attr-defined] # noqa: SLF001 - as setLevel does


def found(handler: Everything, capfd: pytest.CaptureFixture[str]) -> list[str]:
    """The forbidden words in all that was logged or printed."""
    told = "\n".join([*handler.lines, *capfd.readouterr()]).lower()
    return [word for word in NEVER if word.lower() in told]


def say(skill: Skill, line: str, attributes: dict[str, Any]) -> dict[str, Any]:
    slots = {slot_of(WORDS): {"name": slot_of(WORDS), "value": line}}
    request = {"type": "IntentRequest", "intent": {"name": "AnythingIntent", "slots": slots}}
    return skill.post(envelope(request, attributes)).attributes


def test_a_whole_talk_leaves_no_word_in_any_log(
    skill: Skill, everything: Everything, capfd: pytest.CaptureFixture[str]
) -> None:
    attributes: dict[str, Any] = {}
    for line in (*SAID, *SAID):
        attributes = say(skill, line, attributes)
    assert any("sqlalchemy" in line for line in everything.lines), "the database's own log was read too"
    assert found(everything, capfd) == []


def test_what_is_refused_or_breaks_leaves_none_either(
    skill: Skill, everything: Everything, capfd: pytest.CaptureFixture[str]
) -> None:
    words = {"win": SAID[0]}
    for forgery in FORGERIES.values():
        skill.send(forgery.make(skill.authority))
    skill.chain = skill.authority.chain()
    without_user = intent("LogWinIntent", words)
    del without_user["context"]["System"]["user"]
    skill.post(without_user)
    skill.post(envelope({"type": "Some.Kind.OfTheFuture", "words": SAID[0]}))
    skill.post(envelope({"type": "SessionEndedRequest", "reason": "ERROR", "error": {"message": SAID[0]}}))
    body = as_body(intent("LogWinIntent", {"win": f"{SAID[0]} " * 9_000}))
    skill.client.post("/alexa", data=body, headers=signed(body, skill.authority.leaf_key))
    skill.client.get(f"/{SAID[0]}")
    assert any("refused" in line for line in everything.lines)
    assert any("AttributeError" in line for line in everything.lines)
    assert found(everything, capfd) == []


def test_a_database_that_breaks_in_mid_turn_leaves_none(
    skill: Skill, everything: Everything, capfd: pytest.CaptureFixture[str]
) -> None:
    skill.post(intent("LogWinIntent", {"win": "i ate"}))
    with skill.client.application.extensions["small_wins"].database.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE wins")
        session.commit()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = skill.post(intent("LogWinIntent", {"win": SAID[0]}))
    assert not answer.open
    assert any("database_failed" in line for line in everything.lines)
    assert found(everything, capfd) == []


def test_the_reader_itself_finds_words(everything: Everything, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("skill.app").debug("said at %s: %s", NOW, SAID[0])
    assert found(everything, capfd) == ["xylophon"]
