from itertools import product
from random import Random

import pytest

from hornbook.generate.problems.quantity import LARGEST, Unfit, constant
from hornbook.generate.problems.render import COMMENTS, GIVENS, Form, program_of
from hornbook.generate.problems.story import Story

FIRST = """\
boxes = 3
size = 12
eaten = 4
eggs = boxes * size
left = eggs - eaten
result = left
return result"""
LATE = """\
boxes = 3
size = 12
eggs = boxes * size  # all boxes
eaten = 4
left = eggs - eaten  # without those
result = left
return result"""
INLINE = """\
# All boxes
eggs = 3 * 12
# Without those
result = eggs - 4
return result"""


def programs() -> set[str]:
    """All manners in which the program of one story is written."""
    story = Story(Random(0))
    boxes = story.number("boxes", 3, 3)
    story.number("windows", 7, 7)  # which nothing uses
    size, eaten = story.number("size", 12, 12), story.number("eaten", 4, 4)
    eggs = story.step("eggs", boxes * size, "all boxes")
    story.step("dozens", eggs // 12, "nor this")
    left = story.step("left", eggs - eaten, "without those")
    return {
        program_of(story.steps, left, Form(*form))
        for form in product(COMMENTS, GIVENS, (False, True))
    }


def test_one_program_is_written_in_many_manners_and_holds_what_it_needs() -> None:
    written = programs()
    assert {FIRST, LATE, INLINE} <= written and len(written) == 18
    assert not any("windows" in program or "dozens" in program for program in written)


def test_a_story_refuses_what_makes_no_sane_step() -> None:
    story = Story(Random(0))
    few = story.number("few", 2, 2)
    for name, quantity in (
        ("none", few - 2), ("debt", few - 3), ("many", constant(LARGEST) * few),
        ("few", few * 2), ("result", few * 2), ("2nd", few * 2),
    ):  # fmt: skip
        with pytest.raises(Unfit):
            story.step(name, quantity, "")
    with pytest.raises(Unfit):
        story.divisor("part", story.number("prime", 13, 13), 2, 9)
    with pytest.raises(Unfit):
        story.below("less", story.number("one", 1, 1))


def test_sentences_begin_with_capitals_and_articles_fit() -> None:
    story = Story(Random(0))
    story.tell("three people own a egg and a university. a orchestra plays. what is it?")
    assert story.sentences == [
        "Three people own an egg and a university. An orchestra plays. What is it?"
    ]
