"""`Reply` -> response."""

import pytest

from skill.speech import ssml, timed_ssml
from small_wins.reply import Manner, Reply


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
    assert ssml("a < b", with_care=True) == '<prosody rate="90%">a &lt; b</prosody>'


def test_a_changed_manner_is_said_in_it() -> None:
    assert ssml("A & b", manner=Manner(85, 150)) == '<prosody rate="85%" volume="+3.5dB">A &amp; b</prosody>'
    assert ssml("Softer", manner=Manner(volume=50)) == '<prosody volume="-6.0dB">Softer</prosody>'
    assert ssml("As usual", manner=Manner()) == "As usual"


def test_a_crisis_is_said_slowly_at_their_own_rate_and_loudness() -> None:
    assert ssml("a", with_care=True, manner=Manner(70, 125)) == '<prosody rate="63%" volume="+1.9dB">a</prosody>'


def test_nothing_goes_beyond_what_alexa_takes() -> None:
    assert 'volume="+4.1dB"' not in ssml("a", manner=Manner(volume=150))
    assert ssml("a", with_care=True, manner=Manner(rate=10)) == '<prosody rate="20%">a</prosody>'


def test_an_exercise_has_its_silences_in_breaks_of_ten_seconds_at_most() -> None:
    reply = Reply("In. Out.", "breathe", timed=(("In & up.", 4), ("Out.", 25)), manner=Manner(rate=85))
    breaks = '<break time="10000ms"/><break time="10000ms"/><break time="5000ms"/>'
    assert timed_ssml(reply) == f'<prosody rate="85%">In &amp; up.<break time="4000ms"/> Out.{breaks}</prosody>'
