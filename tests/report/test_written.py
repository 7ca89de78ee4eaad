"""Generated data of any kind on the page: yields, novelty while writing, rows to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import open_store
from hornbook.report import written
from hornbook.report.shelves import drawn
from hornbook.report.stages import WriteReport, Written
from hornbook.report.view import Language

STORY = "Once there was a small dog.\n\nIt found <b>a bone</b>."


@dataclass(frozen=True, kw_only=True)
class Tell(Stage[Dataset]):
    """Stories as a teacher's stage leaves them."""

    asked: int = 30

    def run(self, context: Context) -> Dataset:
        columns = [pa.field(name, pa.string()) for name in ("topic", "question", "program")]
        reason = pa.field("reason", pa.string())
        schemas = {
            "stories": document_schema(*columns),
            "rejected": document_schema(*columns, reason),
        }
        known = {"source": "teacher:t", "parents": [], "stage": context.name}
        with DatasetWriter(context.directory, **schemas) as writer:
            for number in range(10):
                text = f"{STORY} {number}"
                row = {"id": document_id(text), "text": text, "topic": "dogs", **known}
                writer.add("stories", row)
            for number in range(4):
                row = {"id": document_id(str(number)), "text": "", **known}
                writer.add("rejected", {**row, "reason": "refuses" if number else "empty answer"})
        context.record(
            accounts=[
                {"teacher": "t", "asked": self.asked, "prompt_tokens": 1, "completion_tokens": 1}
            ],
            novelty=[{"pieces": 8, "new": 8, "kept": 8}, {"pieces": 4, "new": 2, "kept": 10}],
            stopped="only 50% of the last round's pieces were new",
        )
        return Dataset(context.directory)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, str]:
    runner = Runner(open_store(tmp_path_factory.mktemp("written")), progress=Progress(quiet=True))
    tell = Tell(label="stories")
    report = WriteReport(
        title="Stories", written=(Written(name="Stories", data=tell, unit="stories"),)
    )
    graph = runner.run(report).graph
    return runner.open(tell, graph), runner.open(report, graph).path.read_text()


def test_yields_count_what_came_and_say_why_the_rest_did_not(told: tuple[Dataset, str]) -> None:
    shown = written.yields([("Stories", told[0])])
    assert shown is not None
    (row,) = shown.rows
    assert (row.asked, row.pieces, row.kept, row.teacher) == (30, 14, 10, "t")
    assert row.reasons == (("refuses", 3), ("empty answer", 1))
    assert row.stopped == "only 50% of the last round's pieces were new"
    (curve,) = shown.novelty.curves
    assert (curve.x, curve.y) == ((8.0, 12.0), (100.0, 50.0))
    assert written.yields([]) is None


def test_a_shelf_has_an_even_sample_of_every_split(told: tuple[Dataset, str]) -> None:
    shelf = written.shelf("Stories", "stories", Language.MARKDOWN, told[0], 4)
    assert shelf.total == 14 and shelf.unit == "stories" and shelf.id == "written-stories"
    assert [entry.facets["Split"] for entry in shelf.entries] == ["stories"] * 4 + ["rejected"] * 2
    good, bad = shelf.entries[0], shelf.entries[-1]
    assert good.title == "dogs" and good.tone == "good" and good.panes[0].text.startswith(STORY)
    assert bad.verdict == "refuses" and bad.tone == "bad"


@dataclass(frozen=True, kw_only=True)
class Many(Stage[Dataset]):
    """More rows than are read at a time, so that a whole batch has none to show."""

    def run(self, context: Context) -> Dataset:
        known = {"source": "many", "parents": [], "stage": context.name}
        with DatasetWriter(context.directory, rows=document_schema()) as writer:
            for number in range(5000):
                writer.add("rows", {"id": document_id(str(number)), "text": str(number), **known})
        return Dataset(context.directory)


def test_a_few_rows_of_many_are_drawn_evenly(tmp_path: Path) -> None:
    runner = Runner(open_store(tmp_path), progress=Progress(quiet=True))
    many = Many(label="many")
    dataset = runner.open(many, runner.run(many).graph)
    assert [row["text"] for row in drawn(dataset, "rows", 2)] == ["0", "2500"]


def test_the_page_shows_both_and_escapes_the_texts(told: tuple[Dataset, str]) -> None:
    page = told[1]
    assert 'id="written"' in page and 'id="written-stories"' in page
    assert "Does the teacher go on saying something new?" in page
    assert "<b>a bone</b>" not in page
    assert "stopped: only 50% of the last round" in page


def test_columns_that_belong_together_are_read_side_by_side() -> None:
    row = {
        "id": "x", "text": "q p", "source": "s", "question": "How many?", "program": "return 1",
    }  # fmt: skip
    entry = written._entry(row, "train", Language.PLAIN)
    assert [(pane.label, pane.language) for pane in entry.panes] == [
        ("question", Language.PLAIN),
        ("program", Language.PYTHON),
    ]


def test_a_solved_problem_stands_beside_its_nearest_exercise() -> None:
    row = {
        "id": "x", "text": "p s", "source": "s", "problem": "HumanEval/12", "solution": "p s",
        "nearest": "def near(): ...", "nearest_id": "y", "match_rate": 0.66,
    }  # fmt: skip
    entry = written._entry(row, "solved", Language.PLAIN)
    assert [(pane.label, pane.text, pane.language) for pane in entry.panes] == [
        ("solution", "p s", Language.PYTHON),
        ("nearest", "def near(): ...", Language.PYTHON),
    ]
    alone = written._entry({**row, "nearest": ""}, "solved", Language.PLAIN)
    assert [pane.label for pane in alone.panes] == ["solution"]
