import pytest

from hornbook.generate.sections.procedural.watch import printed, talkative

LOOP = """def total(numbers):
    result = 0
    for n in numbers:
        result += n
    return result"""


def test_a_loop_tells_what_changes() -> None:
    loud = talkative(LOOP, "total", "total_aloud")
    assert loud is not None and "def total_aloud(numbers):" in loud
    assert printed([loud], "total_aloud([2, 3])") == "n=2, result=2\nn=3, result=5"


@pytest.mark.parametrize(
    "body",
    [
        "return sum(numbers)",
        "for n in numbers:\n        print(n)",
        "r = 0\n    for n in numbers:\n        if n:\n            continue\n        r += 1",
        "r = 0\n    for n in numbers:\n        r += 1\n    for n in numbers:\n        r += 1",
        "r = 0\n    for n in numbers:\n        yield r\n        r += 1",
    ],
)
def test_other_functions_are_left_alone(body: str) -> None:
    assert talkative(f"def total(numbers):\n    {body}", "total", "other") is None


@pytest.mark.parametrize(
    "call",
    ["total_aloud([1])", "total_aloud(range(99))", "total_aloud([[]])", "total_aloud([10**90, 1])"],
)
def test_only_what_is_worth_reading_is_shown(call: str) -> None:
    assert printed([str(talkative(LOOP, "total", "total_aloud"))], call) is None


def test_sets_are_not_shown_because_their_order_varies() -> None:
    collect = LOOP.replace("0", "set()").replace("result += n", "result.add(n)")
    loud = str(talkative(collect, "total", "loud"))
    assert printed([loud], "loud(['a', 'b'])") is None
