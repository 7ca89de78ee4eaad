import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.generate.sections.outline import MOST_BEFORE, SCHEMA, Chapter, Entry, Outline
from hornbook.teacher.schema import Misfit, Schema

BOOK: dict[str, Any] = {
    "title": "Lists from scratch",
    "chapters": [
        {
            "title": "Making lists",
            "sections": [
                {"title": "Writing a list down", "introduces": ["list", "item"]},
                {"title": "Adding to a list", "introduces": ["append"]},
            ],
        },
        {
            "title": "Reading lists",
            "sections": [
                {"title": "Looking at each item", "introduces": ["for loop"]},
                {"title": "Picking an item", "introduces": ["index"]},
            ],
        },
    ],
}


def outline_of(**changes: Any) -> Outline:
    return Outline.read({**BOOK, **changes})


names = st.text(min_size=3, max_size=30)
outlines = st.builds(
    Outline,
    names,
    st.lists(
        st.builds(
            Chapter,
            names,
            st.lists(
                st.builds(Entry, names, st.lists(names, min_size=1, max_size=3).map(tuple)),
                min_size=2,
                max_size=4,
            ).map(tuple),
        ),
        min_size=2,
        max_size=4,
    ).map(tuple),
)


def test_an_outline_fits_its_schema_and_reads_back() -> None:
    schema = Schema(SCHEMA)
    outline = Outline.read(schema.read(json.dumps(BOOK)))
    assert Outline.read(json.loads(outline.json())) == outline == outline_of()
    for broken in ({**BOOK, "chapters": []}, {"title": "No chapters"}, {**BOOK, "more": 1}):
        with pytest.raises(Misfit):
            schema.read(json.dumps(broken))


@given(outlines)
def test_places_are_numbered_in_order(outline: Outline) -> None:
    places = list(outline.places())
    assert [place.entry for place in places] == [e for c in outline.chapters for e in c.sections]
    assert [(p.chapter, p.section) for p in places] == sorted(
        (p.chapter, p.section) for p in places
    )
    assert json.loads(outline.json()) == json.loads(json.dumps(asdict(outline)))


@given(outlines)
def test_what_came_before_never_tells_what_comes(outline: Outline) -> None:
    places = list(outline.places())
    assert outline.before(places[0]).startswith("nothing yet")
    for index, place in enumerate(places):
        told = outline.before(place)
        assert all(p.number + " " + p.entry.title in told for p in places[:index][-MOST_BEFORE:])
        if index > MOST_BEFORE:
            assert told.startswith(f"{index - MOST_BEFORE} sections before; ")


def test_a_table_of_contents() -> None:
    assert outline_of().markdown() == (
        "# Lists from scratch\n\n## 1. Making lists\n\n"
        "- 1.1 Writing a list down (list; item)\n- 1.2 Adding to a list (append)\n\n"
        "## 2. Reading lists\n\n"
        "- 2.1 Looking at each item (for loop)\n- 2.2 Picking an item (index)\n"
    )


def with_section(title: str, introduces: list[str]) -> list[dict[str, Any]]:
    first, second = BOOK["chapters"]
    sections = [second["sections"][0], {"title": title, "introduces": introduces}]
    return [first, {**second, "sections": sections}]


@pytest.mark.parametrize(
    ("chapters", "problem"),
    [
        (BOOK["chapters"], ""),
        (with_section("Indexing", ["index"]), "a section's title of one word"),
        (with_section("adding to a  list", ["x1"]), "two sections with the same title"),
        ([BOOK["chapters"][0]] * 2, "two sections with the same title"),
        (
            [BOOK["chapters"][0], {**BOOK["chapters"][1], "title": "making lists"}],
            "two chapters with the same title",
        ),
        (
            with_section("Taking an item", ["list"] * 9),
            "sections that introduce the same things",
        ),
    ],
)
def test_outlines_that_no_book_can_be_made_of(chapters: Any, problem: str) -> None:
    assert outline_of(chapters=chapters).problem() == problem
