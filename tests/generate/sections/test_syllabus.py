from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.sections.syllabus import AUDIENCES, STYLES, TOPICS, Assignment, assignments


def first(count: int, seed: int = 0) -> list[Assignment]:
    return list(islice(assignments(seed), count))


def test_the_grid_is_wide() -> None:
    assert len(set(TOPICS)) == len(TOPICS) >= 60
    assert len(set(AUDIENCES)) == len(AUDIENCES) >= 6
    assert len(set(STYLES)) == len(STYLES) >= 4


@given(st.integers(0, 2**32), st.integers(1, 200), st.integers(1, 200))
def test_fewer_sections_are_the_first_of_more(seed: int, one: int, two: int) -> None:
    fewer, more = sorted((one, two))
    assert first(more, seed)[:fewer] == first(fewer, seed)


def test_nothing_comes_twice_before_everything_came() -> None:
    size = len(TOPICS) * len(AUDIENCES) * len(STYLES)
    cells = {(a.topic, a.audience, a.style) for a in first(size)}
    assert len(cells) == size


def test_each_round_has_every_topic() -> None:
    for start in (0, 3):
        drawn = first(len(TOPICS) * (start + 1))[-len(TOPICS) :]
        assert {assignment.topic for assignment in drawn} == set(TOPICS)


def test_what_comes_again_has_another_seed_for_the_teacher() -> None:
    size = len(TOPICS) * len(AUDIENCES) * len(STYLES)
    drawn = first(size + 20)
    assert len(set(drawn)) == size + 20
    assert all(0 <= assignment.seed < 2**31 for assignment in drawn)


def test_another_seed_draws_another_syllabus() -> None:
    assert first(24, seed=1) != first(24, seed=2)


def test_the_draw_is_the_same_on_every_machine() -> None:
    assert first(1) == [
        Assignment(
            topic="the Fibonacci sequence with a loop",
            audience="a biologist who writes small scripts",
            style="explain the code line by line",
            seed=1642524305,
        )
    ]
