"""What is logged of an error."""

import pytest

from skill.reports import report


def break_with(words: str) -> None:
    raise ValueError(words)


def test_an_error_is_logged_with_its_place_and_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    words = "xylo" + "phonists"
    with pytest.raises(ValueError, match=words) as caught:
        break_with(words)
    report(caught.value)
    assert "ValueError" in caplog.text
    assert "in break_with" in caplog.text
    assert words not in caplog.text
