"""The parts that render tasks: types, literals, names, sentences, tests."""

import ast
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.procedural import Draw, Expression, Task, families
from hornbook.generate.procedural.annotations import phrase, plural, typing_style
from hornbook.generate.procedural.behaviour import Flaw, agreed_results, dedent, imports_of
from hornbook.generate.procedural.docstring import listed, third_person
from hornbook.generate.procedural.function_draft import check
from hornbook.generate.procedural.holdout import difficulty, split_families
from hornbook.generate.procedural.literal import literal
from hornbook.generate.procedural.naming import Namer
from hornbook.generate.shape import program_shape

TASK = Task(
    names=("double",),
    takes={"n": "int"},
    gives="int",
    does=("Return twice n.",),
    solutions={"times": "return 2 * n", "plus": "return n + n"},
    inputs=[0, 1, -3],
)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, width=32),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner)
        | st.dictionaries(st.text(), inner)
        | st.sets(st.integers() | st.text())
    ),
    max_leaves=12,
)


@given(plain)
def test_a_literal_reads_back(value: object) -> None:
    if literal(value) in ("inf", "-inf"):
        return
    text = literal(value)
    if "set()" not in text and "inf" not in text:
        assert ast.literal_eval(text) == value


def test_sets_are_written_in_order() -> None:
    assert literal({"b", "a"}) == "{'a', 'b'}"
    assert literal([set(), (1,)]) == "[set(), (1,)]"
    assert literal((Expression("abs"), 2)) == "(abs, 2)"


@pytest.mark.parametrize(
    ("annotation", "one", "many"),
    [
        ("int", "an integer", "integers"),
        ("list[list[int]]", "a list of lists of integers", "lists of lists of integers"),
        ("dict[str, int]", "a dictionary from strings to integers", "dictionaries"),
        ("tuple[int, str]", "a tuple of an integer and a string", "tuples"),
        ("int | None", "an integer or None", "integers or None"),
        ("Callable[[int], bool]", "a function", "functions"),
        ("Iterator[int]", "an iterator over integers", "iterators"),
    ],
)
def test_types_in_words(annotation: str, one: str, many: str) -> None:
    assert phrase(annotation) == one
    assert plural(annotation) == many


def test_types_as_older_code_writes_them() -> None:
    assert typing_style("dict[str, list[int]]") == (
        "Dict[str, List[int]]",
        frozenset({"Dict", "List"}),
    )
    assert typing_style("int | None") == ("Optional[int]", frozenset({"Optional"}))
    assert typing_style("int") == ("int", frozenset())


@pytest.mark.parametrize(
    ("verb", "third"),
    [("Return", "Returns"), ("Search", "Searches"), ("Multiply", "Multiplies"), ("Go", "Goes")],
)
def test_verbs_in_the_third_person(verb: str, third: str) -> None:
    assert third_person(verb) == third


def test_lists_in_prose() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def test_dedent_drops_lines_that_were_left_out() -> None:
    assert dedent("\n        a = 1\n        \n        if a:\n            b\n        ") == (
        "a = 1\nif a:\n    b"
    )
    assert dedent("\n    def f():\n        pass\n\n    f()\n    ") == "def f():\n    pass\n\nf()"


def test_imports_are_found_by_use() -> None:
    assert imports_of("return math.pi + Counter(x)[re.escape(y)]") == [
        "from collections import Counter",
        "import math",
        "import re",
    ]
    assert imports_of('return "math.pi" + x.date()') == []


def test_solutions_that_disagree_are_refused() -> None:
    wrong = replace(TASK, solutions={**TASK.solutions, "square": "return n * n"})
    with pytest.raises(Flaw, match="times and square disagree on"):
        agreed_results(wrong, "times")


def test_a_wrong_reference_is_noticed() -> None:
    with pytest.raises(Flaw, match="reference"):
        agreed_results(replace(TASK, reference="return n"), "times")


def test_true_is_not_one() -> None:
    mixed = replace(TASK, solutions={"a": "return n > 0", "b": "return int(n > 0)"})
    with pytest.raises(Flaw, match="disagree"):
        agreed_results(mixed, "a")


def test_an_error_that_was_not_announced_is_refused() -> None:
    with pytest.raises(Flaw, match="ZeroDivisionError"):
        agreed_results(replace(TASK, solutions={"a": "return 1 // n", "b": "return 0"}), "a")


def test_changed_arguments_are_refused() -> None:
    task = replace(
        TASK,
        takes={"n": "list[int]"},
        inputs=[[2, 1], [3, 4, 0]],
        solutions={"a": "n.sort()\nreturn n", "b": "return sorted(n)"},
    )
    with pytest.raises(Flaw, match="changes its argument"):
        agreed_results(task, "a")


def test_inputs_that_tell_nothing_are_refused() -> None:
    with pytest.raises(Flaw, match="same result"):
        agreed_results(replace(TASK, inputs=[0, 0]), "times")


def test_tests_compare_by_kind() -> None:
    assert check(replace(TASK, inputs=[1, 2, 3]), [0.5, True, [1]]) == (
        "def check(candidate):\n"
        "    assert abs(candidate(1) - 0.5) < 1e-6\n"
        "    assert candidate(2) is True\n"
        "    assert candidate(3) == [1]\n"
    )


def test_names_are_not_repeated() -> None:
    namer, r = Namer(), Random(0)
    names = [namer.name(TASK, r) for _ in range(400)]
    assert max(Counter(names).values()) == 1
    assert all(name.isidentifier() and "double" in name for name in names)
    assert "double" in names


def test_shapes_forget_names_only() -> None:
    one = program_shape("return [n for n in scores if n > 5]")
    assert one == program_shape("return [x for x in ages if x > 5]")
    assert one != program_shape("return [x for x in ages if x > 6]")
    assert one != program_shape("return [x for x in ages if ages > 5]")
    assert program_shape("x.append('x')") == "_0.append('x')"


def test_held_out_families_are_a_fair_sample() -> None:
    train, heldout = split_families(families(), 0.15, seed=3)
    assert len(train) + len(heldout) == len(families())
    assert 0.13 < len(heldout) / len(families()) < 0.17
    topics = {family.topic for family in families()}
    assert len({family.topic for family in heldout}) > 0.6 * len(topics)
    mean = {
        side: sum(map(difficulty, group)) / len(group)
        for side, group in (("train", train), ("heldout", heldout))
    }
    assert 0.75 < mean["heldout"] / mean["train"] < 1.33


def test_nothing_need_be_held_out() -> None:
    train, heldout = split_families(families(), 0.0, seed=0)
    assert not heldout
    assert len(train) == len(families())


def test_draws_repeat_for_a_seed() -> None:
    one, two = Draw("x"), Draw("x")
    assert one.number_lists() == two.number_lists()
    assert one.sentence(4) == two.sentence(4)
