import ast
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.code_exercises.exemplars import (
    calls_by_type,
    calls_in_docstring,
    constants_of,
    exemplars,
)
from hornbook.generate.code_exercises.inputs import (
    LONGEST,
    Call,
    sampler,
    similar_calls,
    source_of,
)

plain = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
values = st.recursive(
    plain | st.floats(allow_nan=False, allow_infinity=False) | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(plain, inner, max_size=3)
        | st.sets(plain, max_size=3)
    ),
    max_leaves=6,
)
calls = st.lists(st.builds(Call, st.tuples(values, values)), min_size=1, max_size=3)


@given(values)
def test_a_source_is_that_of_the_value(value: Any) -> None:
    assert ast.literal_eval(source_of(value)) == value


@given(calls)
def test_calls_have_the_arguments_of_others_and_differ_from_them(seen: list[Call]) -> None:
    made = similar_calls(seen, 10, "seed")
    assert made == similar_calls(seen, 10, "seed")
    sources = [call.source for call in made]
    assert len({*sources, *(call.source for call in seen)}) == len(sources) + len(
        {call.source for call in seen}
    )
    assert sources == sorted(sources, key=len) and all(len(each) <= LONGEST for each in sources)
    types = [{type(call.positional[place]) for call in seen} for place in range(2)]
    for call in made:
        assert all(type(call.positional[place]) in types[place] for place in range(2))


def draws(*samples: Any) -> list[Any]:
    r, draw = Random("draws"), sampler(samples)
    return [draw(r) for _ in range(300)]


def test_numbers_are_negative_only_where_one_was() -> None:
    assert min(draws(3, 8)) == 0
    assert min(draws(-3, 8)) < 0
    assert min(draws(0.5, 2.0)) == 0.0
    assert min(draws(-0.5, 2.0)) < 0


def test_lists_hold_what_lists_held() -> None:
    made = draws(["pear", "fig"], [])
    assert {type(item) for each in made for item in each} == {str}
    assert [] in made and any(len(each) > 2 for each in made)
    assert {type(item) for each in draws([[1, 2], [3]]) for row in each for item in row} == {int}


def test_tuples_of_one_length_and_records_keep_their_shape() -> None:
    for text, number in draws(("a", 1), ("b", 2)):
        assert isinstance(text, str) and isinstance(number, int)
    for record in draws({"name": "Ann", "age": 3}, {"name": "Bob", "age": 4}):
        assert list(record) == ["name", "age"] and isinstance(record["age"], int)


def test_named_arguments_stay_named() -> None:
    made = similar_calls([Call(([1, 2],), {"reverse": True})], 20, "named")
    assert made and all(set(call.named) == {"reverse"} for call in made)
    assert any("reverse=False" in call.source for call in made)


def test_there_is_nothing_like_nothing() -> None:
    assert similar_calls([], 5, "seed") == []
    assert similar_calls([Call(())], 5, "seed") == []


@pytest.mark.parametrize(
    ("annotation", "kinds"),
    [
        ("int", {int}),
        ("list[str]", {list}),
        ("List[int] | None", {list, type(None)}),
        ("Optional[float]", {float, type(None)}),
        ("dict[str, int]", {dict}),
        ("tuple[int, str]", {tuple}),
        ("set[int]", {set}),
        ("'Sequence[int]'", {list}),
        ("Matrix", set()),
        ("list[Matrix]", set()),
        ("'('", set()),
    ],
)
def test_a_type_gives_values_of_it(annotation: str, kinds: set[type]) -> None:
    expression = ast.parse(annotation, mode="eval").body
    assert {type(value) for value in exemplars(expression)} == kinds


def test_calls_are_made_of_types_where_all_are_known() -> None:
    made = calls_by_type("def f(a: int, b: list[str]): ...", "f")
    assert len(made) > 1 and all(len(call.positional) == 2 for call in made)
    assert calls_by_type("def f(a: int, b): ...", "f") == []
    assert calls_by_type("def f(): ...", "f") == []


def test_calls_in_a_docstring_are_found() -> None:
    program = (
        'def f(x, by=1):\n    """Well, f([")"], by=2) is f of it, and f(x) isn\'t.\n\n'
        '    >>> f((1, 2))\n    3\n    """\n    return x if by != 21 else "INFO"\n'
    )
    assert [call.source for call in calls_in_docstring(program, "f")] == ["[')'], by=2", "(1, 2)"]
    assert constants_of(program, "f") == [1, "INFO", 21]
    assert calls_in_docstring(program, "g") == []


def test_the_constants_of_a_program_are_tried() -> None:
    r, number, text = Random("constants"), sampler([0], [390]), sampler(["a"], ["INFO"])
    assert {389, 390, 391} <= {number(r) for _ in range(300)}
    assert any("INFO" in text(r) for _ in range(300))


def test_lists_that_are_all_empty_may_hold_anything() -> None:
    made = draws([])
    assert {type(item) for each in made for item in each} == {int, str}
    assert all(len({type(item) for item in each}) <= 1 for each in made)
