"""Searching graphs: what can be reached, how far, in which order."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.graphs.samples import Graph, random_edges, random_graph


@family
def reachable(r: Draw) -> Task:
    """Find what can be reached.

    Beginning with one node, the neighbours of every found node are looked at, as long as there
    are new ones. A set of what was seen keeps the search from running in circles.
    """
    graph, start = r.pick("graph", "network", "links", "roads"), r.pick("start", "source", "root")
    label, said, gives, result = r.pick(
        ("list", "a sorted list of all nodes that can be reached", "list[str]", "sorted(seen)"),
        ("count", "how many nodes can be reached", "int", "len(seen)"),
        ("missing", "a sorted list of the nodes that can't be reached", "list[str]",
         "sorted(set(@) - seen)"),
        ("all", "True if all nodes can be reached, otherwise False,", "bool",
         "len(seen) == len(@)"),
        ("dead_ends", "how many nodes without outgoing edges can be reached", "int",
         "sum(not @[node] for node in seen)"),
    )  # fmt: skip
    result, todo = result.replace("@", graph), r.pick("todo", "waiting", "open_nodes")
    graphs = [(random_graph(r, size, names=names), names[0]) for size, names in
              ((1, "ab"), (3, "abcd"), (4, "cadb"), (7, "abcdef"), (9, "fedcba"))]  # fmt: skip
    chain: Graph = {"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": []}
    return Task(
        names=(f"reachable_{label}", f"{label}_from_{start}", f"{label}_reachable_nodes"),
        takes={graph: "dict[str, list[str]]", start: "str"},
        gives=gives,
        does=(
            f"Return {said.rstrip(',')} from {start} in {graph}, a dictionary from each node to the"
            " nodes to which an edge leads."
            if label not in ("all",)
            else f"Return True if all nodes of {graph} can be reached from {start}, otherwise"
            " False.",
            f"Search {graph}, which maps nodes to lists of their successors, from {start} on, and"
            f" return {said.rstrip(',')}.",
        ),
        notes=("A node is reachable from itself.",),
        solutions={
            "stack": f"""
                seen, {todo} = {{{start}}}, [{start}]
                while {todo}:
                    for node in {graph}[{todo}.pop()]:
                        if node not in seen:
                            seen.add(node)
                            {todo}.append(node)
                return {result}
                """,
            "recursion": f"""
                seen = set()

                def visit(node):
                    if node not in seen:
                        seen.add(node)
                        for following in {graph}[node]:
                            visit(following)

                visit({start})
                return {result}
                """,
        },
        inputs=[({"a": []}, "a"), (chain, "a"), (chain, "d"), (chain, "c"),
                ({"a": ["b"], "b": ["a"], "c": []}, "b"), *graphs],
    )  # fmt: skip


@family
def distances(r: Draw) -> Task:
    """Count the steps to a node.

    Breadth-first search goes out in rings: first all nodes at distance 1, then 2, and so on. The
    first time that a node is met gives its smallest distance.
    """
    graph, start = r.pick("graph", "network", "roads", "tunnels"), r.pick("start", "source", "home")
    k = r.randint(1, 2)
    label, said, gives, result = r.pick(
        ("distances", "a dictionary from every reachable node to its distance", "dict[str, int]",
         "distance"),
        ("farthest", "the largest distance of a reachable node", "int", "max(distance.values())"),
        (f"within_{k}", f"a sorted list of the nodes at a distance of at most {k}", "list[str]",
         f"sorted(node for node in distance if distance[node] <= {k})"),
        (f"at_{k}", f"how many nodes are at a distance of exactly {k}", "int",
         f"list(distance.values()).count({k})"),
        ("total", "the sum of the distances of all reachable nodes", "int",
         "sum(distance.values())"),
    )  # fmt: skip
    name = r.pick("distance", "steps", "depth")
    result = result.replace("distance", name)
    graphs = [(random_graph(r, size, both=True, names=names), r.choice(names)) for size, names in
              ((1, "ab"), (3, "abcd"), (5, "abcde"), (6, "abcdef"), (7, "abcdef"))]  # fmt: skip
    chain = {"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c", "e"], "e": ["d"]}
    ring = {"a": ["b", "d"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c", "a"]}
    return Task(
        names=(f"{label}_from_{start}", f"{label}_in_{graph}", f"graph_{label}"),
        takes={graph: "dict[str, list[str]]", start: "str"},
        gives=gives,
        does=(
            f"Return {said} from {start} in {graph}, a dictionary from each node to its"
            " neighbours; the distance is the number of steps.",
            f"Measure how many steps it is from {start} to the nodes of {graph}, which maps nodes"
            f" to lists of neighbours. Return {said}.",
        ),
        notes=r.pick((), (f"The distance of {start} itself is 0.",)),
        solutions={
            "queue": f"""
                {name}, queue = {{{start}: 0}}, deque([{start}])
                while queue:
                    node = queue.popleft()
                    for other in {graph}[node]:
                        if other not in {name}:
                            {name}[other] = {name}[node] + 1
                            queue.append(other)
                return {result}
                """,
            "rings": f"""
                {name}, ring = {{}}, {{{start}}}
                while ring:
                    count = len(set({name}.values()))
                    {name}.update({{node: count for node in ring}})
                    ring = {{end for node in ring for end in {graph}[node]}} - set({name})
                return {result}
                """,
        },
        inputs=[({"a": []}, "a"), (chain, "a"), (chain, "b"), (chain, "c"), (ring, "a"), *graphs],
    )


@family
def working_order(r: Draw) -> Task:
    """Put tasks into an order.

    A task can be done when all that it needs is done. Of the possible ones always the first in
    the alphabet is taken, so the order is definite.
    """
    needs = r.pick("needs", "requires", "depends", "before")
    done, task = r.pick("done", "order", "finished"), r.pick("task", "step", "job", "course")
    label, said, gives, result, failed = r.pick(
        ("order", f"the list of the {task}s in this order, or an empty list if some can't be done",
         "list[str]", "@", "[]"),
        ("doable", f"a list of the {task}s that can be done, in this order", "list[str]", "@", "@"),
        ("blocked", f"how many {task}s can never be done", "int", "0", "len(#) - len(@)"),
        ("possible", f"True if all {task}s can be done, otherwise False", "bool", "True", "False"),
    )  # fmt: skip
    result, failed = (x.replace("@", done).replace("#", needs) for x in (result, failed))
    extra = f"""
        {done} = []
        for _ in {needs}:
            ready = [{task} for {task} in {needs} if {task} not in {done}]
            ready = [{task} for {task} in ready if all(x in {done} for x in {needs}[{task}])]
            if not ready:
                return {failed}
            {done}.append(min(ready))
        return {result}
        """
    heap = f"""
        {done} = []
        ready = [{task} for {task} in {needs} if not {needs}[{task}]]
        heapq.heapify(ready)
        while ready:
            last = heapq.heappop(ready)
            {done}.append(last)
            for {task}, before_it in {needs}.items():
                if last in before_it and set(before_it) <= set({done}):
                    heapq.heappush(ready, {task})
        return {result} if len({done}) == len({needs}) else {failed}
        """
    if label == "doable":
        heap = heap.replace(f" if len({done}) == len({needs}) else {failed}", "")
    if label == "possible":
        heap = heap.replace(f"True if len({done}) == len({needs}) else False",
                            f"len({done}) == len({needs})")  # fmt: skip
    if label == "blocked":
        heap = heap.replace(f"0 if len({done}) == len({needs}) else {failed}", failed)
    samples = []
    for size in (3, 4, 5):
        names = r.sample("abcdefgh", size)
        graph = {name: r.sample(names[:i], r.randint(0, min(i, 2))) for i, name in enumerate(names)}
        samples.append(graph)
    circle = {"a": ["b"], "b": ["a"], "c": []}
    deep: Graph = {"d": [], "c": ["d"], "b": ["c", "d"], "a": ["b"]}
    return Task(
        names=(f"{task}s_{label}", f"{label}_of_{task}s", f"{label}_by_{needs}"),
        takes={needs: "dict[str, list[str]]"},
        gives=gives,
        does=(
            f"Do the {task}s in {needs}, a dictionary from each {task} to those that must be done"
            f" before it, always taking the alphabetically first that is possible. Return {said}.",
            f"Return {said}: {needs} maps every {task} to the list of {task}s that come before it,"
            " and of those that can be done the alphabetically first is always done next.",
        ),
        solutions={"rounds": extra, "heap": heap},
        inputs=[
            {},
            {"a": []},
            circle,
            deep,
            {"a": ["b"], "b": []},
            {"b": ["a"], "a": ["a"]},
            *samples,
        ],
    )


@family
def shortest_way(r: Draw) -> Task:
    """Find the length of the shortest way.

    Dijkstra's algorithm always goes on from the node that is nearest to the start. Once a node is
    taken, its distance is final, because all lengths are positive.
    """
    roads, start, end = (
        r.pick("roads", "graph", "cables"),
        *r.pick(("start", "end"), ("source", "goal")),
    )
    k = r.randint(3, 12)
    label, said, gives, result, none = r.pick(
        ("length", "the length of the shortest way from {0} to {1}, or -1 if there is none", "int",
         "@", "-1"),
        (f"within_{k}", f"True if {{1}} can be reached from {{0}} on a way of at most {k},"
         " otherwise False", "bool", f"@ <= {k}", "False"),
        ("or_none", "the smallest sum of lengths on a way from {0} to {1}, or None without a way",
         "int | None", "@", "None"),
    )  # fmt: skip
    graphs = []
    for size in (3, 4, 5, 6, 7):
        net: dict[str, dict[str, int]] = {node: {} for node in "abcde"}
        for a, b in random_edges(r, "abcde", size):
            net[a][b] = net[b][a] = r.randint(1, 9)
        graphs.append((net, *r.sample("abcde", 2)))
    detour = {"a": {"b": 9, "c": 1}, "c": {"b": 2, "d": 7}, "b": {"d": 1}, "d": {}}
    exact = {"a": {"b": k - 1}, "b": {"c": 1, "d": 2}, "c": {}, "d": {}}
    shown = said.format(start, end)
    return Task(
        names=(f"shortest_{label}", f"shortest_way_{label}", f"way_{label}", f"{roads}_{label}"),
        takes={roads: "dict[str, dict[str, int]]", start: "str", end: "str"},
        gives=gives,
        does=(
            f"Return {shown}; {roads} maps each node to a dictionary from its neighbours to"
            " positive lengths.",
            f"Find {shown}, where {roads} holds for each node the lengths of the edges to others.",
        ),
        solutions={
            "heap": f"""
                waiting, done = [(0, {start})], set()
                while waiting:
                    total, node = heapq.heappop(waiting)
                    if node == {end}:
                        return {result.replace("@", "total")}
                    if node not in done:
                        done.add(node)
                        for other, length in {roads}[node].items():
                            heapq.heappush(waiting, (total + length, other))
                return {none}
                """,
            "repeat": f"""
                best = {{{start}: 0}}
                for _ in {roads}:
                    for node in list(best):
                        for other, length in {roads}[node].items():
                            total = best[node] + length
                            best[other] = min(total, best.get(other, total))
                return {result.replace("@", f"best[{end}]")} if {end} in best else {none}
                """,
        },
        inputs=[(detour, "a", "d"), (detour, "a", "b"), (detour, "d", "a"), (detour, "a", "a"),
                (exact, "a", "c"), (exact, "a", "d"), (exact, "a", "b"), *graphs],
    )  # fmt: skip
