"""Nothing goes beyond what Alexa takes, whatever was kept or said."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, ResponseEnvelope
from hypothesis import example, given
from hypothesis import strategies as st

from skill.limits import LIMITS
from skill.requests import Speaker
from skill.responses import carried, response_of
from skill.sizes import fitting, json_bytes, plain
from skill.speech import ssml
from small_wins.conversation import Conversation
from small_wins.reply import Manner, Reply, Shown
from tests.skill.rules import check
from tests.skill.signing import as_body, launch
from tests.skill.talking import APL

CARE = "2026-11-18T21:40:00+00:00"
words = st.text(max_size=60)
long_texts = st.builds(lambda text, times: text * times, words, st.integers(0, 400))
manners = st.builds(Manner, st.integers(10, 200), st.integers(1, 200), st.booleans())
conversations = st.builds(
    Conversation,
    about=st.dictionaries(words, long_texts, max_size=3),
    last_speech=long_texts,
    pending=long_texts,
    held=long_texts,
    care_until=st.sampled_from([None, CARE]),
)
screens = st.builds(Shown, words, st.lists(long_texts, max_size=12).map(tuple), st.booleans())


def answered(reply: Reply) -> dict[str, object]:
    """The whole response, as it is sent."""
    sent = launch()
    sent["context"]["System"]["device"]["supportedInterfaces"] = APL
    request = DefaultSerializer().deserialize(as_body(sent).decode(), RequestEnvelope)
    attributes = AttributesManager(request_envelope=request)
    handler_input = HandlerInput(request_envelope=request, attributes_manager=attributes)
    response = response_of(reply, handler_input, Speaker("alexa:" + "0" * 64, "alexa:" + "1" * 64))
    envelope = ResponseEnvelope(
        version="1.0",
        session_attributes=attributes.session_attributes,
        response=response,
    )
    return dict(DefaultSerializer().serialize(envelope))


@given(long_texts, words, manners, conversations, screens, st.booleans())
@example(
    "🙂" * 9_000, "🙂" * 900, Manner(85, 150, chime=True), Conversation(last_speech='"' * 9_000), Shown("", ()), True
)
@example(". a" * 9_000, "a", Manner(), Conversation(care_until=CARE), Shown("<", ("&" * 9_000,)), False)
def test_a_response_keeps_the_rules(
    speech: str, reprompt: str, manner: Manner, conversation: Conversation, shown: Shown, is_open: bool
) -> None:
    said = re.sub(r"[^\x20-\ud7ff]", "", speech).strip() and speech
    reply = Reply(
        said or ("Hello." if is_open else ""),
        "help",
        open=is_open,
        reprompt=f"Hello. {reprompt}" if is_open else "",
        manner=manner,
        conversation=conversation,
        shown=shown,
    )
    check(answered(reply))  # type: ignore[arg-type]


@given(st.lists(st.tuples(words, st.floats(0, 40)), max_size=40))
def test_an_exercise_keeps_the_rules(pieces: list[tuple[str, float]]) -> None:
    speech = "In. " + " ".join(text for text, _ in pieces)
    check(answered(Reply(speech, "breathe", timed=(("In.", 4), *pieces))))  # type: ignore[arg-type]


@given(long_texts)
def test_what_fits_is_left_as_it_is_and_the_rest_is_its_beginning(text: str) -> None:
    fitted = fitting(text, 500)
    assert json_bytes(plain(fitted)) <= 500
    if json_bytes(plain(text)) <= 500:
        assert fitted == text
    else:
        assert text.startswith(fitted[:-1])


def test_a_long_text_ends_with_a_whole_sentence_or_a_whole_word() -> None:
    assert fitting("You made your bed. You drank a glass of water.", 30) == "You made your bed."
    assert fitting("You made your bed, drank a glass of water", 30) == "You made your bed, drank a."
    assert fitting("Supercalifragilistic", 10) == "Supercali."


@given(st.text(max_size=300), st.booleans())
def test_ssml_holds_the_words_and_no_markup_of_theirs(text: str, with_care: bool) -> None:
    root = ET.fromstring(f"<speak>{ssml(text, with_care=with_care)}</speak>")  # noqa: S314
    assert {part.tag for part in root.iter()} <= {"speak", "prosody", "break"}
    said = "".join(root.itertext())
    kept = "".join(letter for letter in text if plain(letter))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", kept)


def test_care_is_spoken_more_slowly_and_with_a_pause_between_sentences() -> None:
    assert ssml("I'm here. You can call.", with_care=True) == (
        '<prosody rate="90%">I\'m here. <break time="500ms"/>You can call.</prosody>'
    )


@given(conversations)
def test_a_conversation_fits_and_keeps_care(conversation: Conversation) -> None:
    state = carried(conversation)
    assert json_bytes(state) <= LIMITS.conversation_bytes
    assert json.loads(state)["care_until"] == conversation.care_until


def test_of_a_long_conversation_the_question_stays() -> None:
    conversation = Conversation(question="delete", about={"kind": "all"}, last_speech="so it was. " * 3_000)
    kept = Conversation.from_json(carried(conversation))
    assert (kept.question, kept.about) == ("delete", {"kind": "all"})
    assert kept.last_speech
