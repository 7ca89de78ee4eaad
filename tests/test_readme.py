"""What the README shows is run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


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


GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = {
    line
    for guide in GUIDES
    for line in re.findall(r"^(?:\$|   ) hornbook (.+)", guide.read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("line", sorted(COMMANDS))
def test_every_command_and_option_in_the_guides_is_one(line: str) -> None:
    import typer

    from hornbook.cli import app

    words = line.partition(" # ")[0].split()
    command: Any = typer.main.get_group(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    assert not getattr(command, "commands", {}), f"no command in: hornbook {line}"
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_file_that_a_guide_links_to_is_there(guide: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if not (guide.parent / link).exists()] == []
