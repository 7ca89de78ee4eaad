"""Shingles: the same words give the same numbers, however they are batched, and nothing else."""

import re
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.similarity.shingles import Shingles, batches, shingle

TEXTS = st.lists(st.text(max_size=60), max_size=8)
ASCII = st.text(alphabet=string.ascii_letters + string.digits + "_ .,()\n\t", max_size=80)


def shingles_of(*texts: str, ngram: int = 3, punctuation: bool = False) -> Shingles:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return shingle(encoded, ngram=ngram, punctuation=punctuation)


def jaccard(one: str, other: str, *, ngram: int = 3, punctuation: bool = False) -> float:
    left, right = shingles_of(one, other, ngram=ngram, punctuation=punctuation).sets()
    shared = len(np.intersect1d(left, right))
    return shared / (len(left) + len(right) - shared)


@given(st.lists(ASCII, min_size=2, max_size=2), st.integers(1, 4))
def test_equals_sets_of_word_tuples(texts: list[str], ngram: int) -> None:
    sets = []
    for text in texts:
        words = [word.lower() for word in re.findall(r"[A-Za-z0-9_]+", text)]
        if not words:
            sets.append({("no words", " ".join(text.split()))})
        else:
            count = max(1, len(words) - ngram + 1)
            sets.append({tuple(words[at : at + ngram]) for at in range(count)})
    expected = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert jaccard(*texts, ngram=ngram) == expected


@given(TEXTS, st.integers(1, 4), st.booleans())
def test_a_text_has_the_same_shingles_in_any_batch(
    texts: list[str], ngram: int, punctuation: bool
) -> None:
    texts = [text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in texts]
    together = shingles_of(*texts, ngram=ngram, punctuation=punctuation)
    assert len(together.offsets) == len(texts) + 1
    assert (np.diff(together.offsets) >= 1).all()
    for place, text in enumerate(texts):
        alone = shingles_of(text, ngram=ngram, punctuation=punctuation)
        part = together.hashes[together.offsets[place] : together.offsets[place + 1]]
        assert alone.hashes.tolist() == part.tolist()
        assert alone.fingerprints[0] == together.fingerprints[place]


def test_half_surrogate_pairs_do_no_harm() -> None:
    assert len(shingles_of("a \ud800 b", "", "\udfff").offsets) == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The quick Fox", "the  quick\nfox!", True),
        ("“Quoted” text — here", "Quoted text here", True),
        ("a b c", "a b", False),
        ("a b", "b a", False),
        ("", "   ", True),
        ("!!!", "???", False),
        ("naïve", "naive", False),
        ("日本語", "日 本 語", True),
        ("日本語", "日本人", False),
        ("x日y", "x 日 y", True),
        ("x" * 64, "x" * 65, False),
        ("x" * 200, "x" * 200, True),
        ("x" * 8 + "y", "x" * 8 + "z", False),
        ("a + b", "a - b", True),
    ],
)
def test_what_counts_as_the_same_words(one: str, other: str, same: bool) -> None:
    assert (jaccard(one, other) == 1) is same
    first, second = shingles_of(one, other).fingerprints
    assert bool(first == second) is same


def test_punctuation_counts_when_asked_for() -> None:
    assert jaccard("a + b", "a - b", punctuation=True) == 0
    assert jaccard("f(a,b)", "f( a, b )", punctuation=True) == 1
    assert jaccard("a — b", "a – b", punctuation=True) == 0


def test_fingerprints_tell_orders_of_equal_sets_apart() -> None:
    one, other = shingles_of("a b a b a b a", "a b a b a", ngram=2).fingerprints
    assert one != other
    assert jaccard("a b a b a b a", "a b a b a", ngram=2) == 1


def test_numbers_stay_what_they_are() -> None:
    # Signatures that a killed run left behind have to fit those made later.
    found = shingles_of("def f(x): return x", "", "日本語 text").hashes
    assert [int(number) for number in found] == NUMBERS


NUMBERS = [
    11410041614195014056,
    10449033495544917424,
    12751730030247656948,
    0,
    3647211853192433158,
    12964981087642969978,
]


@given(st.lists(st.binary(max_size=30), max_size=12), st.integers(1, 60))
def test_batches_hold_everything_in_order(texts: list[bytes], size: int) -> None:
    found = list(batches(texts, size))
    assert [text for batch in found for text in batch] == texts
    assert all(len(batch) == 1 or sum(map(len, batch)) <= size for batch in found)
