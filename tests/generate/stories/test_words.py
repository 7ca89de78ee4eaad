from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.generate.stories.inflect import (
    article,
    forms,
    gerund,
    occurs,
    past,
    plural,
    third,
)
from hornbook.generate.stories.words import Vocabulary, triples, vocabulary


def test_there_are_about_fifteen_hundred_words_each_in_one_class() -> None:
    words = vocabulary()
    classes = [set(words.nouns), set(words.verbs), set(words.adjectives)]
    assert 1_400 <= sum(map(len, classes)) <= 1_700
    assert len(set.union(*classes)) == sum(map(len, classes))
    assert all(words.phrases[verb] for verb in words.verbs)


def test_triples_come_without_replacement_and_use_all_words_equally() -> None:
    drawn = list(islice(triples(vocabulary(), 0), 5_000))
    assert len({triple.words for triple in drawn}) == 5_000
    for word_class in ("noun", "verb", "adjective"):
        counts = Counter(getattr(triple, word_class) for triple in drawn).values()
        assert max(counts) - min(counts) <= 1
    assert drawn[:10] == list(islice(triples(vocabulary(), 0), 10))
    assert drawn[:10] != list(islice(triples(vocabulary(), 1), 10))


def test_triples_end_when_all_were_drawn() -> None:
    few = Vocabulary({"a": "", "b": ""}, {"c": ""}, {"d": "", "e": "", "f": ""}, {}, "")
    assert len({triple.words for triple in triples(few, 0)}) == 6


@pytest.mark.parametrize(
    ("verb", "forms_of_it"),
    [
        ("carry", ("carried", "carrying", "carries")),
        ("hop", ("hopped", "hopping", "hops")),
        ("bake", ("baked", "baking", "bakes")),
        ("see", ("saw", "seeing", "sees")),
        ("tie", ("tied", "tying", "ties")),
        ("play", ("played", "playing", "plays")),
        ("wash", ("washed", "washing", "washes")),
        ("begin", ("began", "beginning", "begins")),
        ("listen", ("listened", "listening", "listens")),
        ("mow", ("mowed", "mowing", "mows")),
    ],
)
def test_verbs_are_inflected(verb: str, forms_of_it: tuple[str, str, str]) -> None:
    assert (past(verb), gerund(verb), third(verb)) == forms_of_it


@pytest.mark.parametrize(
    ("noun", "many"),
    [("fox", "foxes"), ("leaf", "leaves"), ("pony", "ponies"), ("day", "days"), ("mouse", "mice")],
)
def test_nouns_have_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_articles_go_by_sound() -> None:
    phrases = ("an old key", "a unicorn", "an umbrella", "an hour", "a useful hat", "an honest man")
    for phrase in phrases:
        assert article(phrase.split(" ", 1)[1]) == phrase


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("cat", "Two CATS slept."),
        ("run", "She ran home."),
        ("happy", "He smiled happily."),
        ("big", "It was the biggest of all."),
        ("gentle", "It blew gently."),
        ("key", "The key's end."),
        ("good", "It got better."),
        ("break", "It was broken."),
    ],
)
def test_a_word_occurs_in_any_form(word: str, text: str) -> None:
    assert occurs(word, text)


@pytest.mark.parametrize(("word", "text"), [("cat", "a catalog"), ("run", "a trunk"), ("red", "")])
def test_a_word_in_a_word_doesn_t_count(word: str, text: str) -> None:
    assert not occurs(word, text)


@given(
    st.sampled_from(sorted({*vocabulary().nouns, *vocabulary().verbs, *vocabulary().adjectives}))
)
def test_every_word_is_one_of_its_forms(word: str) -> None:
    assert word in forms(word) and all(form.isalpha() for form in forms(word))


def lists(folder: Path, **files: str) -> str:
    for name, text in {"nouns": "cat", "verbs": "run", "adjectives": "red", **files}.items():
        (folder / f"{name}.txt").write_text(text)
    return str(folder)


def test_lists_of_the_user_s_need_no_kinds(tmp_path: Path) -> None:
    words = Vocabulary.load(lists(tmp_path, nouns="cat dog\nfish", verbs="run: home / away"))
    assert list(words.nouns) == ["cat", "dog", "fish"]
    assert words.phrases["run"] == ("home", "away")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"nouns": "cat play", "verbs": "play"}, "'play' stands in .*nouns.txt and in .*verbs.txt"),
        ({"nouns": "cat dog cat"}, "'cat' stands twice in .*nouns.txt"),
        ({"adjectives": "# colours\n"}, "adjectives.txt holds no word"),
        ({"nouns": "cat\nC3PO"}, "nouns.txt, line 2: 'C3PO' is no word"),
    ],
)
def test_bad_lists_are_told(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(HornbookError, match=message):
        Vocabulary.load(lists(tmp_path, **files))


def test_a_folder_without_lists_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="a vocabulary is a folder with nouns"):
        Vocabulary.load(str(tmp_path))
