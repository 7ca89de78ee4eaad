"""How trainings went: their losses as curves, and the table of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.model.checkpoint import Checkpoint, write_losses
from hornbook.pipeline.manifest import Manifest
from hornbook.report.drawing import spark
from hornbook.report.trainings import loss_panel, thinned, trainings


def checkpoint(folder: Path, *, heldout: bool = True) -> Checkpoint:
    folder.mkdir()
    rows = [
        {
            "step": float(n),
            "tokens": 100.0 * n,
            "train_loss": 5 - n / 100,
            "heldout_loss": 4.0 if heldout and n % 50 == 0 else None,
        }
        for n in range(1, 301)
    ]
    write_losses(folder, rows)
    return Checkpoint(folder)


def manifest(**facts: object) -> Manifest:
    return Manifest(
        stage="Train", name="train", version=1, fingerprint="f", fields={}, external="", inputs={},
        rows={}, facts=facts, files={}, seconds=10.0, peak_memory=0, finished="", packages={},
    )  # fmt: skip


def test_a_seed_is_a_curve_and_an_entrant_a_colour(tmp_path: Path) -> None:
    first = [checkpoint(tmp_path / name) for name in ("a", "b")]
    second = [checkpoint(tmp_path / "c", heldout=False)]
    panel = loss_panel("Sizes", [("small", first), ("large", second)], both=False)
    assert panel is not None
    assert [(curve.name, curve.series) for curve in panel.curves] == [
        ("small", 1),
        ("small", 1),
        ("large", 2),
    ]
    assert set(panel.curves[0].y) == {4.0}  # held-out losses where there are any
    assert panel.curves[2].y[-1] == 2.0
    assert len(panel.curves[2].x) <= 240


def test_both_losses_of_a_data_set(tmp_path: Path) -> None:
    panel = loss_panel("Pretraining", [("raw", [checkpoint(tmp_path / "a")])], both=True)
    assert panel is not None
    assert [curve.dashed for curve in panel.curves] == [False, True]


def test_models_from_elsewhere_have_no_panel(tmp_path: Path) -> None:
    assert loss_panel("None", [("elsewhere", [Checkpoint(tmp_path)])], both=True) is None


def test_every_training_with_its_speed(tmp_path: Path) -> None:
    quick, plain = (checkpoint(tmp_path / name).directory for name in ("quick", "plain"))
    (quick / "throughput.csv").write_text(
        "step,seconds,tokens_per_second,mfu,memory_bytes\n1,1,100,0.1,\n2,2,300,0.3,\n3,3,900,,\n"
    )
    found = trainings(
        [
            (quick, manifest(parameters=1000, tokens=30_000, training_seconds=5.0)),
            (plain, manifest()),
            (tmp_path, manifest()),
        ]
    )
    assert [each.tokens_per_second for each in found] == [300.0, 3000.0]
    assert found[0].mfu == pytest.approx(0.2)
    assert (found[0].train_loss, found[0].heldout_loss) == (2.0, 4.0)
    assert (found[1].tokens, found[1].seconds, found[1].mfu) == (30_000, 10.0, None)


def test_the_last_value_is_always_there() -> None:
    assert thinned([1.0, 2.0, 3.0, 4.0, 5.0], 2) == [2.0, 5.0]
    assert thinned([], 2) == []


def test_a_line_in_its_box() -> None:
    assert spark([4.0, 3.0, 2.0]) == "0.0,1.0 50.0,12.0 100.0,23.0"
    assert spark([1.0]) == ""
    assert spark([1.0, 1.0]) == "0.0,1.0 100.0,1.0"
