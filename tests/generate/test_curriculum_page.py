"""The page about the curriculum lists what there is."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_index_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "benchmarks" / "curriculum.py"))
    page = (ROOT / "docs" / "curriculum.md").read_text(encoding="utf-8")
    _, marker, listed = page.partition(script["MARKER"])
    assert marker and listed == script["index"](), "run: python benchmarks/curriculum.py"
