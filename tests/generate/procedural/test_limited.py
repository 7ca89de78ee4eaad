import sys

import pytest

from hornbook.generate.procedural.limited import TooLong, limited


def test_work_that_ends_gives_its_result_and_leaves_no_trace() -> None:
    before = sys.gettrace()
    assert limited(lambda: sum(n for n in range(10)), 10_000) == 45
    assert sys.gettrace() is before


def endless() -> None:
    while True:
        pass


@pytest.mark.parametrize("work", [endless, lambda: sum(1 for _ in iter(int, 1))])
def test_work_without_end_is_stopped(work: object) -> None:
    with pytest.raises(TooLong):
        limited(work, 10_000)  # type: ignore[arg-type]


def test_it_is_stopped_at_the_same_step_every_time() -> None:
    seen = []
    for _ in range(2):
        done: list[int] = []
        with pytest.raises(TooLong):
            limited(lambda done=done: [done.append(n) for n in iter(int, 1)], 5_000)  # type: ignore[misc]
        seen.append(len(done))
    assert seen[0] == seen[1] > 0
