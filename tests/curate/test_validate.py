from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sklearn.metrics import f1_score, roc_auc_score

from hornbook.curate.validate import auc, best_threshold, f1, folds, spearman

pairs = st.lists(
    st.tuples(st.integers(min_value=0, max_value=8), st.booleans()), min_size=4, max_size=40
).filter(lambda rows: len({good for _, good in rows}) == 2 and len({v for v, _ in rows}) > 1)


@given(pairs)
def test_figures_agree_with_the_libraries(rows: list[tuple[int, bool]]) -> None:
    values = np.array([value for value, _ in rows], dtype=float)
    good = np.array([flag for _, flag in rows])
    assert auc(values, good) == pytest.approx(roc_auc_score(good, values))
    assert f1(values >= 4, good) == pytest.approx(f1_score(good, values >= 4))
    assert spearman(values, good.astype(float)) == pytest.approx(spearmanr(values, good).statistic)


@given(pairs)
def test_the_threshold_is_nearly_the_best_one(rows: list[tuple[int, bool]]) -> None:
    values = np.array([v + n / 1000 for n, (v, _) in enumerate(rows)], dtype=float)
    good = np.array([flag for _, flag in rows])
    best = max(f1(values >= value, good) for value in values)
    assert f1(values >= best_threshold(values, good), good) == pytest.approx(best)


@given(st.lists(st.sampled_from("abcdefghij"), min_size=10, max_size=60), st.integers(0, 5))
def test_no_group_is_on_both_sides_and_every_row_is_tested_once(
    groups: list[str], seed: int
) -> None:
    tested: list[int] = []
    for train, test in folds(tuple(groups), 5, seed):
        assert not {groups[row] for row in train} & {groups[row] for row in test}
        assert len(train) + len(test) == len(groups)
        tested += test.tolist()
    assert sorted(tested) == list(range(len(groups)))
