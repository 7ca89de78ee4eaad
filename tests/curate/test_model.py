from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor

from hornbook.curate.fit import Fitting, fit, fit_forest, fit_linear
from hornbook.curate.model import Model
from hornbook.errors import HornbookError

RANDOM = np.random.default_rng(0)
ROWS = RANDOM.normal(size=(200, 12)).astype(np.float32)
SCORES = np.clip(2 + ROWS[:, 0] + 0.5 * ROWS[:, 1] * ROWS[:, 2], 0, 5)
HOW = Fitting(trees=50)


def test_the_flat_forest_predicts_what_scikit_learn_predicts() -> None:
    forest, left_out = fit_forest(ROWS, SCORES, HOW)
    theirs = RandomForestRegressor(
        50, min_samples_leaf=2, max_features=0.3, random_state=0, oob_score=True
    ).fit(ROWS, SCORES)
    unseen = RANDOM.normal(size=(600, 12)).astype(np.float32)
    assert np.allclose(forest.predict(unseen), theirs.predict(unseen), atol=1e-12)
    assert np.allclose(left_out, theirs.oob_prediction_)


def test_leaving_one_out_has_a_closed_form() -> None:
    """Standardising and centring see the row left out, so the match is close, not exact."""
    _, left_out = fit_linear(ROWS, SCORES, HOW)
    for row in (0, 50, 199):
        others = np.arange(200) != row
        model, _ = fit_linear(ROWS[others], SCORES[others], HOW)
        assert left_out[row] == pytest.approx(model.predict(ROWS[[row]])[0], abs=0.02)


def test_a_row_scores_the_same_in_any_company() -> None:
    model = fit(ROWS, SCORES, HOW).model
    together = model.predict(ROWS)
    assert all(model.predict(ROWS[[row]])[0] == together[row] for row in range(200))


def test_workers_change_nothing() -> None:
    one, two = fit(ROWS, SCORES, HOW, workers=1), fit(ROWS, SCORES, HOW, workers=2)
    assert np.array_equal(one.model.predict(ROWS), two.model.predict(ROWS))


def test_save_and_load(tmp_path: Path) -> None:
    model = fit(ROWS, SCORES, HOW).model
    model.save(tmp_path / "model.npz")
    assert np.array_equal(Model.load(tmp_path / "model.npz").predict(ROWS), model.predict(ROWS))


def test_pickles_and_ruins_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    hostile = np.array([object()], dtype=object)
    np.savez(path, allow_pickle=True, **{"forest.roots": hostile})
    with pytest.raises(HornbookError, match="not a classifier"):
        Model.load(path)
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(HornbookError, match="not a classifier"):
        Model.load(path)
