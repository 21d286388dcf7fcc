"""`Reply` -> response."""

import pytest

from skill.responses import ssml


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("You had salt & pepper <b>.", "You had salt &amp; pepper &lt;b&gt;."),
        ("You sang\x00\x07\x1b.", "You sang."),
        ("Line\nbreak\ttab", "Line\nbreak\ttab"),
        ("Surrogate \ud800 and \uffff", "Surrogate  and "),
        ("Naïve café 🙂", "Naïve café 🙂"),
        ("</speak>", "&lt;/speak&gt;"),
    ],
)
def test_text_is_escaped(text: str, spoken: str) -> None:
    assert ssml(text) == spoken


def test_slow_speech_is_escaped_too() -> None:
    assert ssml("a < b", slowly=True) == '<prosody rate="90%">a &lt; b</prosody>'
