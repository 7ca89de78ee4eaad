"""``hornbook ask`` continues a prompt with a checkpoint's model."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.model.checkpoint import Checkpoint

Hornbook = Callable[..., tuple[int, str, str]]

RULE = f"\n{'-' * 40}\n"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from hornbook.model.phi import Phi
    from hornbook.model.presets import Shape
    from hornbook.model.tokenizer import Tokenizer, train_bpe

    folder = tmp_path_factory.mktemp("checkpoint")
    tokenizer = Tokenizer.write(folder, train_bpe(["def add(a, b):\n    return a + b\n"] * 3, 280))
    model = Phi(Shape(width=16, layers=1, heads=2, context=32).config(tokenizer.size)).eval()
    Checkpoint.write(folder, model, tokenizer)
    return folder


def test_the_prompt_comes_first(hornbook: Hornbook, checkpoint: Path) -> None:
    code, out, _ = hornbook("ask", str(checkpoint), "def add", "--max-new-tokens", "5")
    assert code == 0
    assert out.startswith("def add")


def test_several_samples_differ_and_are_parted_by_a_rule(
    hornbook: Hornbook, checkpoint: Path
) -> None:
    code, out, _ = hornbook("ask", str(checkpoint), "def", "--samples", "3", "--seed", "1")
    assert code == 0
    texts = out.rstrip("\n").split(RULE)
    assert len(set(texts)) == 3
    assert all(text.startswith("def") for text in texts)
    assert hornbook("ask", str(checkpoint), "def", "--samples", "3", "--seed", "1")[1] == out


def test_a_length_over_the_context_is_refused(hornbook: Hornbook, checkpoint: Path) -> None:
    code, _, error = hornbook("ask", str(checkpoint), "def", "--max-new-tokens", "33")
    assert code != 0
    assert "context ends at 32 tokens" in error


def test_a_stop_text_ends_it(hornbook: Hornbook, checkpoint: Path) -> None:
    whole = hornbook("ask", str(checkpoint), "def")[1]
    sign = whole[6]
    code, out, _ = hornbook("ask", str(checkpoint), "def", "--stop", sign)
    assert code == 0
    assert out.rstrip("\n") == "def" + whole[3:].split(sign)[0]


def test_what_is_piped_in_is_answered_line_by_line(
    hornbook: Hornbook, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = hornbook("ask", str(checkpoint), "def", "--max-new-tokens", "5")[1].removeprefix("def")
    typed = 'def\n"""\ndef\n"""\n/quit\nnever\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    code, out, _ = hornbook("ask", str(checkpoint), "--max-new-tokens", "5")
    assert code == 0 and out == once * 2


def test_an_empty_line_goes_on_and_again_draws_anew(
    hornbook: Hornbook, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("def\n\n"))
    out = hornbook("ask", str(checkpoint), "--max-new-tokens", "4")[1]
    whole = hornbook("ask", str(checkpoint), "def", "--max-new-tokens", "4")[1]
    first = whole.removeprefix("def")
    assert out.startswith(first) and len(out) > len(first)

    monkeypatch.setattr("sys.stdin", io.StringIO("def\n/again\n/again\n"))
    assert len(set(hornbook("ask", str(checkpoint))[1].splitlines())) > 1


def test_a_prompt_that_doesnt_fit_ends_no_loop(
    hornbook: Hornbook, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/nonsense\ndef\n"))
    code, out, error = hornbook("ask", str(checkpoint), "--max-new-tokens", "33")
    assert code == 0 and not out.strip()
    assert "context ends at 32 tokens" in error and "/again draws another" in error


def test_samples_need_a_prompt(hornbook: Hornbook, checkpoint: Path) -> None:
    code, _, error = hornbook("ask", str(checkpoint), "--samples", "2")
    assert code == 2 and "--samples needs a prompt" in error


def test_it_talks_on_a_terminal(checkpoint: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from hornbook.cli import main; main()", "ask"]
    process = subprocess.Popen(
        [*command, str(checkpoint), "--max-new-tokens", "5"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    screen = _until(ours, "> ")
    os.write(ours, b"def\n")
    screen += _until(ours, "> ")
    os.write(ours, b"\x04")
    assert process.wait(timeout=60) == 0
    os.close(ours)
    assert "empty line lets it go on" in screen and screen.count("def") == 1


def _until(terminal: int, sign: str) -> str:
    """What comes from the terminal up to the next prompt."""
    text, ends = "", time.monotonic() + 120
    while not text.endswith(sign) and time.monotonic() < ends:
        if select.select([terminal], [], [], 0.2)[0]:
            text += os.read(terminal, 1 << 16).decode()
    return text
