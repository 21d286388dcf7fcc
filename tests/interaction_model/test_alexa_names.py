"""The names of intents at Amazon."""

import pytest

from interaction_model.alexa.names import intent_name_of, label_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("LogWinIntent", "log_win"),
        ("RecapTodayIntent", "recap_today"),
        ("SuggestIntent", "suggest"),
        ("CrisisIntent", "crisis"),
        ("AMAZON.HelpIntent", "help"),
        ("AMAZON.YesIntent", "yes"),
        ("AMAZON.StopIntent", "stop"),
        ("AMAZON.FallbackIntent", "unknown"),
    ],
)
def test_names_and_labels_lead_to_each_other(name: str, label: str) -> None:
    assert label_of(name) == label
    assert intent_name_of(label) == name


@pytest.mark.parametrize("name", ["AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"])
def test_every_way_out_stops(name: str) -> None:
    assert label_of(name) == "stop"


@pytest.mark.parametrize("name", ["", "Intent", "AMAZON.", "???"])
def test_a_name_that_is_none_is_unknown(name: str) -> None:
    assert label_of(name) == "unknown"


def test_what_is_too_long_for_amazons_own_intents_has_one_of_ours_with_the_same_label() -> None:
    assert intent_name_of("stop", "please stop now") == "AMAZON.StopIntent"
    name = intent_name_of("stop", "i think that will be all")
    assert name == "StopIntent"
    assert label_of(name) == "stop"
    assert intent_name_of("undo", "take that last one back again") == "UndoIntent"
