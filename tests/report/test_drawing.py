"""The layout of the lineage graph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hornbook.report.drawing import NODE_HEIGHT, NODE_WIDTH, TALLEST, lay_out
from hornbook.report.view import Node, Report


def node(name: str, *inputs: str) -> Node:
    return Node(name, "kind", name, inputs, (), 1.0, 1, 1)


@given(st.lists(st.sets(st.integers(0, 30)), max_size=30))
def test_users_stand_right_of_inputs_and_no_two_nodes_overlap(edges: list[set[int]]) -> None:
    nodes = tuple(
        node(str(number), *(str(each) for each in sorted(sources) if each < number))
        for number, sources in enumerate(edges)
    )
    drawing = lay_out(nodes)
    places = {placed.node.fingerprint: placed for placed in drawing.nodes}
    assert len(places) == len(nodes)
    for each in nodes:
        assert all(places[source].x < places[each.fingerprint].x for source in each.inputs)
    corners = [(placed.x, placed.y) for placed in drawing.nodes]
    assert len(set(corners)) == len(corners)
    for x, y in corners:
        assert 0 <= x <= drawing.width - NODE_WIDTH
        assert 0 <= y <= drawing.height - NODE_HEIGHT


def test_ancestors_reach_the_sources() -> None:
    drawing = lay_out((node("a"), node("b", "a"), node("c", "b", "gone")))
    assert set(drawing.nodes[2].ancestors) == {"a", "b"}
    assert [(edge.start, edge.end) for edge in drawing.edges] == [("a", "b"), ("b", "c")]


def test_a_source_stands_beside_its_first_user() -> None:
    nodes = (node("a"), node("b", "a"), node("late"), node("c", "b", "late"))
    places = {placed.node.name: placed for placed in lay_out(nodes).nodes}
    assert places["late"].x == places["b"].x


def test_columns_stay_low(report: Report) -> None:
    drawing = lay_out(report.lineage)
    columns = [placed.x for placed in drawing.nodes]
    assert max(columns.count(x) for x in columns) <= TALLEST
