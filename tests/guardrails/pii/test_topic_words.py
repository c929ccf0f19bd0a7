"""The list of words that tell topics is that of the tables, and words tell what phrases they end."""

from itertools import islice

import pytest

from govsim.guardrails.pii.context import VOCABULARY, is_telling, spoken, topics_told
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD, read
from govsim.guardrails.pii.topics import topics_by_word
from tools.topic_words import LIST, made


def test_the_list_is_that_of_the_tables() -> None:
    """Each word with its topics, in their order; else run `python -m tools.topic_words`."""
    assert made() == LIST.read_text(encoding="utf-8")
    assert read(made()) == topics_by_word() == TOPICS_OF_WORD


def test_every_word_of_a_phrase_is_known() -> None:
    """Those within one as well, though they tell nothing by themselves."""
    words = {word for phrase in TOPICS_OF_WORD for word in (phrase, *phrase.split())}
    assert words <= VOCABULARY.keys()
    assert all(is_telling(end) for phrase in TOPICS_OF_WORD for end in phrase.split()[::-1][:1])


@pytest.mark.parametrize("at", range(4))
def test_phrases_tell_their_topics(at: int) -> None:
    """Behind any other word, and however many words they have."""
    phrases = [phrase for phrase in TOPICS_OF_WORD if phrase.count(" ") == at]
    for phrase in islice(phrases, 0, None, 7):
        words = tuple(phrase.split())
        told = {near.topic for near in spoken(("", *words))}
        assert told.issuperset(TOPICS_OF_WORD[phrase]), phrase
        assert set(TOPICS_OF_WORD[phrase]) <= set(topics_told(("", *words), len(words)))


@pytest.mark.parametrize("word", ["", "osobistym", "nobodyhasthisword"])
def test_other_words_tell_nothing(word: str) -> None:
    """A word that is none of them is a word between a topic and a number."""
    assert topics_told((word,), 0) == ()
    assert not spoken((word,))
    assert word == "osobistym" or not is_telling(word)
