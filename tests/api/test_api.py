"""The functions that mirror the commands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

import hornbook
from hornbook.api import Run
from hornbook.corpus.hub import HubDataset
from hornbook.doctor.network import unreachable
from hornbook.errors import HornbookError
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.run import RunRecord
from hornbook.pipeline.stage import Stage
from hornbook.recipe import load as load_recipe
from hornbook.teacher import Teacher


@dataclass(frozen=True, kw_only=True)
class Count(Stage[Dataset]):
    """Numbers from 0 on, the odd ones aside."""

    rows: int

    def run(self, context: Context) -> Dataset:
        even, odd = (
            pa.table({"number": pa.array(range(start, self.rows, 2), pa.int64())})
            for start in (0, 1)
        )
        return Dataset.write(context.directory, even=even, odd=odd)


@dataclass(frozen=True, kw_only=True)
class Told(Stage[Metrics]):
    """What it was given."""

    who: str

    def run(self, context: Context) -> Metrics:
        return Metrics.write(context.directory, {"who": self.who})


def count(rows: int = 4) -> Count:
    return Count(rows=rows)


def told(author: Teacher, sizes: tuple[int, ...] = (1,), name: str | None = "x") -> Told:
    return Told(who=f"{type(author).__name__} {sizes} {name}")


def from_hub(folder: Path | None = None) -> Stage[Dataset]:
    return HubDataset(path=str(folder or "somebody/code"))


def _run(tmp_path: Path, rows: int = 4) -> Run:
    return hornbook.run(count, out=tmp_path, quiet=True, rows=rows)


def test_a_function_is_run_and_its_run_is_one_for_the_command_line(tmp_path: Path) -> None:
    made = _run(tmp_path, rows=5)
    assert made.ran == ("count",) and made.report is None
    assert made.folder is not None
    record = RunRecord.read(made.folder)
    assert record.values == ("rows=5",)
    assert load_recipe(record.recipe).__name__ == "count"
    assert (tmp_path / record.stages["count"]).is_dir()
    assert _run(tmp_path, rows=5).ran == ()


def test_what_this_machine_cannot_finish_is_refused_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.doctor.network.hub", unreachable)
    with pytest.raises(
        HornbookError, match=r"the data set somebody/code of the .* hub.*\(folder\)"
    ):
        hornbook.run(from_hub, out=tmp_path, quiet=True)
    assert not list(tmp_path.glob("artifacts/*"))


def test_a_stage_is_run_but_no_recipe_is_recorded(tmp_path: Path) -> None:
    made = hornbook.run(Count(rows=2), out=tmp_path, quiet=True)
    assert made.folder is None and made.artifact.counts() == {"even": 1, "odd": 1}
    with pytest.raises(TypeError, match="takes no values: rows"):
        hornbook.run(Count(rows=2), out=tmp_path, rows=3)


def test_values_are_read_as_on_the_command_line(tmp_path: Path) -> None:
    made = hornbook.run(
        told, out=tmp_path, quiet=True, author="gpt-5-mini", sizes=(2, 3), name=None
    )
    assert isinstance(made.artifact, Metrics)
    assert made.artifact.values() == {"who": "OpenAITeacher (2, 3) None"}
    with pytest.raises(HornbookError, match="rows=many is not a whole number"):
        hornbook.plan(count, out=tmp_path, rows="many")
    with pytest.raises(HornbookError, match="did you mean 'nano'"):
        hornbook.plan("nanoo", out=tmp_path)


def test_a_plan_says_what_is_done(tmp_path: Path) -> None:
    assert [each.status for each in hornbook.plan(count, out=tmp_path)] == ["to run"]
    _run(tmp_path)
    assert [each.status for each in hornbook.plan(count, out=tmp_path)] == ["done"]


def test_rows_come_in_every_form(tmp_path: Path) -> None:
    rows = _run(tmp_path).rows("count", "odd")
    assert len(rows) == 2 and [row["number"] for row in rows] == [1, 3]
    assert rows.to_arrow(["number"]).to_pydict() == {"number": [1, 3]}
    assert rows.to_datasets()[1] == {"number": 3}
    assert rows.to_daft().to_pydict() == {"number": [1, 3]}
    assert list(rows.to_pandas()["number"]) == [1, 3]


def test_rows_are_found_by_run_stage_and_split(tmp_path: Path) -> None:
    made = _run(tmp_path)
    assert made.folder is not None
    assert len(hornbook.load(made.folder, "even", stage="count")) == 2
    for place, split, stage, message in (
        (made.folder, "even", "cuont", "has no stage 'cuont'; it has: count"),
        (made.stages["count"], None, None, "name one of even, odd"),
        (made.stages["count"], "uneven", None, "it has: even, odd"),
        (tmp_path / "absent", None, None, "there is no artifact"),
    ):
        with pytest.raises(HornbookError, match=message):
            hornbook.load(place, split, stage=stage)


def test_texts_alone_can_be_deduplicated() -> None:
    text = "a line of words that is long enough to be compared with others of its kind"
    divided = hornbook.drop_duplicates([text, text, "quite another line, as nobody will doubt"])
    assert divided.kept[0]["text"] == text
    assert len(divided.kept) == 2 and len(divided.dropped) == 1
    with pytest.raises(HornbookError):
        hornbook.drop_duplicates([text], threshold=2)


def test_programs_may_be_sources_alone() -> None:
    verdicts = hornbook.execute(["x = 1", "x = ", "open('/etc/passwd')"], workers=1)
    assert [(each.id, each.passed) for each in verdicts] == [
        ("0", True),
        ("1", False),
        ("2", False),
    ]


def test_the_package_exports_them_and_imports_nothing_heavy() -> None:
    assert set(hornbook.__all__) <= set(dir(hornbook))
    with pytest.raises(AttributeError, match="no attribute 'absent'"):
        _ = hornbook.absent
    probe = (
        "import sys, hornbook; assert 'hornbook.api' not in sys.modules; hornbook.run; "
        "heavy = {'torch', 'daft', 'sklearn', 'transformers', 'pyarrow', 'datasets', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
