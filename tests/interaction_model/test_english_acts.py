from __future__ import annotations

import pytest

from tests.interaction_model.english_grammar import acts, told


@pytest.mark.parametrize(
    ("said", "wins"),
    [
        ("did the dishes took a walk and called my mom", ["did the dishes", "took a walk", "called my mom"]),
        ("i washed my face and hands", ["washed my face and hands"]),
        ("i rinsed and stacked the plates", ["rinsed and stacked the plates"]),
        ("i bought and wrapped a present", ["bought and wrapped a present"]),
        ("i showered and made tea", ["showered", "made tea"]),
        ("i shaved i put a shirt on i went out", ["shaved", "put a shirt on", "went out"]),
        ("i did my laundry and folded it and put it away", ["did my laundry", "folded it", "put it away"]),
        ("i did my stretches as well as loading the dishwasher", ["did my stretches", "loaded the dishwasher"]),
        ("i had fish and chips with my dad", ["had fish and chips with my dad"]),
        ("i ate fried eggs", ["ate fried eggs"]),
        ("i got my ears syringed", ["got my ears syringed"]),
        ("i got washed and dressed", ["got washed and dressed"]),
        ("i finished the scarf i was knitting", ["finished the scarf i was knitting"]),
        ("i cancelled a subscription i don't use", ["cancelled a subscription i don't use"]),
        ("i paid someone so i could lie down", ["paid someone so i could lie down"]),
        ("i did the bins and my wife did the dishes", ["did the bins"]),
        ("i've hoovered dusted and mopped", ["hoovered", "dusted", "mopped"]),
    ],
)
def test_one_breath_is_cut_into_its_acts(said: str, wins: list[str]) -> None:
    assert told(said) == wins


@pytest.mark.parametrize(
    ("said", "win"),
    [
        ("i managed to wash and dry my hair", "washed and dried my hair"),
        ("all i did was sit", "sat"),
        ("all i've done today is water the plants", "watered the plants"),
        ("i've eaten", "ate"),
        ("i have just eaten a sandwich", "ate a sandwich"),
        ("i've been out to the garden", "went out to the garden"),
        ("just been hoovering", "hoovered"),
        ("i got round to ringing the bank", "rang the bank"),
        ("i ended up walking home", "walked home"),
        ("i made myself go to the shop", "went to the shop"),
        ("i made myself lunch", "made myself lunch"),
        ("i've been and had me dinner", "had my dinner"),
        ("i'm after doing the ironing", "did the ironing"),
        ("i done the washing", "did the washing"),
        ("i done fixed the porch swing", "fixed the porch swing"),
        ("i rung me mam", "rang my mam"),
        ("i drawed a dinosaur", "drew a dinosaur"),
        ("i did feed the birds", "fed the birds"),
        ("it was me who rang the school", "rang the school"),
        ("that's me showered", "showered"),
        ("that's the rent paid", "paid the rent"),
        ("dishes done", "did the dishes"),
        ("teeth are brushed", "brushed my teeth"),
        ("the bins are out", "took the bins out"),
        ("i've got my application sent", "sent my application"),
        ("ten minutes of yoga", "did ten minutes of yoga"),
        ("me and my buddy shot some hoops", "shot some hoops with my buddy"),
        ("i'm out of bed", "got out of bed"),
        ("i maid my bed", "made my bed"),
        ("eye washed my hair", "washed my hair"),
        ("i let myself have a lie down", "let myself have a lie down"),
    ],
)
def test_every_frame_ends_in_the_past_tense(said: str, win: str) -> None:
    assert told(said) == [win]


@pytest.mark.parametrize(
    ("said", "wins"),
    [
        ("can you put down that i shaved", ["shaved"]),
        ("remember that i walked up the stairs", ["walked up the stairs"]),
        ("honestly the bar is on the floor but i flossed", ["flossed"]),
        ("i guess i kinda worked on my resume", ["worked on my resume"]),
        ("i trimmed my toenails finally", ["trimmed my toenails"]),
        ("i got up at seven like i said i would", ["got up at seven"]),
        ("i went to the no sorry i walked to the library", ["walked to the library"]),
        ("i walked to the library i mean the post office", ["walked to the post office"]),
        ("i painted the fence or rather i painted one panel", ["painted one panel"]),
        ("i said sorry to my sister", ["said sorry to my sister"]),
        ("i i made my um my bed", ["made my bed"]),
        ("i couldn't face the shower so i used a wet wipe", ["used a wet wipe"]),
        ("i nearly rang her but i hung up", []),
        ("i put the pan on and burnt the dinner", []),
    ],
)
def test_what_surrounds_the_act_is_dropped(said: str, wins: list[str]) -> None:
    assert told(said) == wins


@pytest.mark.parametrize(
    ("said", "win", "feeling"),
    [
        ("i walked to the corner and it felt good", "walked to the corner", "it felt good"),
        ("i finished the report and i'm relieved", "finished the report", "relieved"),
        ("i did my yoga still feel rubbish", "did my yoga", "rubbish"),
        ("i made a lasagne which was quite satisfying", "made a lasagne", "quite satisfying"),
        ("i stretched and my shoulders feel looser", "stretched", "my shoulders feel looser"),
    ],
)
def test_a_feeling_is_no_part_of_the_act(said: str, win: str, feeling: str) -> None:
    (act,) = acts(said)
    assert (act.what, act.feeling) == (win, feeling)


@pytest.mark.parametrize(
    ("slot", "wins"),
    [
        ("get out of bed", ["got out of bed"]),
        ("walking the dog", ["walked the dog"]),
        ("drank some water", ["drank some water"]),
        ("eat and wash my plate", ["ate", "washed my plate"]),
        ("didn't brush my teeth", []),
        ("will have a shower", []),
    ],
)
def test_a_slot_may_begin_with_another_form_of_the_verb(slot: str, wins: list[str]) -> None:
    assert told(slot, infinitive=True) == wins
