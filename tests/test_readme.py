"""What the README shows is run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_recipe_runs_as_written(tmp_path: Path) -> None:
    (recipe,) = fenced("python")
    (tmp_path / "mine.py").write_text(recipe)
    (tmp_path / "src").mkdir()
    for name in ("heapq", "bisect", "textwrap", "this", "sched", "colorsys", "stat", "keyword"):
        source = Path(sysconfig.get_path("stdlib"), f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / "src" / f"{name}.py").write_text(source)
    (command,) = (line for line in README.splitlines() if "mine.py:best" in line)
    program = "from hornbook.cli import main; main()"
    arguments = command.removeprefix("$ hornbook").split()
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "4 stages run" in run.stdout


COMMANDS = re.findall(r"^\$ hornbook (\w+)", README, flags=re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_every_command_it_names_is_one(command: str) -> None:
    import typer

    from hornbook.cli import app

    assert command in typer.main.get_group(app).commands


def test_every_file_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    root = Path(__file__).parents[1]
    assert [link for link in links if not (root / link).exists()] == []
