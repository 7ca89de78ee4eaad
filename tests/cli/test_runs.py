"""``hornbook compare`` and ``reproduce`` on runs of a small recipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.runs import recorded

Hornbook = Callable[..., tuple[int, str, str]]

# Its one number is 0.5, or what the file `number` says where there is one.
RECIPE = """
from dataclasses import dataclass
from pathlib import Path
from hornbook.corpus.document import document_id, document_schema
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage
from hornbook.report.result_table import Basis, Cell, Column, ResultTable
from hornbook.report.results_file import RunResults

@dataclass(frozen=True, kw_only=True)
class Words(Stage[Dataset]):
    words: int
    def run(self, context):
        with DatasetWriter(context.directory, kept=document_schema()) as writer:
            for text in map(str, range(self.words)):
                writer.add("kept", {"id": document_id(text), "text": text, "source": "",
                                    "parents": [], "stage": self.name})
        return Dataset(context.directory)

@dataclass(frozen=True, kw_only=True)
class Tell(Stage[Artifact]):
    words: Stage[Dataset]
    empty: bool = False
    def run(self, context):
        value = float(Path("number").read_text()) if Path("number").exists() else 0.5
        cell = Cell(value, 0.4, 0.6, 10, (value,), Basis.ITEMS)
        column = Column("test", "pass@1", "share", True, (cell,), (None,))
        tables = () if self.empty else (ResultTable("small", ("raw",), (column,)),)
        RunResults("t", "c", tables).write(context.directory)
        return Artifact(context.directory)

def recipe(words: int = 5, empty: bool = False) -> Tell:
    return Tell(words=Words(words=words, label="words"), empty=empty, label="told")
"""


@pytest.fixture
def recipe_text() -> str:
    return RECIPE


@pytest.fixture
def runs(hornbook: Hornbook) -> None:
    """``runs/few`` and ``runs/many``."""
    assert hornbook("run", "mine.py:recipe", "--name", "few")[0] == 0
    assert hornbook("run", "mine.py:recipe", "words=7", "--name", "many")[0] == 0


@pytest.mark.usefixtures("runs")
def test_runs_are_compared_in_the_terminal_and_on_a_page(hornbook: Hornbook) -> None:
    code, out, _ = hornbook("compare", "runs/few", "runs/many", "--page", "page.html")
    assert code == 0
    assert "1 stage is defined differently, 1 made of what differs; 0 the same." in out
    assert "5 +2 −0 (71%)" in out
    page = Path("page.html").read_text()
    assert "words=7" in page and "71.4" in page


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("folders", "message"),
    [
        (("runs/few",), "it takes two runs to compare"),
        (("runs/few", "runs/none"), "there is no folder runs/none"),
        (("runs/few", "runs/artifacts"), "runs/artifacts holds no run"),
        (("runs/few", "runs/few"), "the same run is named twice"),
        (("runs/few", "runs/many", "--page", "no/where.html"), "can't write no/where.html"),
    ],
)
def test_what_cant_be_compared_is_told(
    hornbook: Hornbook, folders: tuple[str, ...], message: str
) -> None:
    code, _, error = hornbook("compare", *folders)
    assert code == 2 and message in error


@pytest.mark.usefixtures("runs")
def test_a_run_cant_be_called_what_the_store_needs(hornbook: Hornbook) -> None:
    for name in ("cache", "..", "a/b", ""):
        code, _, error = hornbook("run", "mine.py:recipe", "--name", name)
        assert code == 2 and "a run can't be called" in error


@pytest.mark.usefixtures("runs")
def test_a_result_is_recorded_and_reproduced(hornbook: Hornbook) -> None:
    code, out, _ = hornbook(
        "reproduce", "small.json", "--record", "runs/many", "--shows", "Words add up."
    )
    assert code == 0 and "recorded: small.json" in out
    assert json.loads(Path("small.json").read_text())["values"] == ["words=7"]

    code, out, _ = hornbook("reproduce", "small.json")
    assert code == 0
    assert "Words add up." in out and "hornbook run mine.py:recipe words=7" in out
    assert "1 of 1 numbers agree, 1 to the last digit" in out
    assert "They should be equal to the last digit" in out
    assert Path("reproduced/small/run.json").is_file()
    assert "2 of 2 stages were done before" in hornbook("reproduce", "small.json")[1]


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("number", "teacher", "code"), [(0.55, True, 0), (0.55, False, 1), (0.7, True, 1)]
)
def test_numbers_that_dont_agree_are_told_by_the_exit_code(
    hornbook: Hornbook, number: float, teacher: bool, code: int
) -> None:
    hornbook("reproduce", "small.json", "--record", "runs/few", "--shows", "Words add up.")
    values = json.loads(Path("small.json").read_text())
    Path("small.json").write_text(json.dumps(values | {"steady": not teacher}))
    Path("number").write_text(str(number))
    found, out, _ = hornbook("reproduce", "small.json")
    assert found == code
    assert ("within" if number < 0.6 else "outside") in out


def test_the_shelf_of_results_is_listed(
    hornbook: Hornbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(recorded, "_shelf", lambda: tmp_path / "shelf")
    assert "no result is recorded yet" in hornbook("reproduce")[1]
    hornbook("run", "mine.py:recipe", "--name", "few")
    hornbook("reproduce", "small", "--record", "runs/few", "--shows", "Words add up.")
    code, out, _ = hornbook("reproduce")
    assert code == 0 and "small  Words add up." in out and "minutes on" in out


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nonsense",), "no result is recorded as 'nonsense'"),
        (("--record", "runs/few"), "a record needs a name"),
        (("a.json", "--record", "runs/few"), "say in a sentence what the result shows"),
        (("a.json", "--record", "runs/none", "--shows", "x"), "runs/none holds no run"),
    ],
)
def test_what_cant_be_reproduced_is_told(
    hornbook: Hornbook, arguments: tuple[str, ...], message: str
) -> None:
    code, _, error = hornbook("reproduce", *arguments)
    assert code == 2 and message in error


def test_a_report_without_results_is_no_record(hornbook: Hornbook) -> None:
    hornbook("run", "mine.py:recipe", "empty=true")
    code, _, error = hornbook("reproduce", "a.json", "--record", "runs/mine", "--shows", "x")
    assert code == 2 and "holds no results" in error


def test_what_the_code_of_today_wouldnt_make_is_no_record(hornbook: Hornbook) -> None:
    hornbook("run", "mine.py:recipe", "--name", "few")
    text = Path("mine.py").read_text()
    Path("mine.py").write_text(
        text.replace(
            "empty: bool = False\n    def", "empty: bool = False\n    new: int = 0\n    def"
        )
    )
    code, _, error = hornbook("reproduce", "a.json", "--record", "runs/few", "--shows", "x")
    assert code == 2 and "made by another version of mine.py:recipe" in error
