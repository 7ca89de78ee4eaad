import pytest

from hornbook.generate.code_exercises.addition import (
    announced,
    assertable,
    assertion,
    cover,
    differ,
)
from hornbook.generate.code_exercises.inputs import Call
from hornbook.generate.code_exercises.probe import HANGS, Seen


def gives(text: str) -> Seen:
    return Seen("gives", text)


def test_only_named_errors_are_announced() -> None:
    program = (
        "def f(x):\n    if x:\n        raise ValueError('no')\n    raise KeyError\n    raise\n"
    )
    assert announced(program) == {"ValueError", "KeyError"}


@pytest.mark.parametrize(
    ("seen", "may"),
    [
        (gives("[1, 'a', None]"), True),
        (gives("0.30000000000000004"), True),  # asserted with a tolerance
        (gives("[0.5, 2.25]"), True),
        (gives("[0.30000000000000004]"), False),
        (gives("{'a': (1, {0.1234567})}"), False),
        (gives(repr("long" * 40)), False),
        (Seen("raises", "ValueError"), True),
        (Seen("raises", "IndexError"), False),
        (Seen("hides", ""), False),
        (HANGS, False),
        (Seen("lists", "[1, 2]"), True),
    ],
)
def test_what_every_right_solution_does_may_be_asserted(seen: Seen, may: bool) -> None:
    assert assertable(seen, {"ValueError"}) is may


@pytest.mark.parametrize(
    ("right", "other", "notices"),
    [
        (gives("1"), gives("2"), True),
        (gives("1"), gives("1.0"), False),  # == takes them for the same
        (gives("True"), gives("1"), True),  # asserted by "is"
        (gives("0.1"), gives("0.1000000001"), False),
        (gives("0.1"), gives("0.2"), True),
        (gives("0.1"), gives("'0.1'"), True),
        (gives("1"), HANGS, True),
        (gives("1"), Seen("raises", "TypeError"), True),
        (Seen("raises", "ValueError"), Seen("raises", "KeyError"), True),
        (Seen("raises", "ValueError"), Seen("raises", "ValueError"), False),
        (gives("None"), Seen("gives", "None", ["[1]"]), True),
        (gives("[1]"), Seen("gives", "[1]", ["[1]"]), False),
    ],
)
def test_what_an_assertion_notices(right: Seen, other: Seen, notices: bool) -> None:
    assert differ(right, other) is notices


@pytest.mark.parametrize(
    ("call", "seen", "lines"),
    [
        (Call((1, "a")), gives("[2]"), "    assert candidate(1, 'a') == [2]\n"),
        (Call((1,), {"by": 2}), gives("True"), "    assert candidate(1, by=2) is True\n"),
        (Call((1,)), gives("0.25"), "    assert abs(candidate(1) - 0.25) < 1e-06\n"),
        (Call((2,)), Seen("lists", "[1, 2]"), "    assert list(candidate(2)) == [1, 2]\n"),
        (
            Call(([2, 1], 5), {"up": True}),
            Seen("gives", "None", ["[1, 2]", "5"]),
            "    given_1 = [2, 1]\n    given_2 = 5\n    candidate(given_1, given_2, up=True)\n"
            "    assert given_1 == [1, 2]\n",
        ),
        (
            Call((-1,)),
            Seen("raises", "ValueError"),
            "    try:\n        candidate(-1)\n    except ValueError:\n        pass\n"
            "    else:\n        raise AssertionError('ValueError expected')\n",
        ),
    ],
)
def test_an_assertion_says_what_was_seen(call: Call, seen: Seen, lines: str) -> None:
    assert assertion(call, seen) == lines


def test_few_inputs_cover_all_that_can_be_covered() -> None:
    assert cover([{1, 2}, {2, 3}, set(), {2}, {5, 4}]) == [2, 4]
    assert cover([set()]) == []
