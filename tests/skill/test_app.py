"""POST /alexa, as HTTP: what is refused, and with which status."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from skill.app import NoSkillIdError, create_app
from skill.limits import LIMITS
from small_wins.settings import Settings
from tests.skill.forgeries import FORGERIES, Forgery, genuine
from tests.skill.posting import Skill
from tests.skill.signing import as_body, envelope, intent, signed


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_request_gets_400_and_writes_nothing(skill: Skill, forgery: Forgery) -> None:
    response = skill.send(forgery.make(skill.authority))
    assert response.status_code == 400
    assert response.data == b""
    assert not skill.database.exists()


def test_a_forged_request_leaves_an_open_database_as_it_is(skill: Skill) -> None:
    skill.post(intent("LogWinIntent", {"win": "i drank a glass of water"}))
    before = skill.everything_kept()
    for name in ("altered body", "signature by another key", "sent 151 s ago", "other skill"):
        assert skill.send(FORGERIES[name].make(skill.authority)).status_code == 400
    assert skill.everything_kept() == before


def test_a_forged_request_after_a_genuine_one_is_refused_too(skill: Skill) -> None:
    good = genuine(skill.authority)
    assert skill.send(good).status_code == 200
    assert skill.send(replace(good, body=good.body + b" ")).status_code == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_is_allowed(skill: Skill, method: str) -> None:
    assert skill.client.open("/alexa", method=method).status_code == 405


@pytest.mark.parametrize("path", ["/", "/alexa/", "/static/x"])
def test_nothing_else_is_there(skill: Skill, path: str) -> None:
    assert skill.client.post(path).status_code == 404


def test_a_body_that_is_too_large_is_not_read(skill: Skill) -> None:
    body = b"x" * (LIMITS.body_bytes + 1)
    response = skill.client.post("/alexa", data=body, headers=signed(body, skill.authority.leaf_key))
    assert response.status_code == 413


@pytest.mark.parametrize(
    "request_",
    [
        {"type": "SessionEndedRequest", "reason": "USER_INITIATED"},
        {"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INTERNAL_SERVICE_ERROR", "message": "x"}},
        {"type": "AlexaSkillEvent.SkillEnabled"},
        {"type": "AudioPlayer.PlaybackStarted", "token": "t", "offsetInMilliseconds": 0},
        {"type": "Some.Kind.OfTheFuture"},
        {"type": "IntentRequest", "intent": "a string"},
    ],
    ids=lambda request_: str(request_["type"]),
)
def test_what_nobody_waits_for_is_acknowledged_in_silence(skill: Skill, request_: dict[str, object]) -> None:
    answer = skill.post(envelope(request_))
    assert answer.envelope["version"] == "1.0"
    assert answer.envelope["response"] == {}


def test_a_skill_event_has_no_session(skill: Skill) -> None:
    event = envelope({"type": "AlexaSkillEvent.SkillDisabled"})
    del event["session"]
    assert skill.post(event).envelope["response"] == {}


@pytest.mark.parametrize("said", [{"type": "IntentRequest"}, {"type": "LaunchRequest", "requestId": None}])
def test_a_signed_request_that_lacks_its_parts_is_answered(skill: Skill, said: dict[str, object]) -> None:
    broken = envelope(said)
    del broken["context"]["System"]["user"]
    answer = skill.post(broken)
    assert "Something went wrong" in answer.speech
    assert not answer.open


def test_without_a_skill_id_there_is_no_application(tmp_path: Path) -> None:
    with pytest.raises(NoSkillIdError, match="SMALL_WINS_SKILL_ID"):
        create_app(Settings(data_dir=tmp_path, skill_id=""))


def test_settings_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_WINS_SKILL_ID", "amzn1.ask.skill.from-the-environment")
    monkeypatch.setenv("SMALL_WINS_DATA_DIR", str(tmp_path / "elsewhere"))
    create_app()
    assert (tmp_path / "elsewhere" / "id-key").exists()


def test_the_log_names_reasons_and_quotes_nobody(skill: Skill, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    words = {"win": "i waved at xylophonists"}
    skill.post(intent("LogWinIntent", words))
    skill.post(intent("LogWinIntent", {"win": "i want to die"}))
    body = as_body(intent("LogWinIntent", words))
    skill.client.post("/alexa", data=body + b" ", headers=signed(body, skill.authority.leaf_key))
    broken = intent("LogWinIntent", words)
    del broken["context"]["System"]["user"]
    skill.post(broken)
    assert "refused: the signature is not of this body" in caplog.text
    assert "AttributeError" in caplog.text
    for word in ("xylophonists", "waved", "want to die", "A-PERSON"):
        assert word not in caplog.text
