"""The lineage graph as SVG: columns by depth, edges as curves, each node a link to its row.

And a line so small that it stands in a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hornbook.report.view import Node

NODE_WIDTH, NODE_HEIGHT = 148, 44
COLUMN, ROW = 188, 58
MARGIN = 8
TALLEST = 9  # nodes in a column; more of them start another column


@dataclass(frozen=True)
class Placed:
    """A node with the place of its upper left corner; ``ancestors`` are all it was made from."""

    node: Node
    x: int
    y: int
    ancestors: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """A curve from the right side of one node to the left side of another."""

    start: str
    end: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """A graph laid out, in pixels."""

    width: int
    height: int
    nodes: tuple[Placed, ...]
    edges: tuple[Edge, ...]


def lay_out(nodes: tuple[Node, ...]) -> Drawing:
    """Place nodes (inputs before their users) in columns by their longest way from a source.

    Within a column, nodes are ordered by the mean row of their neighbours, forth and back a few
    times, which keeps most edges from crossing (Sugiyama's barycentre method).
    """
    known = {node.fingerprint: node for node in nodes}
    inputs = {node.fingerprint: [each for each in node.inputs if each in known] for node in nodes}
    users: dict[str, list[str]] = {each: [] for each in known}
    for each, sources in inputs.items():
        for source in sources:
            users[source].append(each)
    columns = _columns(inputs, users)
    rows = _rows(columns, inputs, users)
    tallest = max((len(column) for column in columns), default=0)
    placed: dict[str, Placed] = {}
    for number, column in enumerate(columns):
        # Short columns are centred against the tallest one.
        top = (tallest - len(column)) * ROW // 2
        for each in column:
            x, y = MARGIN + number * COLUMN, MARGIN + top + rows[each] * ROW
            placed[each] = Placed(known[each], x, y, _ancestors(each, inputs))
    edges = tuple(
        Edge(source, each, _curve(placed[source], placed[each]))
        for each, sources in inputs.items()
        for source in sources
    )
    return Drawing(
        width=2 * MARGIN + max(0, len(columns) - 1) * COLUMN + NODE_WIDTH,
        height=2 * MARGIN + max(0, tallest - 1) * ROW + NODE_HEIGHT,
        nodes=tuple(placed[node.fingerprint] for node in nodes),
        edges=edges,
    )


def _columns(inputs: dict[str, list[str]], users: dict[str, list[str]]) -> list[list[str]]:
    depth: dict[str, int] = {}
    for each, sources in inputs.items():
        depth[each] = 1 + max((depth[source] for source in sources), default=-1)
    # A source stands just before its first user, so that its edge is short.
    for each in inputs:
        if not inputs[each] and users[each]:
            depth[each] = min(depth[user] for user in users[each]) - 1
    columns: list[list[str]] = []
    for column in range(max(depth.values(), default=-1) + 1):
        members = [each for each in depth if depth[each] == column]
        columns += [members[at : at + TALLEST] for at in range(0, len(members), TALLEST)]
    return columns


def _rows(
    columns: list[list[str]], inputs: dict[str, list[str]], users: dict[str, list[str]]
) -> dict[str, int]:
    rows = {each: row for column in columns for row, each in enumerate(column)}
    for turn in range(6):
        neighbours = inputs if turn % 2 == 0 else users
        for column in columns if turn % 2 == 0 else reversed(columns):
            size = len(column)

            def wish(each: str, neighbours: dict[str, list[str]] = neighbours) -> float:
                near = [rows[other] for other in neighbours[each]]
                return sum(near) / len(near) if near else rows[each]

            column.sort(key=wish)
            rows.update({each: row for row, each in zip(range(size), column, strict=True)})
    return rows


def _ancestors(each: str, inputs: dict[str, list[str]]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    waiting = list(inputs[each])
    while waiting:
        source = waiting.pop()
        if source not in seen:
            seen[source] = None
            waiting += inputs[source]
    return tuple(seen)


def _curve(start: Placed, end: Placed) -> str:
    x1, y1 = start.x + NODE_WIDTH, start.y + NODE_HEIGHT // 2
    x2, y2 = end.x, end.y + NODE_HEIGHT // 2
    bend = max(28, (x2 - x1) // 2)
    return f"M{x1},{y1}C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"


SPARK_WIDTH, SPARK_HEIGHT = 100, 24


def spark(values: Sequence[float]) -> str:
    """The points of a falling line in a box of 100 × 24; its steep beginning may be cut off."""
    if len(values) < 2:
        return ""
    high, low = values[len(values) // 12], min(values)
    scale = (SPARK_HEIGHT - 2) / ((high - low) or 1.0)
    return " ".join(
        f"{SPARK_WIDTH * place / (len(values) - 1):.1f},{max(0.0, 1 + (high - value) * scale):.1f}"
        for place, value in enumerate(values)
    )
