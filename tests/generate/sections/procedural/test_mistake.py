import sys
from random import Random

import pytest

from hornbook.generate.sections.procedural.mistake import find_mistake, outcome

COUNT = """def count_big(numbers):
    count = 0
    for n in numbers:
        if n > 5:
            count += 1
    return count"""


def test_a_mistake_is_one_line_and_shows() -> None:
    calls = [("count_big([5, 6])", "1"), ("count_big([])", "0")]
    seen = set()
    for seed in range(20):
        found = find_mistake([], COUNT, "count_big", calls, Random(seed))
        assert found is not None and found.wrong != found.right and found.right in COUNT
        assert found.gives == outcome([found.code], found.call) != dict(calls)["count_big([5, 6])"]
        seen.add(found.wrong)
    assert "if n >= 5:" in seen and len(seen) >= 3


def test_there_is_none_where_no_call_shows_it() -> None:
    assert find_mistake([], COUNT, "count_big", [], Random(0)) is None


@pytest.mark.parametrize(
    "body", ["while True: pass", "return f(x)", "return 1 / 0", "return {1}", "return lambda: 1"]
)
def test_a_call_that_gives_no_plain_value_gives_nothing(body: str) -> None:
    before = sys.gettrace()
    assert outcome([f"def f(x):\n    {body}"], "f(1)") is None
    assert sys.gettrace() is before


def test_an_outcome_is_a_literal() -> None:
    assert outcome(["import math", "def f(x): return [math.floor(x), 'a']"], "f(1.5)") == "[1, 'a']"
