from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.similarity.rouge import most_alike, most_contained

TEXTS = st.lists(st.text(alphabet="ab c", max_size=12), min_size=1, max_size=5)


def bigrams(text: str) -> set[tuple[str, str]]:
    words = text.lower().split()
    return set(pairwise(words))


def test_by_hand() -> None:
    texts = ["The cat sat down.", "the cat sat up", "a dog ran"]
    assert most_alike(texts).tolist() == pytest.approx([2 / 3, 2 / 3, 0])
    assert most_contained(["the cat ran"], ["The cat sat.", "a dog ran"]).tolist() == [0.5]


def test_a_word_with_an_apostrophe_is_one() -> None:
    assert most_alike(["Tim's hat", "Tim s hat"]).tolist() == [0, 0]


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS)
def test_as_plain_sets_say(texts: list[str], others: list[str]) -> None:
    sets = [bigrams(text) for text in texts]
    alike = [
        max(
            (
                2 * len(one & two) / max(1, len(one) + len(two))
                for at, two in enumerate(sets)
                if at != place
            ),
            default=0,
        )
        for place, one in enumerate(sets)
    ]
    held = [max(len(one & bigrams(text)) for text in others) / max(1, len(one)) for one in sets]
    assert most_alike(texts).tolist() == pytest.approx(alike)
    assert most_contained(texts, others).tolist() == pytest.approx(held)


def test_texts_without_pairs_of_words_share_nothing() -> None:
    assert most_alike(["one", ""]).tolist() == [0, 0]
    assert most_contained(["one"], ["one"]).tolist() == [0]
    assert most_contained(["one two"], []).tolist() == [0]
