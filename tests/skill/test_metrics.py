"""The metrics count, and tell nothing of anybody."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.skill.forgeries import FORGERIES
from tests.skill.posting import Skill
from tests.skill.signing import USER_ID, as_body, intent, signed


def told(skill: Skill) -> dict[tuple[str, ...], float]:
    """Name and labels of each sample -> its value."""
    families = text_string_to_metric_families(skill.client.get("/metrics").text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def counted(before: dict[tuple[str, ...], float], after: dict[tuple[str, ...], float], *sample: str) -> float:
    return after.get(sample, 0) - before.get(sample, 0)


def test_answers_and_refusals_are_counted_and_timed(skill: Skill) -> None:
    before = told(skill)
    skill.post(intent("LogWinIntent", {"win": "i made my bed"}))
    for _ in range(2):
        skill.send(FORGERIES["altered body"].make(skill.authority))
    skill.client.get("/wp-admin")
    after = told(skill)
    name = "small_wins_request_seconds_count"
    assert counted(before, after, name, "/alexa", "200") == 1
    assert counted(before, after, name, "/alexa", "400") == 2
    assert counted(before, after, name, "none", "404") == 1
    assert after["small_wins_request_seconds_sum", "/alexa", "200"] > 0
    assert after["small_wins_requests_in_progress", "/alexa"] == 0


def test_a_failure_is_counted(skill: Skill) -> None:
    before = told(skill)
    broken = intent("LogWinIntent", {"win": "i made my bed"})
    del broken["context"]["System"]["user"]
    skill.post(broken)
    assert counted(before, told(skill), "small_wins_errors_total") == 1


def test_they_hold_no_words_no_ids_and_no_intents(skill: Skill) -> None:
    for said in ("i waved at xylophonists", "i want to die"):
        body = as_body(intent("LogWinIntent", {"win": said}))
        skill.client.post("/alexa?xylophonists", data=body, headers=signed(body, skill.authority.leaf_key))
    skill.client.get("/xylophonists")
    text = skill.client.get("/metrics").text
    for word in ("xylophonists", "die", USER_ID, "crisis", "log_win", "LogWin"):
        assert word not in text
    names = set(re.findall(r"^(?:# (?:HELP|TYPE) )?(\w+)", text, re.M))
    assert {name for name in names if not name.startswith("small_wins_")} == set()


@pytest.mark.parametrize("path", ["/a", "/b/c", "/alexa/x"])
def test_a_strangers_paths_make_no_new_samples(skill: Skill, path: str) -> None:
    skill.client.get("/never-there")
    before = told(skill).keys()
    skill.client.get(path)
    assert told(skill).keys() == before
