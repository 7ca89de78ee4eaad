"""Groups of linked rows: the first is kept, links are real pairs and as short as can be."""

import networkx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.deduplicate.components import connect

EDGES = st.sets(
    st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda pair: pair[0] < pair[1]),
    max_size=25,
)


@given(EDGES)
@settings(deadline=None)  # the first graph waits for SciPy
def test_agrees_with_a_graph_library(edges: set[tuple[int, int]]) -> None:
    pairs = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2)
    similarities = np.linspace(0.8, 0.9, len(pairs))
    forest = connect(pairs, similarities)
    graph = networkx.Graph(edges)
    assert forest.rows.tolist() == sorted(graph)
    weight = {pair: value for pair, value in zip(sorted(edges), similarities, strict=True)}
    for row, kept, link, similarity in zip(
        forest.rows.tolist(),
        forest.kept.tolist(),
        forest.link.tolist(),
        forest.similarity,
        strict=True,
    ):
        assert kept == min(networkx.node_connected_component(graph, row))
        if row != kept:
            assert similarity == weight[min(row, link), max(row, link)]
            steps = networkx.shortest_path_length(graph, row, kept)
            assert networkx.shortest_path_length(graph, link, kept) == steps - 1


def test_a_long_chain_takes_linear_time() -> None:
    rows = np.arange(5000)
    pairs = np.stack([rows[:-1], rows[1:]], axis=1)
    forest = connect(pairs, np.full(len(pairs), 0.9))
    assert set(forest.kept.tolist()) == {0}
    assert forest.link.tolist() == [0, *range(4999)]


def test_the_most_similar_of_equally_near_links_is_named() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 3], [2, 3]])
    assert connect(pairs, np.array([0.9, 0.9, 0.8, 0.85])).link.tolist() == [0, 0, 0, 2]
