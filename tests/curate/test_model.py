from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import RandomForestRegressor

from hornbook.curate.calibrate import calibrate
from hornbook.curate.fit import MODELS, Fitting, fit, fit_forest, fit_linear, importances
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
    _, left_out = fit_linear(ROWS, SCORES, HOW.penalty)
    for row in (0, 50, 199):
        others = np.arange(200) != row
        model, _ = fit_linear(ROWS[others], SCORES[others], HOW.penalty)
        assert left_out[row] == pytest.approx(model.predict(ROWS[[row]])[0], abs=0.02)


def test_a_row_scores_the_same_in_any_company() -> None:
    model = fit(ROWS, SCORES, HOW).model
    together = model.predict(ROWS)
    assert all(model.predict(ROWS[[row]])[0] == together[row] for row in range(200))


def test_workers_change_nothing() -> None:
    one, two = fit(ROWS, SCORES, HOW, workers=1), fit(ROWS, SCORES, HOW, workers=2)
    assert np.array_equal(one.model.predict(ROWS), two.model.predict(ROWS))


@pytest.mark.parametrize("how", [HOW, *(replace(HOW, model=name) for name in MODELS)])
@pytest.mark.parametrize("dimensions", [0, 5])
def test_save_and_load(tmp_path: Path, how: Fitting, dimensions: int) -> None:
    model = fit(ROWS, SCORES, replace(how, dimensions=dimensions)).model
    curve = calibrate(model.predict(ROWS), SCORES >= 3)
    model = replace(model, calibration=curve, language="english")
    model.save(tmp_path / "model.npz")
    again = Model.load(tmp_path / "model.npz")
    assert np.array_equal(again.predict(ROWS), model.predict(ROWS))
    assert np.array_equal(again.chance(SCORES), model.chance(SCORES))
    assert again.language == "english" and again.dimensions == dimensions


def test_each_model_can_be_had_alone() -> None:
    forest, linear, both = (
        fit(ROWS, SCORES, replace(HOW, model=name)) for name in ("forest", "linear", "both")
    )
    assert forest.model.linear is None and linear.model.forest is None
    raw = (forest.model.predict(ROWS) + linear.model.predict(ROWS)) / 2
    inside = (linear.model.predict(ROWS) > 0) & (linear.model.predict(ROWS) < 5)
    assert np.allclose(both.model.predict(ROWS)[inside], raw[inside])
    for fitted in (forest, linear, both):
        shares = importances(fitted.model)
        assert shares.sum() == pytest.approx(1) and shares.argmax() == 0


def test_vectors_have_half_a_say() -> None:
    """A perfect vector beside useless features."""
    noise = RANDOM.normal(size=(200, 6)).astype(np.float32)
    rows = np.concatenate([noise, SCORES[:, None].astype(np.float32)], axis=1)
    how = replace(HOW, dimensions=1, vector_penalty=0.1)
    with_vector, without = fit(rows, SCORES, how), fit(noise, SCORES, HOW)
    error = np.abs(with_vector.left_out - SCORES).mean()
    assert error < 0.6 * np.abs(without.left_out - SCORES).mean()


def test_pickles_and_ruins_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    hostile = np.array([object()], dtype=object)
    np.savez(path, allow_pickle=True, **{"forest.roots": hostile})
    with pytest.raises(HornbookError, match="not a classifier"):
        Model.load(path)
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(HornbookError, match="not a classifier"):
        Model.load(path)
