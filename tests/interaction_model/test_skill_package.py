"""The package that ask-cli deploys: built from our sentences, never stale, and nothing said through it is lost."""

import json
import re
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
import yaml
from hassil import parse_sentence

from interaction_model.alexa.build import PACKAGE, build_package, find_stale, main
from interaction_model.alexa.carriers import openings, sample_of
from interaction_model.alexa.expand import expand
from interaction_model.alexa.icons import icon, look_the_same
from interaction_model.alexa.lint import lint
from interaction_model.alexa.manifest import LOCALES, Addresses, build_manifest
from interaction_model.alexa.model import SENTENCES, WHOLE_SENTENCE, build_model, crisis_lines
from interaction_model.alexa.names import label_of
from interaction_model.alexa.samples import MOST_SAMPLES, SLOT, SampleSet, samples_of_templates
from interaction_model.language import load_language
from tests.interaction_model.alexa_ear import AlexaEar

ROOT = PACKAGE.parent.parent
MOST_CHARACTERS = 1_000_000
"""Of a file: two thirds of what Amazon takes."""

GENERAL_REPLIES = {"suicide", "self_harm"}
"""What a CrisisIntent without words is answered with fits these."""


@pytest.fixture(scope="module")
def language_model() -> dict[str, Any]:
    return dict(build_model()["interactionModel"]["languageModel"])


@pytest.fixture(scope="module")
def ear() -> AlexaEar:
    return AlexaEar(build_model())


def test_the_package_in_the_repository_is_up_to_date() -> None:
    assert find_stale(build_package(), PACKAGE) == [], "run python -m interaction_model.alexa.build"


def test_ask_cli_finds_the_package() -> None:
    resources = json.loads((ROOT / "ask-resources.json").read_text())
    assert (ROOT / resources["profiles"]["default"]["skillMetadata"]["src"]).resolve() == PACKAGE
    assert not [path for path in PACKAGE.rglob("*") if path.is_symlink()], "ask-cli packs a link as a link"


@pytest.mark.parametrize("locale", LOCALES)
def test_amazon_would_build_the_model(locale: str) -> None:
    assert lint(json.loads((PACKAGE / "interactionModels" / "custom" / f"{locale}.json").read_text())) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_model_keeps_room(locale: str) -> None:
    assert len((PACKAGE / "interactionModels" / "custom" / f"{locale}.json").read_text()) < MOST_CHARACTERS


def test_a_request_with_every_slot_of_its_intent_is_small(language_model: dict[str, Any]) -> None:
    for entry in language_model["intents"]:
        slots = {slot["name"]: {"name": slot["name"], "confirmationStatus": "NONE"} for slot in entry.get("slots", ())}
        assert len(json.dumps(slots)) < 8_000, entry["name"]


def test_carriers_are_spread_and_none_is_lost(language_model: dict[str, Any]) -> None:
    samples = SampleSet()
    carriers = [f"so {'very ' * n}{{{'x' * (n + 1)}}}" for n in range(95)]
    samples.add_spread("SayIntent", carriers[:50], 40)
    samples.add_spread("SayIntent", carriers, 40)
    assert {name: len(lines) for name, lines in samples.by_intent.items()} == {
        "SayIntent": 40,
        "SayBIntent": 40,
        "SayCIntent": 15,
    }
    assert [line for lines in samples.by_intent.values() for line in lines] == carriers
    said = [sample for entry in language_model["intents"] for sample in entry["samples"]]
    assert {sample_of(carrier) for carrier in openings()} <= set(said)


def test_what_is_said_is_in_letters_and_apostrophes(language_model: dict[str, Any]) -> None:
    samples = [sample for entry in language_model["intents"] for sample in entry["samples"]]
    (kind,) = language_model["types"]
    values = [value["name"]["value"] for value in kind["values"]]
    assert kind["name"] == WHOLE_SENTENCE
    assert [line for line in (*samples, *values) if not re.fullmatch(r"[a-z' ]+", SLOT.sub("words", line))] == []
    assert len({*values, *samples}) == len(values) + len(samples), "a line is in two places"
    assert max(len(entry["samples"]) for entry in language_model["intents"]) <= MOST_SAMPLES
    assert max(map(len, values)) <= 140


def test_a_stale_package_is_found_and_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "package"
    shutil.copytree(PACKAGE, folder)
    assert main(["--check", "--into", str(folder)]) == 0
    (folder / "skill.json").write_text("{}")
    (folder / "interactionModels" / "custom" / "en-US.json").unlink()
    (folder / "interactionModels" / "custom" / "de-DE.json").write_text("{}")
    (folder / "assets" / "images" / "small.png").write_bytes(icon("large"))
    assert main(["--check", "--into", str(folder)]) == 1
    assert capsys.readouterr().err.count("is stale") == 4
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
    assert {policy["termsOfUseUrl"] for policy in policies.values()} == {"https://wins.test/terms"}


@pytest.mark.parametrize("host", ["alexa.wins.test", "wins.Amazon.test"])
def test_a_policy_under_a_name_of_amazons_is_refused(tmp_path: Path, host: str) -> None:
    assert main(["--endpoint", f"https://{host}/x", "--into", str(tmp_path)]) == 1
    assert not list(tmp_path.iterdir())


def test_the_manifest_names_the_icons_that_are_there() -> None:
    listings = build_manifest(Addresses())["manifest"]["publishingInformation"]["locales"].values()
    for listing in listings:
        for name, size in (("smallIconUri", 108), ("largeIconUri", 512)):
            png = (PACKAGE / listing[name].removeprefix("file://")).read_bytes()
            assert png[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", png[16:24]) == (size, size)


def test_an_icon_is_known_by_its_pixels() -> None:
    small = icon("small")
    assert look_the_same(small, small)
    assert not look_the_same(small, icon("large"))
    assert not look_the_same(small, small[:100])


def test_an_address_without_https_is_refused(tmp_path: Path) -> None:
    assert main(["--endpoint", "http://wins.test/alexa", "--into", str(tmp_path)]) == 1
    assert not list(tmp_path.iterdir())


def test_every_sentence_of_ours_is_there_with_its_intent_or_in_words(language_model: dict[str, Any]) -> None:
    labels = {
        label for path in SENTENCES.glob("*.yaml") for label in yaml.safe_load(path.read_text()).get("intents", {})
    }
    there = {label_of(entry["name"]) for entry in language_model["intents"] if entry["samples"]}
    assert {"log_win", "suggest", "recap_today", "recap_week", "slower", "help", "stop", "undo"} <= labels & there
    (kind,) = language_model["types"]
    values = {value["name"]["value"] for value in kind["values"]}
    assert {"louder", "my energy is low", "not that one", "what did i do yesterday"} <= values


def test_the_example_phrases_work_word_for_word(ear: AlexaEar) -> None:
    listing = build_manifest(Addresses())["manifest"]["publishingInformation"]["locales"]["en-US"]
    first, *others = listing["examplePhrases"]
    assert first == "Alexa, open small wins"
    for phrase in others:
        said = re.fullmatch(r"Alexa, (?:tell|ask) small wins (.+)", phrase)
        assert said
        assert label_of(ear.hear(said[1])[0]) in {"log_win", "suggest"}
        assert phrase.lower() in listing["description"].lower()


def test_what_amazons_testers_are_told_to_say_has_an_intent(ear: AlexaEar) -> None:
    steps = build_manifest(Addresses())["manifest"]["publishingInformation"]["testingInstructions"]
    said = re.findall(r'"(?:Alexa, (?:ask|tell) small wins (?:to )?)?([^"]+)"', steps)
    heard = [label_of(ear.hear(line)[0]).split("_") for line in said if not line.startswith("Alexa")]
    # Carriers are spread over several intents: "say_a", "say_b".
    heard = ["say" if words[0] == "say" else "_".join(words) for words in heard]
    reminder = ["say", "yes", "anything"]
    assert heard == ["log_win", "recap_today", "suggest", "undo", "help", "repeat", "stop", "stop", *reminder]


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
    screen = load_language("en-US").screen
    found = {line: screen.read(line) for line in crisis_lines()}
    assert {line: found for line, found in found.items() if found.level != "crisis"} == {}
    assert {found.reply for found in found.values()} == GENERAL_REPLIES


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
    assert len(samples) <= MOST_SAMPLES


def test_amazons_own_intents_get_no_slots() -> None:
    assert samples_of_templates(["help [me {win}]"]) == ["help"]


def test_a_template_of_millions_of_wordings_shows_every_choice_and_stays_small() -> None:
    choice = "[(" + "|".join(f"word{chr(97 + n)}" for n in range(26)) + ")] "
    wordings = expand(parse_sentence(choice * 8 + "end"), {})
    assert wordings[0].text == "end"
    assert {f"word{chr(97 + n)} end" for n in range(26)} <= {wording.text for wording in wordings}
    assert len(wordings) < 1000
