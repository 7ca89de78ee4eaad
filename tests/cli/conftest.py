import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.cli import main

Hornbook = Callable[..., tuple[int, str, str]]

# Asks a scripted teacher, whose model the price table may know, and then about what it said.
RECIPE = """
from dataclasses import dataclass, replace
from hornbook.generate.sections.stages import WriteTextbooks
from hornbook.pipeline.stage import unhashed
from hornbook.teacher import OpenAITeacher, Price, ScriptedTeacher

@dataclass(frozen=True, kw_only=True)
class Unpriced(ScriptedTeacher):
    @property
    def cost(self):
        return None

SAID = '''# Title

Here is one way to do it, in words that are plain enough for anybody who reads them, and short
enough for those who don't like to read.

```python
x = 1
```
'''
TEACHER = Unpriced(title="m", answers=(SAID,))

def recipe(sections: int = 5) -> WriteTextbooks:
    return WriteTextbooks(teacher=TEACHER, requests=sections, label="textbooks")

def slotless(template: str = "mine.md") -> WriteTextbooks:
    return replace(recipe(), template=template)

def remote(url: str) -> WriteTextbooks:
    teacher = OpenAITeacher(base_url=url, model="m", key_variable="HORNBOOK_TEST_KEY")
    return replace(recipe(), teacher=teacher)
"""


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the trained classifier that all tests of a process share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def recipe_text() -> str:
    """What ``mine.py`` holds; a module may have its own."""
    return RECIPE


@pytest.fixture
def hornbook(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    cache: Path,
    recipe_text: str,
) -> Hornbook:
    """Run a command line in this process, beside ``mine.py``; gives exit code, output, error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("HORNBOOK_PRICES", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "mine.py").write_text(recipe_text)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hornbook", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
