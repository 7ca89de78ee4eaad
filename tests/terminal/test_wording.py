"""Numbers as people say them."""

from __future__ import annotations

from math import inf

import pytest

from hornbook.teacher.estimate import Range
from hornbook.terminal.wording import between, printable, shortened, shown


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1200, 1200, "1,200"),
        (1100, 1300, "1,100–1,300"),
        (9_999_999, 9_999_999, "9,999,999"),
        (0, 281_440_000, "0–281M"),
        (1.6e9, inf, "1,600M–unlimited"),
    ],
)
def test_a_range(low: float, high: float, said: str) -> None:
    assert between(Range(low=low, high=high)) == said


@pytest.mark.parametrize(
    "steering", ["\x1b]0;title\x07", "\x1b[2J", "\r", "\x9b1m", "\u202e", "\x00"]
)
def test_a_row_cannot_steer_the_terminal(steering: str) -> None:
    for said in (shortened(f"a{steering}b"), shortened(f"a{steering}" + "b" * 1000)):
        assert said.startswith("a�") and not {*steering} & {*"\x1b\x07\r\x9b\u202e\x00"} & {*said}


def test_lines_and_tabs_of_a_row_stay() -> None:
    assert printable("def f():\r\n\treturn 'é'\n") == "def f():\n\treturn 'é'\n"


def test_a_pipe_gets_the_text_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown("\x1b[2J") == "\x1b[2J"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert shown("\x1b[2J") == "�[2J"
