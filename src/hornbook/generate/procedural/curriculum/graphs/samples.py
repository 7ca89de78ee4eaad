"""Graphs to ask questions about."""

from hornbook.generate.procedural import Draw

Graph = dict[str, list[str]]


def random_edges(r: Draw, nodes: str, size: int) -> list[tuple[str, str]]:
    """So many edges between nodes, each in one direction or the other."""
    pairs = [(a, b) for a in nodes for b in nodes if a < b]
    return [pair if r.coin() else (pair[1], pair[0]) for pair in r.sample(pairs, size)]


def random_graph(r: Draw, size: int, *, both: bool = False, names: str = "abcdef") -> Graph:
    """A graph; ``both`` makes every edge go both ways."""
    found: Graph = {node: [] for node in names}
    for a, b in random_edges(r, names, size):
        found[a].append(b)
        if both:
            found[b].append(a)
    return found
