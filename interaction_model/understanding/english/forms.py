"""An act in other forms of its verb: to be done, and done."""

from __future__ import annotations

from interaction_model.understanding.english.lexicon import Lexicon
from interaction_model.understanding.english.verbs import Verbs


def bare(phrase: str, verbs: Verbs) -> str:
    """'fed the cat' -> 'feed the cat'; what does not begin with a past or an -ing form stays as it is."""
    first, space, rest = phrase.partition(" ")
    word = first.lower()
    if word in verbs.base_of_past:
        return verbs.base_of_past[word] + space + rest
    if word in verbs.bases:
        return phrase
    if verbs.is_past(word):
        return verbs.base_of(word) + space + rest
    return (_base_of_gerund(word, verbs) or first) + space + rest


def may_begin_act(words: str, lexicon: Lexicon) -> bool:
    """Whether more than a noun may be named: not 'glass of water', whose first word is a verb elsewhere."""
    first, _, rest = words.partition(" ")
    second = rest.partition(" ")[0].lower()
    return second != "of" or first.lower() not in lexicon.verbs.bases


def told(words: str, lexicon: Lexicon) -> str | None:
    """'text mum' -> 'texted mum'; None where the first word is no verb, or alone, or a noun before 'of' or 'on'."""
    first, _, rest = words.partition(" ")
    word, second = first.lower(), rest.partition(" ")[0].lower()
    if not rest or lexicon.is_("preposition", second) or lexicon.is_("particle", second):
        return None
    if past := lexicon.verbs.past_of_gerund(word):
        return f"{past} {rest}"
    if lexicon.verbs.is_only_past(word):
        return words
    return f"{lexicon.verbs.past(word)} {rest}" if word in lexicon.verbs.bases else None


def _base_of_gerund(word: str, verbs: Verbs) -> str | None:
    if verbs.past_of_gerund(word) is None:
        return None
    stem = word.removesuffix("ing")
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    guesses = (verbs.base_of_gerund.get(word), stem, stem + "e", doubled)
    return next((guess for guess in guesses if guess in verbs.bases), None)
