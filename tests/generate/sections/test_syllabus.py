from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment
from hornbook.generate.sections.syllabus import (
    AUDIENCES,
    STYLES,
    TOPICS,
    assignments,
    check_topics,
    read_topics,
)


def first(count: int, seed: int = 0, topics: tuple[str, ...] = TOPICS) -> list[Assignment]:
    return list(islice(assignments(seed, topics), count))


def cells(drawn: list[Assignment]) -> set[tuple[str, ...]]:
    return {tuple(assignment.slots.values()) for assignment in drawn}


def test_the_grid_is_wide() -> None:
    assert check_topics(TOPICS) == TOPICS and len(TOPICS) >= 60
    assert len(set(AUDIENCES)) == len(AUDIENCES) >= 6
    assert len(set(STYLES)) == len(STYLES) >= 4


@given(st.integers(0, 2**32), st.integers(1, 200), st.integers(1, 200))
def test_fewer_sections_are_the_first_of_more(seed: int, one: int, two: int) -> None:
    fewer, more = sorted((one, two))
    assert first(more, seed)[:fewer] == first(fewer, seed)


def test_nothing_comes_twice_before_everything_came() -> None:
    size = len(TOPICS) * len(AUDIENCES) * len(STYLES)
    assert len(cells(first(size))) == size


def test_each_round_has_every_topic() -> None:
    for start in (0, 3):
        drawn = first(len(TOPICS) * (start + 1))[-len(TOPICS) :]
        assert {assignment.topic for assignment in drawn} == set(TOPICS)


def test_what_comes_again_has_another_seed_for_the_teacher() -> None:
    size = len(TOPICS) * len(AUDIENCES) * len(STYLES)
    drawn = first(size + 20)
    assert len({(*assignment.slots.values(), assignment.seed) for assignment in drawn}) == size + 20
    assert all(0 <= assignment.seed < 2**31 for assignment in drawn)


def test_another_seed_draws_another_syllabus() -> None:
    assert first(24, seed=1) != first(24, seed=2)


def test_the_draw_is_the_same_on_every_machine() -> None:
    slots = {
        "topic": "the Fibonacci sequence with a loop",
        "audience": "a biologist who writes small scripts",
        "style": "explain the code line by line",
    }
    assert first(1) == [Assignment(slots=slots, seed=1642524305, topic=slots["topic"])]


def test_topics_of_ones_own_take_the_place_of_ours() -> None:
    drawn = first(64, topics=("knitting patterns", "tides"))
    assert len(cells(drawn)) == 64
    assert {assignment.topic for assignment in drawn} == {"knitting patterns", "tides"}


def test_topics_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "topics.txt"
    path.write_text("\ufeff# mine\n\n  knitting patterns \ntides\n", encoding="utf-8")
    assert read_topics(path) == ("knitting patterns", "tides")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", r"topics\.txt: there is no topic in it"),
        ("# only a remark\n", r"topics\.txt: there is no topic in it"),
        ("loops\n", r"topics\.txt: its only topic is the word 'loops'"),
        ("bubble sort\ntides\nBubble  Sort.\n", "topic 3, 'Bubble  Sort.', is the same as topic 1"),
    ],
)
def test_topics_that_nothing_can_be_made_of_are_told(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "topics.txt"
    path.write_text(text)
    with pytest.raises(HornbookError, match=problem):
        read_topics(path)


def test_a_file_of_topics_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="can't read the topics"):
        read_topics(tmp_path / "none.txt")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(HornbookError, match="can't read the topics"):
        read_topics(tmp_path / "binary")
    with pytest.raises(HornbookError, match="topic 2 is empty"):
        check_topics(("tides", " "))
