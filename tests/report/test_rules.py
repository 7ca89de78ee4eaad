"""A filter by rules gives no scores; the page shows what it dropped all the same."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.corpus.document import document_id, document_schema
from hornbook.curate.filter_prose import FilterProse
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.pipeline.store import Store
from hornbook.report import quality
from hornbook.report.stages import Page, WriteReport

TIDE = (
    "The water of the harbour rises and falls twice a day. Sailors who know the hour can leave "
    "with the ebb, and those that have to wait read the table on the wall. It is printed each "
    "year, because the moon and the sun pull together at one time and against each other at "
    "another. After a storm the figures are off by a hand or more, and nobody trusts them."
)


@dataclass(frozen=True, kw_only=True)
class Pages(Stage[Dataset]):
    """Some prose, and a table of contents."""

    def run(self, context: Context) -> Dataset:
        texts = [f"Day {number}. {TIDE}" for number in range(3)] + ["Contents | Index | Next"]
        rows = [
            {"id": document_id(text), "text": text, "source": f"mine/{number}.md", "parents": []}
            | {"stage": context.name}
            for number, text in enumerate(texts)
        ]
        table = pa.Table.from_pylist(rows, schema=document_schema())
        return Dataset.write(context.directory, documents=table)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Dataset]:
    """The page about a filter by rules, and what the filter made."""
    pages = Pages(label="pages")
    filtered = FilterProse(corpus=Split(pages, "documents"), label="prose")
    target = WriteReport(title="Mine", corpus=pages, filtered=filtered)
    store: Path = tmp_path_factory.mktemp("store")
    runner = Runner(Store(store), progress=Progress(quiet=True))
    graph = runner.run(target).graph
    page = runner.open(target, graph)
    assert isinstance(page, Page)
    text = re.sub(r"<[^>]*>", " ", page.path.read_text(encoding="utf-8"))
    return " ".join(html.unescape(text).split()), runner.open(filtered, graph)


def test_what_rules_kept_and_dropped_is_shown_with_reasons(made: tuple[str, Dataset]) -> None:
    page, _ = made
    assert "after prose 3 too short −1" in page
    assert "mine/3.md" in page and "too short: 5 words" in page and "Contents | Index" in page
    assert "the best first" not in page  # nothing says which is


def test_there_is_no_plot_of_scores_without_scores(made: tuple[str, Dataset]) -> None:
    _, filtered = made
    assert quality.histogram(filtered) is None
