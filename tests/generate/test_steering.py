from itertools import cycle, islice

import pytest

from hornbook.errors import HornbookError
from hornbook.generate.piece import Assignment, Piece
from hornbook.generate.steering import (
    ENOUGH,
    NEARLY_REPEATED,
    OPENING,
    REPEATED,
    Course,
    Steering,
    opening_of,
)


def about(topic: str) -> Assignment:
    return Assignment(slots={}, seed=0, topic=topic)


def said(course: Course, text: str, topic: str = "") -> str:
    return course.judge(about(topic), Piece(text=text)).reason


def words(seed: int, count: int = 40) -> str:
    return " ".join(f"w{(seed * 7919 + n * n) % 100_003}" for n in range(count))


def test_repetitions_are_rejected_and_known_apart() -> None:
    course = Course(Steering())
    assert said(course, words(1)) == ""
    assert said(course, words(1)) == REPEATED
    assert said(course, words(1).replace(" ", "\n")) == REPEATED
    assert said(course, words(1) + " and so on") == NEARLY_REPEATED
    assert said(course, words(2)) == ""
    assert course.kept == 2


def test_without_a_threshold_only_copies_are_rejected() -> None:
    course = Course(Steering(near=None))
    assert [said(course, text) for text in (words(1), words(1) + " x", words(1))] == [
        "",
        "",
        REPEATED,
    ]


def test_what_a_piece_says_counts_rather_than_its_title() -> None:
    course = Course(Steering())
    one = Piece(text=f"# One\n\n{words(1)}", says=words(1))
    two = Piece(text=f"# Two\n\n{words(1)}", says=words(1))
    assert course.judge(about(""), one).reason == ""
    assert course.judge(about(""), two).reason == REPEATED


def test_a_quota_ends_a_topic_and_then_all_of_it() -> None:
    course = Course(Steering(per_topic=2))
    reasons = [said(course, words(n), "lists") for n in range(3)]
    assert reasons == ["", "", ENOUGH]
    mixed = (about(topic) for topic in cycle(["lists", "sets"]))
    assert [a.topic for a in islice(course.wanted(mixed), 3)] == ["sets"] * 3
    assert course.short_of() == {}
    said(course, words(7), "sets")
    assert course.short_of() == {"sets": 1}
    said(course, words(8), "sets")
    assert list(course.wanted(about(topic) for topic in cycle(["lists", "sets"]))) == []
    assert course.stopped == "every topic has 2"


def test_low_novelty_stops_after_the_round() -> None:
    course = Course(Steering(least_novelty=0.5))
    for text in (words(1), words(2), words(3), words(1)):
        said(course, text)
    course.end_round()
    assert not course.stopped
    for text in (words(1), words(2), words(4)):
        said(course, text)
    course.end_round()
    assert "only 33% of the last round's pieces were new" in course.stopped
    assert course.rounds == [
        {"pieces": 4, "new": 3, "kept": 3},
        {"pieces": 3, "new": 1, "kept": 4},
    ]


def test_a_frequent_opening_is_refused_and_named() -> None:
    course = Course(Steering(openings=0.25))
    opening = "Once upon a time"
    reasons = [said(course, f"{opening} {words(n)}") for n in range(4)]
    assert reasons == ["", "", "", OPENING]
    assert course.avoid() == 'Don\'t begin with the words "once upon a time …".'
    for n in range(10, 30):
        assert said(course, words(n)) == ""
    assert course.avoid() == ""
    assert said(course, f"{opening} {words(99)}") == ""


def test_the_opening_leaves_out_headings_and_marks() -> None:
    assert opening_of("# A title\n\n## Another\n\nOnce, upon *a* time there was") == (
        "once upon a time"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"round": 0},
        {"ngram": 0},
        {"per_topic": 0},
        {"near": 0.0},
        {"near": 1.5},
        {"openings": 2.0},
        {"least_novelty": 1.0},
    ],
)
def test_fields_out_of_range_are_told(fields: dict[str, float]) -> None:
    with pytest.raises(HornbookError, match=next(iter(fields))):
        Steering(**fields)  # type: ignore[arg-type]
