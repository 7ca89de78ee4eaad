"""Table 3 for data of one's own: the recipe of docs/howto.md, run as it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hornbook import benchmark
from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.recipe import build, load
from hornbook.report.stages import Page

HOWTO = (Path(__file__).parents[1] / "docs" / "howto.md").read_text(encoding="utf-8")
(RECIPE,) = re.findall(r"```python\n(# table3.py\n.*?)```", HOWTO, re.DOTALL)
FILLER = 'def f{0}(text, times):\n    """Repeat and number."""\n    return (text + "{0}") * times\n'


@pytest.mark.slow
def test_rows_like_a_problem_are_pruned_and_the_problems_parted(tmp_path: Path) -> None:
    leaked = benchmark.load("humaneval")[0]
    texts = [leaked.prompt + leaked.solution, *(FILLER.format(number) for number in range(300))]
    rows = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    (tmp_path / "exercises.jsonl").write_text(rows + '{"text": "cut \n')
    (tmp_path / "table3.py").write_text(RECIPE)
    runner = Runner(open_store(tmp_path / "runs"), Settings(workers=1), Progress(quiet=True))
    given = [f"data={tmp_path / 'exercises.jsonl'}", "tokens=4096", "seeds=1", "problems=2"]
    target = build(load(f"{tmp_path / 'table3.py'}:table3"), given)
    graph = runner.run(target).graph
    opened = {stage.name: runner.open(stage, graph) for stage in graph.stages}
    data, problems, page = (
        opened[name] for name in ("pruned at 0.8", "problems at 0.8", "write-report")
    )
    assert isinstance(data, Dataset) and isinstance(problems, Dataset) and isinstance(page, Page)
    assert [row["matched"] for row in data.rows("pruned")] == [leaked.id]
    assert data.counts()["kept"] == 300
    assert [row["item"] for row in problems.rows("similar")] == [leaked.id]
    assert "Table 3 at 0.8" in page.path.read_text(encoding="utf-8")
