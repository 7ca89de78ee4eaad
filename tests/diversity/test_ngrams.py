from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.diversity.ngrams import distinct_n, self_bleu, words

SENTENCES = [
    "the cat sat on the mat and looked at the dog",
    "the cat sat on the red mat and slept",
    "a dog looked at the cat on the mat , and the cat ran",
    "numbers are added one by one",
    "the dog and the cat",
]
TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=8), max_size=6)


def test_words_are_runs_of_letters_and_single_signs() -> None:
    assert words("def f(x_1):\n  return 'é'") == [
        *("def", "f", "(", "x_1", ")", ":", "return", "'", "é", "'")
    ]


def test_self_bleu_is_that_of_nltk_and_sacrebleu() -> None:
    # NLTK 3.10.4, sentence_bleu with SmoothingFunction().method1 against all other sentences;
    # sacrebleu 2.6.0, sentence_bleu with smooth_method="floor", smooth_value=0.1, untokenised.
    assert self_bleu([words(text) for text in SENTENCES]) == pytest.approx(0.28897269295132466)


def test_self_bleu_by_hand() -> None:
    # One word of two is shared, no pair of words is: (1/2 · 0.1/1) ** 1/2 for both.
    assert self_bleu([["a", "b"], ["a", "c"]], order=2) == pytest.approx(0.05**0.5)
    # The shorter text is half as long as its reference: e ** (1 - 2/1).
    assert self_bleu([["a"], ["a", "b"]], order=1) == pytest.approx((0.36787944 + 0.5) / 2)


def test_few_texts_or_none_have_nothing_in_common() -> None:
    assert self_bleu([]) == self_bleu([["a", "b"]]) == self_bleu([[], []]) == 0.0
    assert distinct_n([], 1) == distinct_n([["a"]], 2) == 0.0


@given(TEXTS)
def test_self_bleu_lies_between_nothing_and_everything(texts: list[list[str]]) -> None:
    assert 0.0 <= self_bleu(texts) <= 1.0 + 1e-9


@given(st.lists(st.sampled_from("abcd"), min_size=4, max_size=9), st.integers(2, 5))
def test_copies_have_everything_in_common(text: list[str], copies: int) -> None:
    assert self_bleu([text] * copies) == pytest.approx(1.0)


@given(TEXTS, st.integers(1, 4))
def test_repeating_all_rows_halves_distinct_n(texts: list[list[str]], order: int) -> None:
    assert distinct_n(texts * 2, order) == pytest.approx(distinct_n(texts, order) / 2)


def test_n_grams_do_not_reach_over_rows() -> None:
    assert distinct_n([["a", "b"], ["a", "b"]], 2) == 0.5
    assert distinct_n([["a"], ["b"]], 2) == 0.0
