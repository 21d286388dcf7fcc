"""What a person does on the page, by its forms alone: these browsers run no script."""

from __future__ import annotations

import re

import pytest

from models import queries
from tests.journal_page.browsing import Tab, follow
from tests.journal_page.served import PERSON
from tests.small_wins.talk import Talk

pytestmark = pytest.mark.browser


def wins_shown(tab: Tab) -> list[str]:
    return tab.page.locator(".wins .said").all_inner_texts()


@pytest.mark.requirement("R156")
def test_today_stands_in_their_own_words(tab: Tab) -> None:
    assert wins_shown(tab) == ["Drank a glass of water", "Brushed my teeth", "Made my bed"]
    assert "3 things" in tab.text()


def test_a_win_that_is_typed_is_kept_answered_and_shown(tab: Tab) -> None:
    tab.tell("I fed the ducks and felt calmer")
    assert tab.answer().startswith("You fed the ducks, and you felt calmer.")
    assert wins_shown(tab)[-1] == "Fed the ducks, felt calmer"
    assert "fed the ducks" in tab.served.kept()


def test_loading_the_page_again_keeps_nothing_twice(tab: Tab) -> None:
    tab.tell("I fed the ducks")
    tab.page.reload()
    tab.page.go_back()
    tab.page.go_forward()
    assert tab.served.kept().count("fed the ducks") == 1


def test_a_form_that_is_sent_twice_is_answered_once(tab: Tab) -> None:
    tab.tell("I fed the ducks")
    request, key = (tab.page.locator(f"[name={name}]").first.input_value() for name in ("request", "form_key"))
    form = {"request": request, "form_key": key, "text": "I watered the fern"}
    for _ in range(2):
        tab.page.request.post(f"{tab.served.url}/say", form=form)
    assert tab.served.kept().count("watered the fern") == 1


def test_what_was_told_is_taken_back_and_put_back_by_a_button(tab: Tab) -> None:
    tab.tell("I fed the ducks")
    tab.press("Take it back")
    assert tab.answer() == "Taken back: fed the ducks."
    assert "fed the ducks" not in tab.served.kept()
    tab.press("Put it back")
    assert tab.answer() == "It's back: you fed the ducks."
    assert "fed the ducks" in tab.served.kept()


def test_one_small_thing_is_offered_made_smaller_changed_and_done(tab: Tab) -> None:
    tab.press("One small thing")
    first = tab.answer()
    tab.press("Smaller")
    smaller = tab.answer()
    tab.press("Something else")
    other = tab.answer()
    assert len({first, smaller, other}) == 3
    before = len(tab.served.kept())
    tab.press("I did it")
    assert len(tab.served.kept()) == before + 1


def test_a_question_is_answered_by_its_buttons(tab: Tab) -> None:
    tab.tell("delete everything from today")
    assert tab.page.get_by_role("button", name="Yes").count() == 1
    tab.press("No")
    assert len(wins_shown(tab)) == 3


def test_other_words_another_day_and_another_kind_are_kept(tab: Tab) -> None:
    follow(tab.page.get_by_role("link", name="Change: Made my bed"))
    tab.page.get_by_label("What you did").fill("made two beds")
    tab.page.get_by_label("The day").fill("2026-11-17")
    tab.page.get_by_label("Kind").select_option("Moving about")
    tab.press("Keep the change")
    assert tab.page.url.endswith("/day/2026-11-17")
    assert "Made two beds" in wins_shown(tab)
    with tab.served.core.database.reading() as session:
        person = queries.find_person(session, PERSON)
        assert person
        win = next(w for w in queries.all_wins(session, person.person_id) if w.phrase == "made two beds")
        assert (win.domain, win.day.isoformat()) == ("physical", "2026-11-17")
    tab.press("Take back the last change")
    assert "Made my bed" in wins_shown(tab)


def test_a_day_to_come_is_no_day_of_a_win(tab: Tab) -> None:
    follow(tab.page.get_by_role("link", name="Change: Made my bed"))
    form = {"form_key": tab.page.locator("[name=form_key]").first.input_value(), "words": "made my bed"}
    tab.page.request.post(tab.page.url, form={**form, "day": "2026-12-24", "kind": "home"})
    tab.go("/")
    assert "Made my bed" in wins_shown(tab)


def test_a_win_is_taken_out_and_put_back(tab: Tab) -> None:
    follow(tab.page.get_by_role("link", name="Change: Made my bed"))
    tab.press("Take it out")
    assert "Made my bed" not in wins_shown(tab)
    tab.press("Put it back")
    assert "Made my bed" in wins_shown(tab)


def test_the_calendar_leads_to_a_day_and_back_through_the_months(tab: Tab) -> None:
    tab.press("Calendar")
    follow(tab.page.get_by_role("link", name=re.compile("^Thursday 12 November 2026")))
    assert wins_shown(tab) == ["Opened the curtains", "Made my bed", "Did my breathing"]
    tab.press("Calendar")
    tab.press("Earlier")
    assert "October 2026" in tab.text()
    assert tab.page.get_by_role("link", name=re.compile("October 2026, one thing")).count() == 2
    tab.press("Later")
    assert "November 2026" in tab.text()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"Words": "walking"}, ["Walked to the park, felt lighter"] * 1 + ["Walked to the park, felt calm"]),
        ({"A person": "your sister"}, ["Called my sister, felt better"]),
        ({"Kind": "Making things"}, ["Drew a small bird"]),
        ({"From": "2026-11-16", "Until": "2026-11-17"}, ["Sat on the step in the sun", "Answered one email"]),
        ({"Words": "park", "From": "2026-11-10"}, ["Walked to the park, felt lighter"]),
        ({"Words": "park", "Kind": "Rest"}, []),
    ],
)
def test_the_record_is_searched(tab: Tab, fields: dict[str, str], found: list[str]) -> None:
    tab.press("Search")
    for label, value in fields.items():
        field = tab.page.get_by_label(label, exact=True)
        if label in {"A person", "Kind"}:
            field.select_option(value)
        else:
            field.fill(value)
    tab.press("Search")
    tab.page.locator("#found").wait_for()
    assert set(found) <= set(wins_shown(tab))
    assert bool(found) == bool(wins_shown(tab))
    assert "/search#found" in tab.page.url
    assert not any(value.split()[-1] in tab.page.url for value in fields.values())


def test_the_search_is_a_form_whose_words_are_in_no_address(tab: Tab) -> None:
    tab.press("Search")
    tab.page.get_by_label("Words").fill("park")
    follow(tab.page.locator("main button", has_text="Search"))
    assert [url for url in tab.asked if "park" in url] == []


def test_a_hard_day_reads_one_thing_at_a_time_and_three_at_most(tab: Tab) -> None:
    tab.press("A hard day")
    assert "Nothing has to get done." in tab.text()
    tab.press("Read me one thing from before")
    read = [tab.page.inner_text(".large")]
    for _ in range(2):
        tab.press("Another one")
        read.append(tab.page.inner_text(".large"))
    assert len(set(read)) == 3
    assert tab.page.get_by_role("button", name="Another one").count() == 0
    tab.press("That's enough")
    assert tab.page.url == f"{tab.served.url}/"


def test_a_hard_day_reads_the_note_that_was_left(tab: Tab) -> None:
    tab.press("A hard day")
    tab.press("Read me the note I left")
    assert "even when I didn't want to go" in tab.page.inner_text(".large")


def test_what_was_read_on_a_hard_day_is_not_read_again_soon(tab: Tab) -> None:
    read = []
    for _ in range(2):
        tab.go("/hard-day")
        tab.press("Read me one thing from before")
        read.append(tab.page.inner_text(".large"))
    assert read[0] != read[1]


def test_a_note_is_kept_shown_and_taken_out(tab: Tab) -> None:
    tab.press("Notes")
    tab.page.get_by_label("A note to your future self").fill("the bath helped too")
    tab.press("Keep it")
    assert "the bath helped too" in tab.text()
    tab.press("Take out: the bath helped too")
    assert "the bath helped too" not in tab.text()
    tab.press("Take back the last change")
    tab.press("Notes")
    assert "the bath helped too" in tab.text()


def test_a_plan_is_made_done_and_let_go(tab: Tab) -> None:
    tab.press("Plans and steps")
    tab.tell("after lunch I'll sit outside for a minute")
    tab.press("Plans and steps")
    assert "After lunch, sit outside for a minute" in tab.text()
    tab.press("I did it: After lunch, sit outside for a minute")
    assert "sat outside for a minute" in tab.served.kept()
    assert "done today" in tab.text()
    tab.press("Let it go: After your coffee, stretch for two minutes")
    assert "stretch" not in tab.text().partition("What you mean to do")[2]


def test_feelings_stand_where_they_were_told_and_can_be_taken_out(tab: Tab) -> None:
    tab.press("Feelings")
    assert tab.page.get_by_role("img").get_attribute("aria-label")
    told = tab.page.locator(".felt-list li").count()
    assert tab.page.locator(".feelings circle").count() == told
    tab.press("Take out: flat, Saturday 14 November 2026")
    assert tab.page.locator(".felt-list li").count() == told - 1
    assert "flat" not in tab.text()


def test_a_feeling_that_is_taken_out_leaves_the_win_that_it_stood_with(tab: Tab) -> None:
    tab.press("Feelings")
    tab.press("Take out: calmer, Sunday 15 November 2026")
    tab.go("/day/2026-11-15")
    assert wins_shown(tab) == ["Had a bath"]


def test_what_helps_is_told_in_sentences_with_their_counts(tab: Tab) -> None:
    tab.press("What helps")
    assert "14 of 20" in tab.text()
    assert "It may be chance." in tab.page.locator("details p").first.text_content()  # type: ignore[operator]
    assert "Drink a glass of water" in tab.text()


def test_a_day_is_deleted_on_a_second_press_alone(tab: Tab) -> None:
    tab.go("/day/2026-11-17")
    tab.press("Delete this day")
    tab.press("Leave it as it is")
    assert "Sat on the step in the sun" in wins_shown(tab)
    tab.press("Delete this day")
    follow(tab.page.get_by_role("button", name="Delete this day"))
    assert "sat on the step in the sun" not in tab.served.kept()
    tab.press("Take back the last change")
    assert "There's nothing from the last half hour to take back." in tab.text()


def test_everything_is_deleted_with_a_tick_and_not_without(tab: Tab) -> None:
    tab.press("What is kept")
    tab.press("Delete everything")
    assert "Nothing was deleted" in tab.text()
    assert tab.served.kept()
    tab.page.get_by_label("Yes, delete everything of mine").check()
    tab.press("Delete everything")
    assert tab.served.kept() == []
    with tab.served.core.database.reading() as session:
        assert queries.find_person(session, PERSON) is None
    assert "It's all deleted." in tab.text()
    tab.press("To the page of today")
    assert wins_shown(tab) == []


def test_files_that_were_exported_are_told_of_when_everything_is_deleted(tab: Tab) -> None:
    tab.tell("export my journal")
    tab.press("What is kept")
    tab.page.get_by_label("Yes, delete everything of mine").check()
    tab.press("Delete everything")
    assert "The files that you saved are still on the machine." in tab.text()


def test_a_pairing_code_is_shown_large_and_is_no_number_to_call(tab: Tab) -> None:
    tab.tell("pair my journal")
    code = tab.page.inner_text("p.number")
    assert re.fullmatch(r"\d{3} \d{3}", code)
    assert tab.answer().startswith(f"Your code is {code}.")
    assert tab.page.locator("a.number").count() == 0


def test_what_was_told_by_voice_meanwhile_is_there_at_the_next_look(tab: Tab) -> None:
    Talk(tab.served.core, PERSON).say("I fed the ducks")
    tab.page.reload()
    assert "Fed the ducks" in wins_shown(tab)


def test_leaving_closes_the_journal_in_this_browser(tab: Tab) -> None:
    tab.press("What is kept")
    tab.press("Close the journal in this browser")
    assert "The journal is closed in this browser." in tab.text()
    tab.page.request.get(f"{tab.served.url}/")
    assert tab.page.request.get(f"{tab.served.url}/").status == 403
