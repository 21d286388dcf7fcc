"""Step 1: sentences, the vocabulary and the pronunciations."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from training.dictionary import MOST_PRONUNCIATIONS, Dictionary, load_dictionary
from training.folders import Folders, word_list, write_lines
from training.sentences import Generator

_LISTS = ("function_words", "names", "places", "days", "months", "ordinals", "feelings", "people")


@dataclass(frozen=True, slots=True)
class TextSizes:
    """How much text is made."""

    language_sentences: int = 260_000
    """Drawn for the language model, before the test sentences are taken out."""

    train_sentences: int = 11_000
    """To be said."""

    random_sentences: int = 2_600
    """Strings of random words to be said, so that each word is heard several times in changing company."""

    test_sentences: int = 400
    """At most; duplicates fall away."""


def make_text(folders: Folders, sizes: TextSizes | None = None) -> None:
    """Write the text of the training, the same in each run. Of the words, only those with a pronunciation are used."""
    sizes = sizes or TextSizes()
    dictionary = load_dictionary()
    generator = Generator(7, dictionary)
    drawn = _draw(generator, dictionary, sizes.language_sentences)
    rng = random.Random(11)
    test = _choose_test(drawn, sizes.test_sentences, rng)
    language = [sentence for sentence in drawn if sentence not in test]
    vocabulary = _vocabulary(generator, dictionary, language)
    train = _choose_train(generator, dictionary, language, test, sizes, rng)
    train += _random_strings([word for word in vocabulary if len(word) > 1], sizes.random_sentences, rng)
    rng.shuffle(train)
    write_lines(folders.language_text, language)
    write_lines(folders.train_text, train)
    write_lines(folders.test_text, sorted(test))
    write_lines(folders.vocabulary, vocabulary)
    lexicon = [f"{word}\t{phones}" for word in vocabulary for phones in dictionary[word][:MOST_PRONUNCIATIONS]]
    write_lines(folders.lexicon, lexicon)


def vocabulary_of(sentences: Collection[str]) -> set[str]:
    """The words of some sentences."""
    return {word for sentence in sentences for word in sentence.split()}


def _is_sayable(sentence: str, dictionary: Dictionary) -> bool:
    return all(word in dictionary for word in sentence.split())


def _draw(generator: Generator, dictionary: Dictionary, count: int) -> list[str]:
    drawn: list[str] = []
    while len(drawn) < count:
        sentence = generator.sentence()
        if _is_sayable(sentence, dictionary):
            drawn.append(sentence)
    return drawn


def _choose_test(drawn: list[str], count: int, rng: random.Random) -> set[str]:
    """Rare sentences of 4 to 12 words, half of them without articles, as requests to the journal are."""
    counts = Counter(drawn)
    rare = sorted(text for text, times in counts.items() if times <= 2 and 4 <= len(text.split()) <= 12)
    rng.shuffle(rare)
    without_articles = [text for text in rare if "the " not in text and " a " not in text]
    return set(rare[: count // 2] + without_articles[: count // 2])


def _vocabulary(generator: Generator, dictionary: Dictionary, language: list[str]) -> list[str]:
    words = generator.words
    listed = {word for name in _LISTS for word in word_list(name)}
    listed.update(words.nouns, words.adjectives, words.adverbs, words.inflected())
    return sorted({word for word in listed if word in dictionary} | vocabulary_of(language))


def _choose_train(
    generator: Generator,
    dictionary: Dictionary,
    language: list[str],
    test: set[str],
    sizes: TextSizes,
    rng: random.Random,
) -> list[str]:
    """Each request to the journal up to twice, then sentences of the language model."""
    requests = [
        generator.fill(frame).lower()
        for frame in generator.requests
        for _ in range(2)
        if _is_sayable(generator.fill(frame).lower(), dictionary)
    ]
    train = [text for text in dict.fromkeys(requests) if _is_sayable(text, dictionary) and text not in test]
    pool = list(dict.fromkeys(language))
    rng.shuffle(pool)
    return train + pool[: sizes.train_sentences - len(train)]


def _random_strings(words: list[str], count: int, rng: random.Random) -> list[str]:
    deck: list[str] = []
    strings = []
    for _ in range(count):
        size = rng.randint(4, 8)
        while len(deck) < size:
            fresh = words[:]
            rng.shuffle(fresh)
            deck += fresh
        strings.append(" ".join(deck[:size]))
        deck = deck[size:]
    return strings
