"""From a folder to a model: the recipe of docs/howto.md, run as it stands there."""

from __future__ import annotations

import importlib.util
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hornbook.pipeline.context import Settings
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store
from hornbook.report.stages import Page, WriteReport
from hornbook.teacher import Request, ScriptedTeacher

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "tests" / "guides"
HOWTO = (ROOT / "docs" / "howto.md").read_text(encoding="utf-8")
RECIPE, VARIANT = (
    next(code for code in re.findall(r"```python\n(.*?)```", HOWTO, re.DOTALL) if mark in code)
    for mark in ("# own.py", "WriteSectionsAboutCode")
)
SMALL: dict[str, Any] = {"asked": 6, "tokens": 8_192}


def for_python(recipe: str) -> str:
    """The recipe with the lines in their places that the page gives for Python."""
    imports, _, lines = VARIANT.partition("\n\n")
    for line in lines.strip().splitlines():
        name = line.split(" = ")[0]
        (place,) = re.findall(rf"^    {name} = .*", recipe, re.MULTILINE)
        recipe = recipe.replace(place, f"    {line}")
    return recipe.replace("# own.py\n", f"{imports}\n")


def loaded(code: str, folder: Path) -> Iterator[ModuleType]:
    (folder / "own.py").write_text(code)
    spec = importlib.util.spec_from_file_location("own", folder / "own.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["own"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["own"]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ModuleType]:
    yield from loaded(RECIPE, tmp_path)


@pytest.fixture
def own_python(tmp_path: Path) -> Iterator[ModuleType]:
    yield from loaded(for_python(RECIPE), tmp_path)


class Said(Progress):
    """Remembers what was said."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__(quiet=quiet)
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


def made(target: WriteReport, folder: Path) -> tuple[str, dict[str, Dataset], list[str]]:
    """The page, the data sets by the kind of their stage, and what was said on the way."""
    progress = Said(quiet=True)
    runner = Runner(open_store(folder), Settings(workers=1), progress)
    graph = runner.run(target).graph
    page = runner.open(target, graph)
    assert isinstance(page, Page)
    opened = {stage.kind(): runner.open(stage, graph) for stage in graph.stages}
    datasets = {kind: each for kind, each in opened.items() if isinstance(each, Dataset)}
    return page.path.read_text(encoding="utf-8"), datasets, progress.lines


def teach(request: Request) -> str:
    """What a good teacher says of one of the guides."""
    prompt: str = request.payload["messages"][-1]["content"]
    title = prompt.split('"')[1]
    shown = re.split(r"\n\nWrite (?:three|the section)", prompt.split(":\n\n", 1)[1])[0]
    words = sorted({word for word in re.findall(r"\b[a-z]{5,}", shown)})
    if "Write three questions" in prompt:
        return f"Question: What should I know about {words[0]} and {title}?\n" + (
            f"Answer: That {words[0]} and {words[1]} matter, and {words[2]} too."
        )
    return f"Whoever learns about {title} meets these, and should know: {', the '.join(words)}."


def test_the_recipe_has_fewer_than_twenty_lines() -> None:
    body = RECIPE.split("-> WriteReport:\n")[1].splitlines()
    assert len(body) < 20 and all(len(line) <= 100 for line in RECIPE.splitlines())


@pytest.mark.slow
def test_documents_become_a_model_and_a_page(own: ModuleType, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(title="good", script=teach)
    page, data, _ = made(own.own(GUIDES, author=teacher, **SMALL), tmp_path / "runs")
    assert data["filter-prose"].counts() == {"kept": 8, "dropped": 1}
    assert data["hold-out"].counts() == {"kept": 7, "heldout": 1}
    kept = {row["id"] for row in data["hold-out"].rows("kept")}
    for kind, split in (("write-sections-about", "sections"), ("write-questions", "train")):
        rows = list(data[kind].rows(split))
        assert len(rows) >= 4 and all(set(row["parents"]) <= kept for row in rows)
    for text in ("contents.txt", "too short", "held-out documents", "Tasks", "lessons"):
        assert text in page


@pytest.mark.slow
def test_it_goes_on_when_the_teacher_writes_nothing_of_use(own: ModuleType, tmp_path: Path) -> None:
    teacher = ScriptedTeacher(answers=("No.",))
    page, data, said = made(own.own(GUIDES, author=teacher, **SMALL), tmp_path / "runs")
    assert data["write-sections-about"].counts() == {"sections": 0, "rejected": 6}
    assert data["write-questions"].counts() == {"train": 0, "rejected": 6}
    missing = [line.strip() for line in said if "is empty" in line]
    assert "write-sections-about/sections is empty; its share goes to the other sources" in missing
    assert "held-out documents" in page


@pytest.mark.slow
def test_programs_become_a_model_and_a_page(own_python: ModuleType, tmp_path: Path) -> None:
    programs = tmp_path / "src"
    programs.mkdir()
    for name in ("heapq", "bisect", "textwrap", "sched", "colorsys", "stat", "keyword", "cmd"):
        source = Path(sysconfig.get_path("stdlib"), f"{name}.py").read_text(encoding="utf-8")
        (programs / f"{name}.py").write_text(source)
    teacher = ScriptedTeacher(answers=("No.",))
    page, data, _ = made(own_python.own(programs, author=teacher, **SMALL), tmp_path / "runs")
    assert data["filter"].counts()["kept"] == 4
    assert data["write-sections-about-code"].counts() == {"sections": 0, "rejected": 6}
    assert data["write-exercises"].counts()["rejected"] == 6
    assert "held-out documents" in page
