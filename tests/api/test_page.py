"""The examples of docs/python.md are run as they stand there, one after the other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


@pytest.mark.slow
def test_the_examples_run_as_written(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    text = PAGE.read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(examples) == 10
    sources = tmp_path / "src"
    sources.mkdir()
    for name in ("heapq", "bisect", "textwrap", "this", "sched", "colorsys", "stat", "keyword"):
        source = Path(sysconfig.get_path("stdlib"), f"{name}.py").read_text(encoding="utf-8")
        (sources / f"{name}.py").write_text(source)
    _write_model(tmp_path / "model")
    (tmp_path / "mine.py").write_text("\n".join(examples))
    done = subprocess.run(
        [sys.executable, "mine.py"],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "('files', 'train-classifier', 'filter')" in done.stdout
    assert (tmp_path / "exported" / "config.json").is_file()


def _write_model(place: Path) -> None:
    from hornbook.model.checkpoint import Checkpoint
    from hornbook.model.phi import Phi
    from hornbook.model.presets import Shape
    from hornbook.model.tokenizer import Tokenizer, train_bpe

    place.mkdir()
    tokenizer = Tokenizer.write(place, train_bpe(["return x\n"] * 5, 300))
    model = Phi(Shape(width=32, layers=1, heads=2, context=512).config(tokenizer.size))
    Checkpoint.write(place, model, tokenizer)
