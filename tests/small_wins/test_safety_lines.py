"""The texts with the numbers in them: every reply in every region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from interaction_model.language import load_language
from interaction_model.understanding.screen import Screening
from models import queries
from small_wins.core import Core
from small_wins.safety import HelpLines, region_of, spoken_number
from tests.small_wins.talk import Talk

ENGLISH = load_language("en-US")
TEXTS = ENGLISH.safety_replies
UNKNOWN = ["", "ZZ", "XX", "419"]


def everything_said(lines: HelpLines) -> Iterator[str]:
    """All that can be said in care mode, with this region's lines."""
    for level in ("crisis", "concern"):
        for reply in TEXTS[level]:
            yield lines.reply_to(Screening(level, "", reply))
    for key in ("again", "number_again", "number_declined", "stop_in_care", "reprompt", "unclear", "here"):
        for reply in (*TEXTS["crisis"], *TEXTS["concern"]):
            for turn in range(3):
                yield lines.say(key, reply, turn)


def digits_of(text: str) -> list[str]:
    """The numbers of a text, as digits: 'call 1 1 6, 1 2 3, day' -> ['116123']."""
    return [re.sub(r"\D", "", run) for run in re.findall(r"\d(?:[ ,]+\d)*", text)]


@pytest.mark.parametrize("region", ENGLISH.regions)
def test_every_number_is_spoken_digit_by_digit_and_is_one_of_the_region(region: str) -> None:
    own = {line["number"].replace("-", "") for line in ENGLISH.regions[region].values()}
    for said in everything_said(HelpLines(ENGLISH, region)):
        assert not re.search(r"\d\d", said)
        assert not re.search(r"[{}]", said)
        assert set(digits_of(said)) <= own, said


@pytest.mark.parametrize("region", ENGLISH.regions)
def test_every_reply_to_a_crisis_names_a_number(region: str) -> None:
    lines = HelpLines(ENGLISH, region)
    for reply in TEXTS["crisis"]:
        assert digits_of(lines.reply_to(Screening("crisis", "", reply)))
        for key in ("again", "number_again", "number_declined", "stop_in_care"):
            assert digits_of(lines.say(key, reply))


@pytest.mark.parametrize("region", UNKNOWN)
def test_where_no_line_is_known_no_number_is_said(region: str) -> None:
    lines = HelpLines(ENGLISH, region)
    for said in everything_said(lines):
        assert not re.search(r"[\d{}]", said)
    for reply in TEXTS["crisis"]:
        said = lines.reply_to(Screening("crisis", "", reply))
        assert "local emergency number" in said or "find a helpline" in said


@pytest.mark.parametrize("reply", [reply for reply in TEXTS["crisis"] if "line}" in TEXTS["crisis"][reply]])
def test_the_number_is_said_again_as_it_was_said_first(reply: str) -> None:
    for region in ENGLISH.regions:
        lines = HelpLines(ENGLISH, region)
        first, again = (
            set(digits_of(text)) for text in (lines.reply_to(_crisis(reply)), lines.say("number_again", reply))
        )
        assert again
        assert again <= first


def _crisis(reply: str) -> Screening:
    return Screening("crisis", "", reply)


@pytest.mark.parametrize("level", ["crisis", "concern"])
@pytest.mark.parametrize("reply", ["", "no such reply"])
def test_what_a_model_alone_has_found_has_a_reply_too(level: Any, reply: str) -> None:
    for region in ("US", "ZZ"):
        lines = HelpLines(ENGLISH, region)
        assert lines.reply_to(Screening(level, "", reply)) == lines.reply_to(Screening(level, "", "default"))


@pytest.mark.parametrize(
    ("locale", "chosen", "setting", "region"),
    [
        ("en-GB", None, "", "GB"),
        ("en_GB.UTF-8", None, "", "GB"),
        ("en-Latn-GB", None, "", "GB"),
        ("en-IE-u-ca-gregory", None, "", "IE"),
        ("en", None, "", ""),
        ("en-419", None, "", ""),
        ("", None, "", ""),
        ("en-GB", None, "IE", "IE"),
        ("en-GB", "AU", "IE", "AU"),
        ("en-GB", "gb-nir", "", "GB-NIR"),
        ("en-US", None, "uk", "GB"),
        ("en-US", "", "", "US"),
    ],
)
def test_the_persons_choice_comes_before_the_setting_and_that_before_the_locale(
    locale: str, chosen: str | None, setting: str, region: str
) -> None:
    assert region_of(locale, chosen, setting) == region


def test_a_part_of_a_country_has_its_own_lines_or_those_of_its_country() -> None:
    northern_ireland, scotland, britain = (
        HelpLines(ENGLISH, region).reply_to(_crisis("suicide")) for region in ("GB-NIR", "GB-SCT", "GB")
    )
    assert "0 8 0 8, 8 0 8, 8 0 0 0" in northern_ireland
    assert scotland == britain


def test_danger_calls_the_police_where_they_have_a_number_of_their_own() -> None:
    singapore = HelpLines(ENGLISH, "SG")
    assert "9 9 9" in singapore.reply_to(_crisis("danger"))
    assert "9 9 5" in singapore.reply_to(_crisis("medical"))
    assert "9 1 1" in HelpLines(ENGLISH, "US").reply_to(_crisis("danger"))


@pytest.mark.parametrize(
    ("locale", "region", "number"),
    [
        ("en-US", "", "9 8 8"),
        ("en-GB", "", "1 1 6, 1 2 3"),
        ("en-AU", "", "1 3, 1 1, 1 4"),
        ("en-IN", "", "1 4 4 1 6"),
        ("en-CA", "", "9 8 8"),
        ("en-US", "IE", "1 1 6, 1 2 3"),
        ("en", "", "local emergency number"),
        ("en-ZZ", "", "local emergency number"),
    ],
)
def test_each_region_has_its_own_line(open_core: Callable[..., Core], locale: str, region: str, number: str) -> None:
    core = open_core()
    core = replace(core, settings=core.settings.model_copy(update={"region": region}))
    assert number in Talk(core, locale=locale).say("i want to die").speech


def test_a_person_hears_the_lines_of_the_region_that_they_chose(core: Core) -> None:
    Talk(core).say("i drank some water")
    with core.database.writing() as session:
        person = queries.find_person(session, "local:me")
        assert person is not None
        person.region = "IE"
        session.commit()
    assert "1 1 6, 1 2 3" in Talk(core).say("i want to die").speech
    assert "9 8 8" in Talk(core, "local:someone else").say("i want to die").speech


def test_digits_are_spoken_singly() -> None:
    assert spoken_number("1-800-799") == "1, 8 0 0, 7 9 9"
