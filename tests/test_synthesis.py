"""The recipe of all kinds of synthetic data, at the smallest size, with a teacher of few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.errors import HornbookError
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipes.synthesis import synthesis
from hornbook.report.stages import WriteReport
from hornbook.teacher import ScriptedTeacher

KINDS = ("Exercises", "Sections", "Problems", "Explanations", "Stories", "Prose")


def small(asked: int) -> WriteReport:
    return synthesis(
        exercises=40,
        sections=6,
        problems=20,
        explanations=20,
        stories=10,
        prose=10,
        asked=asked,
        author=ScriptedTeacher(title="taciturn", answers=("I would rather not say.",)),
    )


def test_every_kind_is_made_checked_and_shown(tmp_path: Path) -> None:
    runner = Runner(open_store(tmp_path), progress=Progress(quiet=True))
    report = small(asked=1)
    graph = runner.run(report).graph
    page = runner.open(report, graph).path.read_text()
    made = {written.name: runner.open(written.data, graph).counts() for written in report.written}
    assert list(made) == [name for kind in KINDS for name in (kind, f"{kind} by a teacher")]
    for kind in KINDS:
        assert sum(made[kind].values()) - made[kind]["rejected"] >= 6
        assert made[f"{kind} by a teacher"]["rejected"] == 1
        assert f'id="written-{kind.lower()}"' in page
    assert "taciturn" in page and 'id="variety"' in page and 'id="contamination"' in page


def test_nobody_is_asked_by_default() -> None:
    assert [written.name for written in small(asked=0).written] == list(KINDS)
    with pytest.raises(HornbookError, match="can't be negative"):
        small(asked=-1)
