"""The package that ask-cli deploys: built from our sentences, never stale, and nothing said through it is lost."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hassil import Sentence, parse_sentence

from interaction_model.alexa.build import PACKAGE, build_package, find_stale, main
from interaction_model.alexa.carriers import CARRIERS, SAY_INTENT, carriers, heard_through
from interaction_model.alexa.expand import expand
from interaction_model.alexa.lint import lint
from interaction_model.alexa.manifest import LOCALES, Addresses, build_manifest
from interaction_model.alexa.model import SENTENCES, build_model, crisis_lines
from interaction_model.alexa.names import intent_name_of, label_of
from interaction_model.alexa.samples import SLOT, samples_of_templates
from interaction_model.language import load_language
from interaction_model.understanding.screen import Screening

ROOT = PACKAGE.parent.parent
ENGLISH = load_language("en-US")
SCREEN = ENGLISH.screen
SUBJECTS = {"i", "i'm", "my", "the", "he", "she", "someone", "somebody", "nobody", "no", "everyone", "life"}
GENERAL_REPLIES = {"suicide", "self_harm"}
"""What a CrisisIntent without words is answered with fits these."""


@pytest.fixture(scope="module")
def intents() -> dict[str, Any]:
    return {entry["name"]: entry for entry in build_model()["interactionModel"]["languageModel"]["intents"]}


class Player:
    """Alexa as the journeys and virtual-alexa play it: the sample with the longest literal text wins."""

    def __init__(self, intents: Mapping[str, Any]) -> None:
        samples = [(sample, name) for name, entry in intents.items() for sample in entry["samples"]]
        samples.sort(key=lambda pair: -len(SLOT.sub("", pair[0])))
        self.patterns = [(re.compile(self._pattern(sample), re.I), name) for sample, name in samples]

    @staticmethod
    def _pattern(sample: str) -> str:
        parts = SLOT.split(sample)
        return "".join(f"(?P<{part}>.+)" if n % 2 else re.escape(part) for n, part in enumerate(parts))

    def hear(self, line: str) -> tuple[str, dict[str, str]]:
        """The intent and its slots, or Fallback, which has no words."""
        for pattern, name in self.patterns:
            if found := pattern.fullmatch(line):
                return name, found.groupdict()
        return "AMAZON.FallbackIntent", {}


@pytest.fixture(scope="module")
def player(intents: dict[str, Any]) -> Player:
    return Player(intents)


def test_the_package_in_the_repository_is_up_to_date() -> None:
    assert find_stale(build_package(), PACKAGE) == [], "run python -m interaction_model.alexa.build"


def test_ask_cli_finds_the_package() -> None:
    resources = json.loads((ROOT / "ask-resources.json").read_text())
    assert (ROOT / resources["profiles"]["default"]["skillMetadata"]["src"]).resolve() == PACKAGE
    assert not [path for path in PACKAGE.rglob("*") if path.is_symlink()], "ask-cli packs a link as a link"


@pytest.mark.parametrize("locale", LOCALES)
def test_amazon_would_build_the_model(locale: str) -> None:
    assert lint(json.loads((PACKAGE / "interactionModels" / "custom" / f"{locale}.json").read_text())) == []


def test_a_stale_package_is_found_and_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "package"
    shutil.copytree(PACKAGE, folder)
    assert main(["--check", "--into", str(folder)]) == 0
    (folder / "skill.json").write_text("{}")
    (folder / "interactionModels" / "custom" / "en-US.json").unlink()
    (folder / "interactionModels" / "custom" / "de-DE.json").write_text("{}")
    assert main(["--check", "--into", str(folder)]) == 1
    assert capsys.readouterr().err.count("is stale") == 3
    assert main(["--into", str(folder)]) == 0
    assert find_stale(build_package(), folder) == []


def test_the_addresses_of_a_deployment_are_written(tmp_path: Path) -> None:
    assert (
        main(["--endpoint", "https://wins.test/alexa", "--privacy", "https://wins.test/p", "--into", str(tmp_path)])
        == 0
    )
    manifest = json.loads((tmp_path / "skill.json").read_text())["manifest"]
    assert manifest["apis"]["custom"]["endpoint"]["uri"] == "https://wins.test/alexa"
    policies = manifest["privacyAndCompliance"]["locales"]
    assert {policy["privacyPolicyUrl"] for policy in policies.values()} == {"https://wins.test/p"}


def test_an_address_without_https_is_refused(tmp_path: Path) -> None:
    assert main(["--endpoint", "http://wins.test/alexa", "--into", str(tmp_path)]) == 1
    assert not list(tmp_path.iterdir())


def test_every_intent_of_the_sentences_is_there(intents: dict[str, Any]) -> None:
    labels = {
        label for path in SENTENCES.glob("*.yaml") for label in yaml.safe_load(path.read_text()).get("intents", {})
    }
    assert {"log_win", "suggest", "recap_today", "undo"} <= labels
    assert {intent_name_of(label) for label in labels} <= set(intents)
    assert all(intents[intent_name_of(label)]["samples"] for label in labels)


@pytest.mark.parametrize(
    ("line", "label", "slots"),
    [
        ("i drank a glass of water", "log_win", {"win": "drank a glass of water"}),
        ("i managed to get out of bed", "log_win", {"win": "get out of bed"}),
        ("what's one small thing i can do", "suggest", {}),
        ("what did i do today", "recap_today", {}),
        ("undo that", "undo", {}),
        ("help", "help", {}),
        ("say that again", "repeat", {}),
        ("never mind", "stop", {}),
        ("stop", "stop", {}),
        ("yes please", "yes", {}),
        ("not now", "no", {}),
        ("purple monkey dishwasher", "unknown", {}),
    ],
)
def test_what_people_say_finds_its_intent(player: Player, line: str, label: str, slots: dict[str, str]) -> None:
    name, heard = player.hear(line)
    assert (label_of(name), heard) == (label, slots)


def test_the_example_phrases_work_word_for_word(player: Player) -> None:
    listing = build_manifest(Addresses())["manifest"]["publishingInformation"]["locales"]["en-US"]
    first, *others = listing["examplePhrases"]
    assert first == "Alexa, open small wins"
    for phrase in others:
        said = re.fullmatch(r"Alexa, (?:tell|ask) small wins (.+)", phrase)
        assert said
        assert label_of(player.hear(said[1])[0]) in {"log_win", "suggest"}
        assert phrase.lower() in listing["description"].lower()


def test_the_listing_names_no_condition_and_disclaims() -> None:
    manifest = build_manifest(Addresses())["manifest"]
    text = json.dumps(manifest).lower()
    for word in ("depress", "therap", "cure", "mental", "anxi", "mood", "!"):
        assert word not in text
    listing = manifest["publishingInformation"]["locales"]["en-US"]
    assert "not a substitute for professional advice" in listing["description"]
    assert "dial your local emergency number" in listing["description"]
    assert manifest["privacyAndCompliance"]["isChildDirected"] is False
    assert len(listing["summary"]) <= 160
    assert len(listing["description"]) <= 4000
    assert len(listing["examplePhrases"]) <= 3
    assert len(listing["keywords"]) <= 30


def test_every_crisis_line_is_one_to_the_screen_and_fits_the_general_reply() -> None:
    found = {line: SCREEN.read(line) for line in crisis_lines()}
    assert {line: found for line, found in found.items() if found.level != "crisis"} == {}
    assert {found.reply for found in found.values()} == GENERAL_REPLIES


def screen_through(player: Player, line: str) -> Screening:
    """What the screen finds in what Alexa delivers of a line."""
    name, slots = player.hear(line)
    if label_of(name) == "crisis":
        return Screening("crisis", "of Amazon", "suicide")
    whole = (ENGLISH.as_sentence(words) for words in slots.values())
    return SCREEN.read_all(heard_through(name, slots) or (*slots.values(), *whole))


def sayings(phrase: str, rules: Mapping[str, Sentence]) -> list[str]:
    """Whole lines with a safety phrase, which may begin anywhere in a sentence."""
    plainest = [wording.text for wording in expand(parse_sentence(phrase.replace(" 's", "'s")), rules)[:5]]
    whole = [text for text in plainest if text.split()[0] in SUBJECTS]
    return whole or [f"{opening}{text}" for text in plainest for opening in ("", "i ", "i'm ", "it's ")]


def test_every_safety_phrase_reaches_us_through_alexa_with_its_own_reply(player: Player) -> None:
    data = yaml.safe_load((SENTENCES.parent / "safety" / "crisis.yaml").read_text())
    rules = {name: parse_sentence(text) for name, text in {"few": "[few]", **data["expansion_rules"]}.items()}
    lost = []
    for category in (category for category in data["categories"] if category["level"] == "crisis"):
        replies = GENERAL_REPLIES if category["reply"] in GENERAL_REPLIES else {category["reply"]}
        for phrase in category["phrases"]:
            lines = sayings(phrase, rules)
            if not any(SCREEN.read(line).reply in replies for line in lines):
                continue  # an earlier category answers it
            if not any(screen_through(player, line).reply in replies for line in lines):
                lost.append(phrase)
    assert lost == [], "give each a line in alexa/crisis.yaml or an opening in alexa/carriers.yaml"


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("i want to die", "suicide"),
        ("i just want it over i want to kill myself", "suicide"),
        ("i don't want to be alive any longer i want to end it all", "suicide"),
        ("i can't breathe", "medical"),
        ("call an ambulance", "medical"),
        ("i took all my pills", "imminent"),
        ("i tried to kill myself", "imminent"),
        ("my husband hits me", "abuse"),
        ("someone's following me", "medical"),
        ("my friend wants to kill herself", "third_party"),
        ("i was raped", "assault"),
    ],
)
def test_a_cry_for_help_in_a_session_is_heard(player: Player, line: str, reply: str) -> None:
    assert screen_through(player, line).reply == reply


@pytest.mark.parametrize(
    "line", ["i want to sleep", "i'm dying for a coffee", "i killed it at work", "i cut my nails", "my phone died"]
)
def test_plain_talk_is_no_crisis(player: Player, line: str) -> None:
    assert screen_through(player, line).level == "none"


def test_what_is_said_behind_a_carrier_is_put_together_again(player: Player) -> None:
    for line in ("i want to go home", "i can't do it", "i'm so tired", "went for a walk", "my dog died"):
        name, slots = player.hear(line)
        assert name == SAY_INTENT
        assert heard_through(name, slots) == (line,)


def test_each_carrier_has_a_slot_of_its_own() -> None:
    listed = yaml.safe_load(CARRIERS.read_text())["carriers"]
    assert list(carriers().values()) == listed


def test_an_intent_of_its_own_is_left_as_it_is() -> None:
    assert heard_through("LogWinIntent", {"win": "made my bed"}) == ()
    assert heard_through(SAY_INTENT, {"nobody_knows": "made my bed"}) == ()


def test_a_template_is_written_out_plainest_first() -> None:
    rules = {"small": parse_sentence("(small|tiny)")}
    texts = [wording.text for wording in expand(parse_sentence("[please] give me a [<small>] <small> {thing}"), rules)]
    assert texts[0] == "give me a small {thing}"
    assert "please give me a tiny small {thing}" in texts
    assert "give me a small small {thing}" not in texts
    assert len(texts) == len(set(texts)) == 2 * (2 + 2)


def test_every_choice_of_a_template_is_among_the_samples() -> None:
    words = [f"word{chr(97 + n)}" for n in range(26)]
    choice = "(" + "|".join(words) + ")"
    samples = samples_of_templates([f"{choice} {choice} [{choice}]"])
    assert set(words) == {word for sample in samples for word in sample.split()}
    assert len(samples) <= 800


def test_amazons_own_intents_get_no_slots() -> None:
    assert samples_of_templates(["help [me {win}]"]) == ["help"]
