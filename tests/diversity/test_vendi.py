from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.diversity.vendi import vendi_score


def table(rows: int, columns: int) -> np.ndarray:
    return np.array([[(i * 7 + j * 3) % 11 - 4.0 for j in range(columns)] for i in range(rows)])


def test_the_score_is_that_of_its_authors() -> None:
    # vendi-score 0.0.3: score_dual(x, normalize=True), and score_K of the cosine similarities.
    assert vendi_score(table(20, 6)) == pytest.approx(4.774390955871989)
    assert vendi_score(table(4, 6)) == pytest.approx(3.5957090736052275)


@given(st.integers(1, 12), st.integers(0, 5))
def test_rows_at_right_angles_all_count(rows: int, spare: int) -> None:
    assert vendi_score(np.eye(rows, rows + spare)) == pytest.approx(rows)


@given(st.integers(1, 12), st.integers(1, 12))
def test_equal_rows_count_once(rows: int, columns: int) -> None:
    assert vendi_score(np.ones((rows, columns))) == pytest.approx(1.0)


@given(st.integers(2, 15), st.integers(2, 15), st.integers(2, 4))
def test_neither_copies_nor_lengths_nor_order_matter(rows: int, columns: int, times: int) -> None:
    x_ND = table(rows, columns) + 0.5
    copied = np.concatenate([x_ND * factor for factor in range(1, times + 1)])[::-1]
    assert vendi_score(copied) == pytest.approx(vendi_score(x_ND))


def test_rows_of_zeros_are_left_out() -> None:
    assert vendi_score(np.concatenate([np.eye(3), np.zeros((4, 3))])) == pytest.approx(3.0)
    assert vendi_score(np.zeros((4, 3))) == 0.0
