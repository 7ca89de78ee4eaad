from __future__ import annotations

import io

import pytest

from hornbook.pipeline.progress import Progress, duration


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.44, "0.4s"), (12.3, "12s"), (185, "3m05s"), (3599.9, "1h00m"), (7800, "2h10m")],
)
def test_durations_read_as_people_say_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_plain_lines_say_how_much_how_fast_and_how_long() -> None:
    stream = io.StringIO()
    with Progress(stream, every=0).bar("tokenize", total=10, unit="docs") as bar:
        bar.advance(4, note="loss 2.5")
    first = stream.getvalue().splitlines()[0]
    assert "tokenize: 4/10 docs (40%)" in first
    assert "docs/s" in first and "left" in first and "loss 2.5" in first


def test_short_work_leaves_no_trace() -> None:
    stream = io.StringIO()
    assert list(Progress(stream).track([1, 2, 3], "quick")) == [1, 2, 3]
    assert stream.getvalue() == ""


def test_a_terminal_gets_a_live_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    stream = io.StringIO()
    with Progress(stream).bar("train", total=2, unit="steps") as bar:
        bar.advance(1)
        bar.advance(1)
    assert "train" in stream.getvalue()


def test_bars_of_a_terminal_are_drawn_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    stream = io.StringIO()
    progress = Progress(stream)
    progress.about = "small model"
    with progress.bar("train", total=2), progress.bar("evaluate", total=3) as inner:
        inner.advance(1)
    frames = stream.getvalue().split("\n")
    assert any("train, small model" in line for line in frames)
    assert any("evaluate, small model" in line for line in frames)
    assert progress.bars == []
    # All are gone, so the next ones begin anew.
    with progress.bar("again", total=1):
        pass
    assert "again" in stream.getvalue()


def test_text_with_brackets_is_not_markup() -> None:
    stream = io.StringIO()
    with Progress(stream, every=0).bar("work", total=1) as bar:
        bar.advance(1, note="[bold]")
    assert "[bold]" in stream.getvalue()
