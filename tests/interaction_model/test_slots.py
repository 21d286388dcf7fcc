from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from hassil.parser import ParseError
from hypothesis import given, settings
from hypothesis import strategies as st

from interaction_model.language import LANGUAGES
from interaction_model.understanding.plain import Contractions
from interaction_model.understanding.slots import Slots
from tests.interaction_model.english_grammar import grammar
from tests.interaction_model.pseudo_grammar import PseudoGrammar
from tests.interaction_model.test_understanding import understand


def read(name: str) -> Any:
    return yaml.safe_load((LANGUAGES / "en" / name).read_text(encoding="utf-8"))


@cache
def english() -> Slots:
    return Slots.from_data(read("slots.yaml"), Contractions(**read("words.yaml")["contractions"]))


def find(intent: str, said: str) -> dict[str, str]:
    return english().find(intent, said, grammar())


@pytest.mark.parametrize(
    ("intent", "said", "slots"),
    [
        ("set_energy", "i'm absolutely worn out the day", {"energy": "1"}),
        ("set_energy", "i've hardly any energy", {"energy": "1"}),
        ("set_energy", "somewhere in the middle", {"energy": "2"}),
        ("set_energy", "a little energy, not a lot", {"energy": "2"}),
        ("set_energy", "tons of energy this morning", {"energy": "3"}),
        ("set_energy", "call it a two", {"energy": "2"}),
        ("set_energy", "three out of three", {"energy": "3"}),
        ("suggest", "i've half an hour before my shift what could i do", {"minutes": "30"}),
        ("suggest", "i'm stuck in bed got anything", {"place": "bed"}),
        ("suggest", "something for when i've no energy", {"energy": "1"}),
        ("slower", "turn yourself down a bit", {"volume": "down"}),
        ("slower", "i can't hear you", {"volume": "up"}),
        ("slower", "you use too many words", {"brevity": "short"}),
        ("slower", "you talk too fast", {"speed": "down"}),
        ("constraint", "i'm sat on the settee", {"place": "sofa", "seated": "yes"}),
        ("constraint", "everyone's asleep here", {"quiet": "yes"}),
        ("constraint", "we can't go out in this smog", {"indoors": "yes"}),
        (
            "constraint",
            "always give me ones i can do in a wheelchair",
            {"mobility": "wheelchair", "seated": "yes", "persist": "yes"},
        ),
        ("breathe", "do the one where you tense and let go", {"kind": "relaxation"}),
        ("breathe", "my shoulders are up round my ears", {"part": "shoulders"}),
        ("privacy_delete", "bin the lot", {"scope": "all"}),
        ("privacy_delete", "delete everything from march", {"scope": "march"}),
        ("privacy_delete", "drop everything about the hospital", {"scope": "search", "search": "hospital"}),
        ("privacy_delete", "who else can hear what i say", {"query": "yes"}),
        ("export", "a spreadsheet of last month please", {"format": "csv", "range": "last month"}),
        ("export", "something to show my therapist", {"format": "summary"}),
        ("out_of_scope", "will it rain at the match", {"topic": "weather"}),
        ("recap_week", "and the week before?", {"range": "last"}),
        ("recap_today", "what did i do yesterday", {"day": "yesterday"}),
        ("list_wins", "how many wins is that", {"count": "yes"}),
        ("list_wins", "let me hear the creative ones", {"domain": "creative"}),
        ("list_wins", "any wins with the word piano in them", {"search": "piano"}),
        ("list_wins", "read me my wins from tuesday", {"day": "tuesday"}),
        ("share", "my mum'd love that, send it to her", {"person": "my mum"}),
        ("share", "Send that one to Priya, please", {"person": "Priya"}),
        ("future_self_note", "note to self: it does pass", {"note": "it does pass"}),
        ("future_self_note", "play me my note", {"play": "yes"}),
        ("values", "what matters to me is honesty", {"value": "honesty"}),
        ("values", "give me a step for my family", {"value": "family", "suggest": "yes"}),
        ("values", "take money off my values", {"value": "money", "delete": "yes"}),
        (
            "weekly_plan",
            "move the swim from monday to wednesday",
            {"day": "wednesday", "domain": "physical", "item": "swim", "move": "yes"},
        ),
        ("weekly_plan", "wipe the whole plan", {"clear": "yes"}),
        ("different", "stop telling me to ring people", {"ban": "ring people"}),
        ("different", "i can't stand yoga pick something else", {"dislike": "yoga"}),
        ("edit", "not bread, i said bed", {"from": "bread", "to": "bed"}),
        ("edit", "swap soup for stew", {"from": "soup", "to": "stew"}),
        ("edit", "no it was my niece", {"to": "my niece"}),
        ("edit", "that was yesterday not today", {"day": "yesterday"}),
        ("done_commitment", "i kept my promise about the bins", {"item": "bins"}),
        ("missed_commitment", "i said i'd walk but i didn't", {"item": "walk"}),
        ("missed_commitment", "forgot again", {"repeat": "yes"}),
        ("pattern_question", "do i feel better after a bath", {"item": "bath"}),
        ("pattern_question", "is the gym doing anything for my mood", {"item": "gym"}),
        ("feeling_report", "kind of flat today", {"feeling": "flat"}),
        ("feeling_report", "i felt low before but better after", {"before": "low", "after": "better"}),
        ("feeling_report", "it left me feeling lighter", {"after": "lighter"}),
        ("feeling_report", "during the swim i felt weightless", {"during": "weightless"}),
        ("feeling_report", "my mood's about a four", {"feeling": "four"}),
        ("commit", "at six tonight i'll ring my sister", {"cue": "at six tonight", "action": "ring my sister"}),
        ("commit", "i'll brush my teeth when the news ends", {"cue": "when the news ends", "action": "brush my teeth"}),
        ("commit", "remind me to eat at half one", {"cue": "at half one", "action": "eat"}),
        ("commit", "okay at five i'll do that", {"cue": "at five"}),
        (
            "commit",
            "after lunch i'll walk round the block then have a biscuit",
            {"cue": "after lunch", "action": "walk round the block", "reward": "a biscuit"},
        ),
    ],
)
def test_what_is_said_names_these_details_and_no_others(intent: str, said: str, slots: dict[str, str]) -> None:
    assert find(intent, said) == slots


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("set_energy", "let me set my energy"),
        ("suggest", "what could i do"),
        ("slower", "talk differently"),
        ("constraint", "there's something you need to know"),
        ("breathe", "breathe with me"),
        ("export", "let me have my record"),
        ("share", "send it to them"),
        ("share", "pass it on"),
        ("future_self_note", "i'd like to leave a note"),
        ("weekly_plan", "plan my week"),
        ("different", "something else please"),
        ("edit", "that's wrong"),
        ("done_commitment", "i did it"),
        ("missed_commitment", "i didn't do it"),
        ("pattern_question", "what helps me most"),
        ("commit", "i want to make a promise"),
        ("hard_day", "i'm worn out and it's all too much"),
        ("no_such_intent", "at six tonight i'll ring my sister"),
        ("commit", ""),
    ],
)
def test_where_no_detail_is_named_none_is_found(intent: str, said: str) -> None:
    assert find(intent, said) == {}


def test_a_sentence_of_ours_and_the_words_around_it_both_name_details() -> None:
    meaning = understand("i'll water the plants when the news ends")
    assert meaning.intent == "commit"
    assert meaning.slots == {"cue": "when the news ends", "action": "water the plants"}
    assert understand("can you make it a bit louder").slots == {"volume": "up"}


FORM = {
    "expansion_rules": {"akvo": "(akvo|lakto)"},
    "nothing": ["tio"],
    "intents": {
        "trink": {
            "kiom": {"1": ["iom"], "2": ["iom pli", "multe"]},
            "kio": {"<said>": ["sen <few> nenio", "trinkas {kio} kun {kun}", "{akvo:kio}", "trinkas {kio}"]},
            "minutoj": "<minutes>",
        }
    },
}


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("iom", {"kiom": "1"}),
        ("multe", {"kiom": "2"}),
        ("iom pli", {"kiom": "2"}),
        ("mi trinkas teon kun Maria hodiau", {"kio": "teon", "kun": "Maria hodiau"}),
        ("mi volas akvo nun", {"kio": "akvo"}),
        ("mi trinkas Mia-teon", {"kio": "Mia-teon"}),
        ("mi trinkas tio kun mia frato", {"kun": "mia frato"}),
        ("mi trinkas tio", {}),
        ("sen vi nenio akvo", {}),
        ("## nun", {"minutoj": "2"}),
        ("nenio", {}),
    ],
)
def test_the_form_serves_any_language(said: str, slots: dict[str, str]) -> None:
    finders = Slots.from_data(FORM, Contractions({}, {}))
    assert finders.find("trink", said, PseudoGrammar()) == slots


@pytest.mark.parametrize("template", ["[{kio}] akvo", "({kio}|akvo)"])
def test_a_slot_in_brackets_is_refused(template: str) -> None:
    with pytest.raises(ParseError):
        Slots.from_data({"intents": {"trink": {"kio": {"<said>": [template]}}}}, Contractions({}, {}))


_WORDS = [
    "i'll",
    "when",
    "it",
    "was",
    "not",
    "after",
    "then",
    "my",
    "send",
    "at",
    "six",
    "to",
    "i",
    "feel",
    "better",
    "and",
]


@given(st.sampled_from(sorted(english().finders)), st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(intent: str, text: str) -> None:
    find(intent, text)


@given(
    st.sampled_from(sorted(english().finders)),
    st.lists(
        st.sampled_from(_WORDS),
        max_size=90,
    ),
)
@settings(max_examples=300, deadline=1000)
def test_what_is_found_was_said_and_is_never_empty(intent: str, words: list[str]) -> None:
    assert all(find(intent, " ".join(words)).values())
