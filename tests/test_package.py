"""The wheel holds everything that is in the tree, and the command line starts fast."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "torch transformers tokenizers accelerate safetensors daft pyarrow numpy scipy sklearn "
    "matplotlib openai aiohttp xllamacpp datasets huggingface_hub ray lm_eval jinja2 jsonschema"
).split()


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("hornbook/")}
    package = ROOT / "src" / "hornbook"
    there = {
        f"hornbook/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert there - held == set()
    for ending in (".md", ".j2", ".css", ".js", ".npz", ".jsonl", ".yaml", ".txt", "py.typed"):
        assert any(name.endswith(ending) for name in held), ending


def test_the_help_imports_nothing_heavy() -> None:
    probe = (
        "import resource, sys\n"
        "from hornbook.cli import main\n"
        "sys.argv = ['hornbook', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(used.ru_utime + used.ru_stime, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    loaded, seconds = done.stderr.splitlines()
    assert loaded == "[]"
    assert float(seconds) < 0.5  # processor time, Python's own start included
