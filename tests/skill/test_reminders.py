"""Reminders through the Reminders API: by a yes for each, following what they are about, and never in the way."""

from __future__ import annotations

import logging

import pytest

from small_wins import reminding
from tests.skill.alexa_services import REMINDERS, AlexaServices
from tests.skill.posting import Skill
from tests.skill.talking import Alexa

FERN = "remind me to water the fern every day at two pm"
NEUTRAL = "What you planned, if you like."


@pytest.fixture
def reminded(alexa: Alexa, services: AlexaServices) -> Alexa:
    """Somebody who has agreed to a reminder every day at two, in Dublin."""
    alexa.say(FERN)
    assert alexa.say("yes").speech == "I'll remind you."
    assert len(services.reminders) == 1
    return alexa


def test_a_reminder_is_asked_for_with_its_time_and_how_often_it_comes(alexa: Alexa, services: AlexaServices) -> None:
    answer = alexa.say(FERN)
    assert answer.speech.endswith("Shall I remind you at two in the afternoon, every day?")
    assert answer.open
    assert services.asked(REMINDERS) == []
    answer = alexa.say("yes")
    assert (answer.speech, answer.open) == ("I'll remind you.", False)
    assert services.asked(REMINDERS) == ["POST"]


def test_alexa_is_told_the_clock_the_zone_and_a_rule_and_nothing_that_was_said(
    reminded: Alexa, services: AlexaServices
) -> None:
    made = services.only()
    assert made["trigger"] == {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": "2026-11-19T14:00:00",
        "timeZoneId": "Europe/Dublin",
        "recurrence": {
            "startDateTime": "2026-11-19T14:00:00",
            "recurrenceRules": ["FREQ=DAILY;BYHOUR=14;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"],
        },
    }
    assert made["requestTime"] == "2026-11-18T21:30:00"
    assert made["alertInfo"]["spokenInfo"]["content"] == [{"locale": "en-US", "text": NEUTRAL}]
    assert made["pushNotification"] == {"status": "DISABLED"}


def test_without_a_yes_there_is_none(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say(FERN)
    assert alexa.say("no").speech == "That's fine. It's kept, and I stay quiet."
    alexa.say(FERN)
    alexa.say("what are my plans")
    assert services.reminders == {}


@pytest.mark.parametrize("asks", [FERN, "give me the recap at half past eight"])
def test_a_cry_for_help_in_place_of_a_yes_is_heard_and_makes_none(
    alexa: Alexa, services: AlexaServices, asks: str
) -> None:
    alexa.say(asks)
    answer = alexa.say("yes i want to die")
    assert "9 8 8" in answer.speech
    assert answer.open
    assert services.asked(REMINDERS) == []


def test_one_that_is_meant_once_has_no_rule(alexa: Alexa, services: AlexaServices) -> None:
    assert "tomorrow at two in the afternoon?" in alexa.say("remind me to water the fern tomorrow at two pm").speech
    alexa.say("yes")
    assert services.only()["trigger"] == {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": "2026-11-19T14:00:00",
        "timeZoneId": "Europe/Dublin",
    }


def test_days_of_the_week_are_a_rule_each(alexa: Alexa, services: AlexaServices) -> None:
    assert "every Monday?" in alexa.say("remind me to water the fern every monday at nine am").speech
    alexa.say("yes")
    assert services.only()["trigger"]["recurrence"]["recurrenceRules"] == [
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
    ]


def test_a_plan_with_a_clock_time_is_offered_one(alexa: Alexa, services: AlexaServices) -> None:
    assert alexa.say("at ten pm i'll read for ten minutes").speech.endswith(
        "Shall I remind you today at ten in the evening?"
    )
    alexa.say("yes")
    assert services.only()["trigger"]["scheduledTime"] == "2026-11-18T22:00:00"


def test_no_at_another_time_is_a_yes_to_that_one(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say("at ten pm i'll read for ten minutes")
    assert "I'll remind you tomorrow at nine in the evening" in alexa.say("no at nine pm").speech
    assert services.only()["trigger"]["scheduledTime"] == "2026-11-19T21:00:00"


@pytest.mark.parametrize("line", ["undo that", "cancel the fern plan", "stop reminding me about the fern"])
def test_what_is_no_longer_wanted_is_taken_away(reminded: Alexa, services: AlexaServices, line: str) -> None:
    reminded.say(line)
    assert services.reminders == {}
    assert services.asked(REMINDERS) == ["POST", "DELETE"]
    reminded.say("what are my plans")
    assert len(services.asked(REMINDERS)) == 2


def test_it_follows_the_plan_to_another_time(reminded: Alexa, services: AlexaServices) -> None:
    reminded.say("move the fern to four pm")
    rules = services.only()["trigger"]["recurrence"]["recurrenceRules"]
    assert rules == ["FREQ=DAILY;BYHOUR=16;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"]
    assert services.asked(REMINDERS) == ["POST", "PUT"]


def test_it_stays_silent_on_a_day_on_which_it_is_done_already(reminded: Alexa, services: AlexaServices) -> None:
    reminded.say("i watered the fern", minutes=12 * 60)
    assert services.only()["trigger"]["recurrence"]["startDateTime"] == "2026-11-20T14:00:00"
    reminded.say("i watered the fern", minutes=24 * 60)
    assert services.only()["trigger"]["recurrence"]["startDateTime"] == "2026-11-21T14:00:00"


def test_it_is_left_alone_while_nothing_changes(reminded: Alexa, services: AlexaServices) -> None:
    for _ in range(4):
        reminded.say("what did i do today", minutes=20 * 60)
    assert services.asked(REMINDERS) == ["POST"]


def test_the_recap_is_reminded_of_by_a_yes_and_follows_its_time(alexa: Alexa, services: AlexaServices) -> None:
    answer = alexa.say("give me the recap at half past eight")
    assert (
        answer.speech
        == "The recap is at half past eight. Shall I remind you at eight thirty in the evening, every day?"
    )
    assert services.reminders == {}
    alexa.say("yes")
    assert services.only()["alertInfo"]["spokenInfo"]["content"][0]["text"] == "Your evening moment, if you like."
    assert alexa.say("give me the recap at nine").speech == "The recap comes at nine."
    assert "BYHOUR=21" in services.only()["trigger"]["recurrence"]["recurrenceRules"][0]
    alexa.say("no recap in the evening")
    assert services.reminders == {}


def test_a_no_to_the_recaps_reminder_keeps_its_time(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say("give me the recap at half past eight")
    assert alexa.say("no").speech == "That's fine. You can ask what you did today at any time."
    assert services.reminders == {}
    assert "half past eight" in alexa.say("tell me my settings").speech


def test_later_is_a_reminder_for_once(reminded: Alexa, services: AlexaServices) -> None:
    reminded.say("in half an hour", minutes=16 * 60 + 31)
    once = [one for one in services.reminders.values() if "recurrence" not in one["trigger"]]
    assert [one["trigger"]["scheduledTime"] for one in once] == ["2026-11-19T14:31:00"]
    assert once[0]["alertInfo"]["spokenInfo"]["content"][0]["text"] == "What you put off, if you like."
    reminded.say("what are my plans", minutes=60)
    assert "DELETE" not in services.asked(REMINDERS)


def test_whoever_deletes_everything_is_reminded_of_nothing(reminded: Alexa, services: AlexaServices) -> None:
    reminded.say("delete everything")
    reminded.say("yes delete everything")
    assert services.reminders == {}
    assert reminded.skill.rows("count(*)", "reminders") == [(0,)]


def test_a_reminder_that_cannot_be_deleted_with_everything_is_told(reminded: Alexa, services: AlexaServices) -> None:
    reminded.say("delete everything")
    services.fails_with = 500
    assert reminded.say("yes delete everything").speech.endswith("You can remove it in the Alexa app.")


def test_a_repeated_request_makes_no_second_one(alexa: Alexa, services: AlexaServices) -> None:
    alexa.say(FERN)
    first = alexa.say("yes")
    assert alexa.again() == first
    assert services.asked(REMINDERS) == ["POST"]


def test_what_is_being_made_by_one_turn_is_not_made_by_another(alexa: Alexa, services: AlexaServices) -> None:
    services.fails_with = 429
    alexa.say(FERN)
    alexa.say("yes")
    alexa.say("what are my plans")
    assert services.asked(REMINDERS) == ["POST"]


def test_one_that_was_removed_in_the_app_is_not_made_again(reminded: Alexa, services: AlexaServices) -> None:
    services.reminders.clear()
    reminded.say("move the fern to four pm")
    reminded.say("move the fern to five pm", minutes=60)
    assert services.reminders == {}
    assert services.asked(REMINDERS) == ["POST", "PUT"]


class TestPermission:
    """401: they have not permitted reminders."""

    @pytest.fixture(autouse=True)
    def not_permitted(self, services: AlexaServices) -> None:
        services.fails_with = 401

    @pytest.fixture
    def asked(self, alexa: Alexa) -> Alexa:
        alexa.say(FERN)
        answer = alexa.say("yes")
        assert "outputSpeech" not in answer.envelope["response"]
        [directive] = answer.directives
        assert (directive["type"], directive["name"]) == ("Connections.SendRequest", "AskFor")
        assert directive["payload"]["permissionScopes"] == [
            {"permissionScope": "alexa::alerts:reminders:skill:readwrite", "consentLevel": "ACCOUNT"}
        ]
        assert not answer.open
        return alexa

    def test_once_it_is_given_the_reminder_is_made(self, asked: Alexa, services: AlexaServices) -> None:
        services.fails_with = None
        answer = asked.permission("ACCEPTED")
        assert (answer.speech, answer.open) == ("The reminder is set.", False)
        assert len(services.reminders) == 1

    def test_the_older_form_of_the_answer_is_read_too(self, asked: Alexa, services: AlexaServices) -> None:
        services.fails_with = None
        status = {"code": "200", "message": ""}
        asked.send(
            {"type": "Connections.Response", "name": "AskFor", "status": status, "payload": {"status": "ACCEPTED"}}
        )
        assert len(services.reminders) == 1

    @pytest.mark.parametrize("status", ["DENIED", "NOT_ANSWERED"])
    def test_without_it_the_plan_stays(self, asked: Alexa, services: AlexaServices, status: str) -> None:
        answer = asked.permission(status)
        assert answer.speech == "That's fine. It's kept, and I stay quiet."
        assert "fern" in asked.say("what are my plans", minutes=30).speech
        assert services.asked(REMINDERS) == ["POST"]

    def test_whoever_denied_it_is_not_offered_reminders_any_more(self, asked: Alexa) -> None:
        asked.permission("DENIED")
        answer = asked.say("at ten pm i'll read for ten minutes")
        assert (answer.speech, answer.open) == ("At ten pm, read for ten minutes. I've got it.", False)
        assert "Shall I remind you" in asked.say("remind me to stretch at eleven pm").speech

    def test_where_it_cannot_be_asked_for_the_app_can_give_it(self, asked: Alexa, services: AlexaServices) -> None:
        answer = asked.permission("", code="500")
        assert "in the Alexa app" in answer.speech
        card = answer.envelope["response"]["card"]
        assert card == {
            "type": "AskForPermissionsConsent",
            "permissions": ["alexa::alerts:reminders:skill:readwrite"],
        }
        services.fails_with = None
        asked.say("what are my plans", minutes=11)
        assert len(services.reminders) == 1

    def test_given_and_yet_refused_is_told(self, asked: Alexa) -> None:
        assert "in the Alexa app" in asked.permission("ACCEPTED").speech

    def test_an_answer_that_says_nothing_breaks_nothing(self, asked: Alexa) -> None:
        for payload in ({}, {"permissionScopes": []}, {"permissionScopes": "x"}, None):
            asked.send({"type": "Connections.Response", "name": "AskFor", "status": None, "payload": payload})


class TestFailures:
    """The plan is kept, the conversation goes on, and what happened is one short sentence."""

    LATER = "Alexa didn't take the reminder just now. The rest is kept, and I'll try again when we talk."

    @pytest.mark.parametrize("status", [429, 500, 503, 302])
    def test_not_now_is_told_and_tried_again_later(self, alexa: Alexa, services: AlexaServices, status: int) -> None:
        services.fails_with = status
        alexa.say(FERN)
        assert alexa.say("yes").speech == self.LATER
        services.fails_with = None
        assert "fern" in alexa.say("what are my plans", minutes=11).speech
        assert len(services.reminders) == 1

    @pytest.mark.parametrize("status", [400, 403])
    def test_never_here_is_told_and_not_tried_again(self, alexa: Alexa, services: AlexaServices, status: int) -> None:
        services.fails_with = status
        alexa.say(FERN)
        assert alexa.say("yes").speech == "Alexa can't set reminders here. The rest is kept, without one."
        alexa.say("what are my plans", minutes=30)
        assert services.asked(REMINDERS) == ["POST"]

    def test_a_body_that_is_no_json_hides_no_status(self, alexa: Alexa, services: AlexaServices) -> None:
        services.fails_with, services.body_of_failures = 401, "<html>"
        alexa.say(FERN)
        assert alexa.say("yes").directives

    def test_a_service_that_is_silent_is_not_waited_for(self, alexa: Alexa, services: AlexaServices) -> None:
        alexa.say(FERN)
        services.delay_seconds = 4
        assert alexa.say("yes").speech == self.LATER

    def test_one_that_is_not_there_at_all_is_told(self, skill: Skill) -> None:
        alexa = Alexa(skill)
        alexa.say(FERN)
        assert alexa.say("yes").speech == self.LATER

    def test_a_change_that_was_not_taken_is_told_behind_the_answer(
        self, reminded: Alexa, services: AlexaServices
    ) -> None:
        services.fails_with = 500
        answer = reminded.say("move the fern to four pm")
        assert answer.speech.startswith("Four pm for a week")
        assert answer.speech.endswith("Alexa may still sound the old reminder. I'll try again when we talk.")
        services.fails_with = None
        reminded.say("what did i do today", minutes=11)
        assert "BYHOUR=16" in services.only()["trigger"]["recurrence"]["recurrenceRules"][0]

    def test_a_journal_that_breaks_in_between_takes_nothing_back(
        self, alexa: Alexa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alexa.say(FERN)

        def broken(*_: object, **__: object) -> None:
            raise OSError("no such disk")

        monkeypatch.setattr(reminding, "finish", broken)
        assert alexa.say("yes").speech == self.LATER

    def test_nothing_is_asked_of_alexa_in_care_mode(self, reminded: Alexa, services: AlexaServices) -> None:
        reminded.say("i want to die")
        reminded.say("cancel all my plans")
        assert services.asked(REMINDERS) == ["POST"]


def test_no_token_id_or_word_is_logged(alexa: Alexa, services: AlexaServices, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for status in (401, 403, 429, None):
        services.fails_with = status
        alexa.say(FERN, minutes=11)
        alexa.say("yes")
    alexa.say("move the fern to four pm")
    for secret in ("fern", "a-token", "alert-", "A-PERSON", "ask.device"):
        assert secret not in caplog.text
    assert "Alexa did not take a reminder: 403" in caplog.text
