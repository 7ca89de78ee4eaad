"""Edges and nodes of graphs."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.graphs.samples import random_edges, random_graph


@family
def neighbours_from_edges(r: Draw) -> Task:
    """Build a graph from its edges.

    A dictionary from each node to the list of its neighbours answers most questions about a
    graph quickly. Each edge is entered once, or at both of its ends if it has no direction.
    """
    edges, both = r.pick("edges", "links", "roads", "pairs"), r.coin()
    label, said, gives, wrap = r.pick(
        ("neighbours", "a dictionary from each node to the sorted list of its neighbours",
         "dict[str, list[str]]", "{node: sorted(@[node]) for node in @}"),
        ("degrees", "a dictionary from each node to the number of its neighbours",
         "dict[str, int]", "{node: len(@[node]) for node in @}"),
        ("ends", "a sorted list of the nodes with just one neighbour", "list[str]",
         "sorted(node for node in @ if len(@[node]) == 1)"),
        ("hubs", "a sorted list of the nodes with three neighbours or more", "list[str]",
         "sorted(node for node in @ if len(@[node]) >= 3)"),
    )  # fmt: skip
    graph, (a, b) = r.pick("graph", "near", "table"), r.pick(("a", "b"), ("x", "y"), ("u", "v"))
    said = said if both else said.replace("neighbour", "successor")
    label = label if both else label.replace("neighbour", "successor")
    result = wrap.replace("@", graph)
    lists = [random_edges(r, "abcde", size) for size in (1, 3, 4, 5, 6)]
    star = [("c", "a"), ("c", "b"), ("c", "d"), ("c", "e"), ("a", "b")]
    return Task(
        names=(f"{label}_of_graph", f"{label}_from_{edges}", f"graph_{label}"),
        takes={edges: "list[tuple[str, str]]"},
        gives=gives,
        does=(
            f"Return {said} in the graph with the given {edges}, pairs of nodes"
            f" {'that are joined in both directions' if both else '(from, to)'}.",
            f"Read {edges}, pairs of nodes, as the {'undirected' if both else 'directed'} edges of"
            f" a graph and return {said}.",
        ),
        notes=("No edge is given twice.",) if both else ("Nodes without successors count, too.",),
        solutions={
            "setdefault": f"""
                {graph} = {{}}
                for {a}, {b} in {edges}:
                    {graph}.setdefault({a}, []).append({b})
                    {graph}.setdefault({b}, []){f".append({a})" if both else ""}
                return {result}
                """,
            "search": f"""
                nodes = [node for edge in {edges} for node in edge]
                {graph} = {{node: [] for node in nodes}}
                for node in {graph}:
                    for {a}, {b} in {edges}:
                        if {a} == node:
                            {graph}[node].append({b})
                        {f"elif {b} == node:" if both else ""}
                        {f"    {graph}[node].append({a})" if both else ""}
                return {result}
                """,
        },
        inputs=[[], [("a", "b")], [("a", "b"), ("a", "c"), ("d", "a")], star, *lists],
    )


@family
def node_degrees(r: Draw) -> Task:
    """Count edges at the nodes of a graph.

    The length of a node's list is the number of edges that leave it. How many arrive has to be
    counted in all lists.
    """
    graph = r.pick("graph", "network", "links", "follows", "roads")
    k = r.randint(1, 2)
    label, said, gives, one, two = r.pick(
        ("edge_count", "the number of edges", "int", "sum(len(ends) for ends in @.values())",
         "len([end for ends in @.values() for end in ends])"),
        ("sinks", "a sorted list of the nodes without an outgoing edge", "list[str]",
         "sorted(node for node in @ if not @[node])",
         "[node for node, ends in sorted(@.items()) if len(ends) == 0]"),
        ("sources", "a sorted list of the nodes without an incoming edge", "list[str]",
         "sorted(set(@) - {end for ends in @.values() for end in ends})",
         "[node for node in sorted(@) if all(node not in ends for ends in @.values())]"),
        ("incoming", "a dictionary from each node to the number of incoming edges",
         "dict[str, int]", "{node: sum(ends.count(node) for ends in @.values()) for node in @}",
         "{node: [end for ends in @.values() for end in ends].count(node) for node in @}"),
        (f"more_than_{k}_out", f"how many nodes have more than {k} outgoing edges", "int",
         f"sum(len(ends) > {k} for ends in @.values())",
         f"len([node for node in @ if len(@[node]) > {k}])"),
        ("mutual", "the number of pairs of nodes with an edge in each direction", "int",
         "sum(node in @[end] for node in @ for end in @[node]) // 2",
         "len([1 for a in @ for b in @ if a < b and b in @[a] and a in @[b]])"),
    )  # fmt: skip
    graphs = [random_graph(r, size, names=names) for size, names in
              ((1, "ab"), (2, "abc"), (3, "abcd"), (5, "abcd"), (6, "abcde"))]  # fmt: skip
    mutual = {"a": ["b", "c"], "b": ["a"], "c": ["a", "b", "d"], "d": []}
    return Task(
        names=(f"{label}_of_{graph}", f"graph_{label}", f"count_{label}"),
        takes={graph: "dict[str, list[str]]"},
        gives=gives,
        does=(
            f"Return {said} of {graph}, a dictionary from each node to the nodes to which it has"
            " an edge.",
            f"Compute {said}; {graph} maps every node to the list of the nodes that it points to.",
        ),
        solutions={
            "direct": f"return {one.replace('@', graph)}",
            "other": f"return {two.replace('@', graph)}",
        },
        inputs=[{}, {"a": []}, {"a": ["b"], "b": []}, mutual, {"x": ["y"], "y": ["x"]}, *graphs],
    )


@family
def check_path(r: Draw) -> Task:
    """Check a way through a graph.

    A way is a list of nodes, and each two neighbours in it must be joined by an edge. With
    weights, the lengths of the edges add up.
    """
    graph, path = r.pick("graph", "network", "map_of_roads"), r.pick("path", "route", "trip", "way")
    k = r.randint(5, 12)
    label, said, gives, bad, good = r.pick(
        ("length", "the sum of the lengths along {}, or -1 if an edge is missing", "int", "-1",
         "sum(lengths)"),
        ("valid", "True if there are edges all along {}, otherwise False", "bool", "False", "True"),
        ("longest", "the length of the longest edge on {}, or -1 if an edge is missing", "int",
         "-1", "max(lengths)"),
        (f"shorter_than_{k}", f"True if {{}} exists and is shorter than {k}, otherwise False",
         "bool", "False", f"sum(lengths) < {k}"),
    )  # fmt: skip
    lengths = r.pick("lengths", "parts", "legs")
    good = good.replace("lengths", lengths)
    a, b = r.pick(("a", "b"), ("x", "y"), ("here", "there"))
    w, x, y, z = r.integers(4, 1, 5)
    net = {"a": {"b": w, "c": x}, "b": {"c": y}, "c": {"a": z, "d": 2}, "d": {}}
    exact = {"a": {"b": k - 1}, "b": {"c": 1}, "c": {}}
    head = f"{lengths} = []\n" if label != "valid" else ""
    keep = f"\n    {lengths}.append({graph}[{a}][{b}])" if head else ""
    gaps = f"if any({b} not in {graph}[{a}] for {a}, {b} in zip({path}, {path}[1:])):\n"
    listing = f"{lengths} = [{graph}[{a}][{b}] for {a}, {b} in zip({path}, {path}[1:])]\n"
    short = f"{gaps}    return {bad}\n{listing}return {good}"
    if label == "valid":
        short = f"return all({b} in {graph}[{a}] for {a}, {b} in zip({path}, {path}[1:]))"
    return Task(
        names=(f"{path}_{label}", f"{label}_of_{path}", f"check_{path}_{label}"),
        takes={graph: "dict[str, dict[str, int]]", path: "list[str]"},
        gives=gives,
        does=(
            f"Return {said.format(path)}; {graph} maps each node to a dictionary from its"
            " successors to the lengths of the edges.",
            f"Follow {path}, a list of at least two nodes, through {graph}, which holds for each"
            f" node its successors with their distances. Return {said.format(path)}.",
        ),
        solutions={
            "loop": f"{head}for {a}, {b} in zip({path}, {path}[1:]):\n"
            f"    if {b} not in {graph}[{a}]:\n        return {bad}{keep}\nreturn {good}",
            "check_first": short,
        },
        inputs=[(net, list(way)) for way in ("ab", "ba", "abc", "acd", "abd", "abcab", "cad", "ac")]
        + [(exact, ["a", "b"]), (exact, ["a", "b", "c"]), (exact, ["b", "c"])],
    )


@family
def groups(r: Draw) -> Task:
    """Find connected groups.

    Two nodes belong together if a way leads from one to the other. Merging the groups of both
    ends of every edge finds all of them; so does searching from each node that is still unseen.
    """
    n, edges = r.pick("n", "size", "count"), r.pick("edges", "links", "friends", "bridges")
    label, said, gives, result = r.pick(
        ("count", "how many groups there are", "int", "len(found)"),
        ("largest", "the size of the largest group", "int", "max(map(len, found))"),
        ("sizes", "a sorted list of the sizes of the groups", "list[int]",
         "sorted(map(len, found))"),
        ("list", "a sorted list of the groups, each a sorted list", "list[list[int]]",
         "sorted(map(sorted, found))"),
        ("alone", "how many nodes are a group of their own", "int",
         "sum(len(group) == 1 for group in found)"),
    )  # fmt: skip
    found = r.pick("found", "parts", "groups")
    result = result.replace("found", found)
    a, b = r.pick(("a", "b"), ("x", "y"), ("u", "v"))
    inputs: list[tuple[int, list[tuple[int, int]]]] = [(1, []), (3, []), (3, [(0, 2)])]
    inputs += [(4, [(0, 1), (2, 3), (1, 2)]), (5, [(4, 0), (1, 2), (2, 1)])]
    for size in (4, 5, 6, 7):
        links = [tuple(r.sample(range(size), 2)) for _ in range(r.randint(2, 4))]
        inputs.append((size, [(one, other) for one, other in links]))
    return Task(
        names=(f"{label}_of_groups", f"groups_{label}", f"connected_{label}"),
        takes={n: "int", edges: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return {said}, when the numbers from 0 to {n} - 1 are nodes and each pair in {edges}"
            " joins two of them.",
            f"Join {n} nodes, numbered from 0, by the pairs in {edges}. Nodes that are connected,"
            f" directly or over others, form a group. Return {said}.",
        ),
        solutions={
            "merge": f"""
                {found} = [[node] for node in range({n})]
                for {a}, {b} in {edges}:
                    one = next(group for group in {found} if {a} in group)
                    other = next(group for group in {found} if {b} in group)
                    if one is not other:
                        one.extend(other)
                        {found}.remove(other)
                return {result}
                """,
            "labels": f"""
                label = list(range({n}))
                for {a}, {b} in {edges}:
                    old, new = label[{a}], label[{b}]
                    label = [new if x == old else x for x in label]
                {found} = [[i for i in range({n}) if label[i] == x] for x in set(label)]
                return {result}
                """,
        },
        inputs=inputs,
    )
