"""What is said of what is written: every help line, heard by the recogniser, and what espeak-ng reads wrongly."""

from __future__ import annotations

import pytest

from interaction_model.language import load_language
from local_voice.ears import Ear
from local_voice.mouth import Mouth
from local_voice.sound import FRAME_BYTES, SPOKEN_RATE
from local_voice.spoken_text import End, SpokenText, pieces
from small_wins.safety import spoken_number
from tests.local_voice.conftest import heard_as

ENGLISH = load_language("en")
NUMBERS = sorted({line["number"] for lines in ENGLISH.regions.values() for line in lines.values()})
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGITS = {name: str(digit) for digit, name in enumerate(NAMES)}
MOST_DIGITS_A_SECOND = 2.5
"""What can be written down; read as one number, they came at 3.7."""


@pytest.fixture(scope="module")
def spoken_text() -> SpokenText:
    return SpokenText.from_words(ENGLISH.understanding.words)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_help_line_is_heard_digit_by_digit_and_slowly(
    mouth: Mouth, ear: Ear, spoken_text: SpokenText, number: str
) -> None:
    pcm = mouth.render(spoken_text.of(f"Call {spoken_number(number)}, day or night."))
    heard = [one.hypotheses[0] for one in ear.hear_all(iter([bytes(8000), heard_as(pcm), bytes(32000)]))]
    digits = "".join(DIGITS.get(word, "") for word in " ".join(heard).split())
    assert digits == number.replace("-", "")
    seconds = len(mouth.render(spoken_text.of(spoken_number(number)))) / FRAME_BYTES / SPOKEN_RATE
    assert len(digits) / seconds < MOST_DIGITS_A_SECOND


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("You meditated at 10:05.", "you meditated at ten oh five"),
        ("You woke at 7:00.", "you woke at seven o'clock"),
        ("You walked for 10-15 minutes.", "you walked for ten to fifteen minutes"),
        ("You rang 988.", "you rang nine, eight, eight"),
        ("You walked 3 km.", "you walked three kilometres"),
    ],
)
def test_a_voice_says_what_people_say(mouth: Mouth, spoken_text: SpokenText, written: str, heard: str) -> None:
    # The same words take the same time.
    as_people_say = pytest.approx(len(mouth.render(heard)), rel=0.02)
    assert len(mouth.render(spoken_text.of(written))) == as_people_say
    assert len(mouth.render(written)) != as_people_say


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("call or text 9 8 8, day or night.", "call or text 9, 8, 8, day or night."),
        ("call 1 1 6, 1 2 3, day", "call 1, 1, 6; 1, 2, 3, day"),
        ("is 1, 8 0 0, 7 9 9, 7 2 3 3.", "is 1; 8, 0, 0; 7, 9, 9; 7, 2, 3, 3."),
        ("I called 116 123", "I called 1, 1, 6; 1, 2, 3"),
        ("rang 0808 2000 247.", "rang 0, 8, 0, 8; 2, 0, 0, 0; 2, 4, 7."),
        ("on 1-800-799-7233", "on 1; 8, 0, 0; 7, 9, 9; 7, 2, 3, 3"),
        ("You read a page, and you read it out.", "You red a page, and you red it out."),
        ("at 7:00 pm", "at 7 pm"),
        ("at 19:00", "at 19 hundred"),
        ("at 07:30", "at 07:30"),
        ("1/2 a sandwich", "half a sandwich"),
        ("1/2 cup", "half a cup"),
        ("2 1/2 miles", "2 and a half miles"),
        ("1½ miles", "1 and a half miles"),
        ("3/4 of it", "three quarters of it"),
        ("spent £20 or $5.50", "spent 20 pounds or 5 dollars 50"),
        ("took 50mg", "took 50 milligrams"),
        ("1hr, 30 mins", "1 hour, 30 minutes"),
        ("walked w/ mum, w/o dad", "walked with mum, without dad"),
        ("saw Dr. Smith at St. John", "saw Doctor Smith at Saint John"),
    ],
)
def test_what_is_read_wrongly_is_put_otherwise(spoken_text: SpokenText, written: str, said: str) -> None:
    assert spoken_text.of(written) == said


@pytest.mark.parametrize(
    "text",
    [
        "You walked 10000 steps, or 12,500.",
        "You ran 3.5 miles in 2 3 minute pieces.",
        "It was 10:30, half past ten.",
        "You ate salt & pepper crisps and called the GP.",
        "It was on 2026-08-04.",
        "Did you read it?",
        "When you read of something, sit down.",
        "You kept two, three or 4 things.",
        "100 press-ups",
    ],
)
def test_what_is_read_rightly_stays(spoken_text: SpokenText, text: str) -> None:
    assert spoken_text.of(text) == text


def test_no_reply_of_ours_is_said_otherwise_than_it_is_written_but_for_its_numbers(spoken_text: SpokenText) -> None:
    replies = [text for value in ENGLISH.replies.values() for text in ([value] if isinstance(value, str) else value)]
    assert [text for text in replies if spoken_text.of(text) != text] == []


def test_a_text_falls_into_sentences() -> None:
    text = 'It\'s kept. Shall I go on? "Yes." You slept... a little, e.g. on the sofa.\n\nThe microphone is back.\n'
    assert pieces(text, 100) == [
        ("It's kept.", End.SENTENCE),
        ("Shall I go on?", End.SENTENCE),
        ('"Yes.', End.SENTENCE),
        ("You slept... a little, e.g. on the sofa.", End.PARAGRAPH),
        ("The microphone is back.", End.PARAGRAPH),
    ]
    assert pieces(" \n\n ", 100) == []


def test_a_long_sentence_falls_into_clauses_and_no_number_falls_apart() -> None:
    assert pieces("If you're in danger, call them; a line is 1; 8, 0, 0; 7, 9, 9, day or night.", 30) == [
        ("If you're in danger,", End.CLAUSE),
        ("call them;", End.CLAUSE),
        ("a line is 1; 8, 0, 0; 7, 9, 9,", End.CLAUSE),
        ("day or night.", End.PARAGRAPH),
    ]
    assert pieces("One, two, three, four, five.", 15) == [
        ("One, two,", End.CLAUSE),
        ("three, four,", End.CLAUSE),
        ("five.", End.PARAGRAPH),
    ]
    assert pieces("A long sentence without any comma.", 10) == [("A long sentence without any comma.", End.PARAGRAPH)]
