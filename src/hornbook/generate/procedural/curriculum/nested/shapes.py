"""Whole structures: measured, flattened, rebuilt."""

from hornbook.generate.procedural import Draw, Task, family

_KEYS = "name size color price owner city street code unit kind day hour".split()


def _trees(r: Draw) -> list[dict[str, object]]:
    """Nested dictionaries with numbers as leaves."""
    a, b, c, d = r.sample(_KEYS, 4)
    n = r.integers(6, 1, 99)
    return [
        {},
        {a: n[0]},
        {a: {b: n[1]}},
        {a: {b: {c: n[2]}}, d: n[3]},
        {a: n[4], b: {a: n[5], d: {c: 0}}, c: {}},
        {a: {b: 1, c: 2}, b: {b: 3, d: {a: 4, b: {c: 5}}}},
    ]


@family
def flatten_tree(r: Draw) -> Task:
    """Turn a nested dictionary into a flat one.

    The path to each value becomes its key. A recursive function hands the path so far down to
    the next level; a stack does without recursion.
    """
    tree, mark = (
        r.pick("data", "tree", "settings", "config", "nested", "document"),
        r.pick(".", "/", "_", "-", ":", " > "),
    )
    label, said, gives, final = r.pick(
        ("flat", "a flat dictionary from the paths to the values", "dict[str, int]", "flat"),
        ("paths", "the sorted list of the paths to the values", "list[str]",
         "sorted(flat)"),
        ("lines", "the sorted list of texts 'path=value'", "list[str]",
         'sorted(f"{path}={value}" for path, value in flat.items())'),
    )  # fmt: skip
    inner = r.pick("inner", "node", "branch", "level", "part")
    return Task(
        names=(f"flatten_to_{label}", f"{label}_of_{tree}", f"{label}_paths"),
        takes={tree: "dict[str, object]"},
        gives=gives,
        does=(
            f"Return {said} in the nested dictionary {tree}, where a path joins the keys that lead"
            f" to a value by {mark!r}.",
            f"Flatten the nested dictionary {tree}: with paths of keys joined by {mark!r}, return"
            f" {said}.",
        ),
        notes=("An empty dictionary inside contributes nothing.",),
        solutions={
            "recursive": f"""
                def walk({inner}, prefix):
                    for key, value in {inner}.items():
                        if isinstance(value, dict):
                            walk(value, prefix + key + "{mark}")
                        else:
                            flat[prefix + key] = value

                flat = {{}}
                walk({tree}, "")
                return {final}
                """,
            "queue": f"""
                flat, todo = {{}}, [([], {tree})]
                for path, {inner} in todo:
                    for key, value in {inner}.items():
                        if isinstance(value, dict):
                            todo.append(([*path, key], value))
                        else:
                            flat["{mark}".join([*path, key])] = value
                return {final}
                """,
        },
        inputs=[*_trees(r), *_trees(r)],
    )  # fmt: skip


@family
def measure_tree(r: Draw) -> Task:
    """Measure a nested dictionary.

    What holds for the whole is computed from what holds for the parts. A value that isn't a
    dictionary ends the recursion.
    """
    tree = r.pick("data", "tree", "settings", "config", "nested", "document", "folder", "menu")
    label, said, leaf, combine, step = r.pick(
        ("leaves", "the number of values that are no dictionaries", "1", "sum({parts})",
         "total += 1"),
        ("sum", "the sum of all numbers", "node", "sum({parts})", "total += node"),
        ("keys", "the number of keys on all levels together", "0", "len(node) + sum({parts})", ""),
        ("depth", "the number of levels", "0", "1 + max({parts}, default=0)", ""),
        ("largest", "the largest number, or 0 if there is no larger one", "node",
         "max({parts}, default=0)", "total = max(total, node)"),
    )  # fmt: skip
    node = r.pick("node", "inner", "branch", "level")
    parts = "measure(part) for part in node.values()"
    combined = combine.format(parts=f"({parts})" if "," in combine else parts)
    if label == "depth":
        other = f"""
            depth, layer = 0, [{tree}]
            while layer:
                depth += 1
                values = [value for node in layer for value in node.values()]
                layer = [value for value in values if isinstance(value, dict)]
            return depth
            """
    elif label == "keys":
        other = f"""
            total, todo = 0, [{tree}]
            while todo:
                node = todo.pop()
                total += len(node)
                todo += [value for value in node.values() if isinstance(value, dict)]
            return total
            """
    else:
        other = f"""
            total, todo = 0, [{tree}]
            while todo:
                node = todo.pop()
                if isinstance(node, dict):
                    todo.extend(node.values())
                else:
                    {step}
            return total
            """
    other = other.replace("node", node)
    combined, leaf = combined.replace("node", node), leaf.replace("node", node)
    return Task(
        names=(f"{label}_of_{tree}", f"count_{label}", f"{label}_in_nested", f"tree_{label}"),
        takes={tree: "dict[str, object]"},
        gives="int",
        does=(
            f"Return {said} in the nested dictionary {tree}, whose innermost values are numbers.",
            f"Find {said} of {tree}, a dictionary of numbers and further such dictionaries.",
            f"Measure {tree}, dictionaries inside dictionaries with numbers at the end: return"
            f" {said}.",
        ),
        notes=r.pick((), ("An empty dictionary is a level, too.",)),
        solutions={
            "recursive": f"""
                def measure({node}):
                    if not isinstance({node}, dict):
                        return {leaf}
                    return {combined}

                return measure({tree})
                """,
            "stack": other,
        },
        inputs=[*_trees(r), *_trees(r)],
    )


@family
def change_every_leaf(r: Draw) -> Task:
    """Change all numbers, wherever they stand.

    A function that calls itself for lists and dictionaries reaches every level, and rebuilds the
    structure with the changed numbers in it.
    """
    data, change = (
        r.pick("data", "tree", "nested", "value", "thing", "structure"),
        r.number_change(),
    )
    test = r.number_condition()
    some = r.coin()
    new = f"{change('node')} if {test('node')} else node" if some else change("node")
    said = f"{change.of('each number')}{' that ' + test.verb if some else ''}"
    near = list(test.near)
    return Task(
        names=(f"{change.label}_all_leaves", f"deep_{change.label}", f"{change.label}_everywhere"),
        takes={data: "object"},
        gives="object",
        does=(
            f"Return a copy of {data}, which is a number or a list or dictionary of such things,"
            f" with {said} in place of it.",
            f"Change {data}, numbers in nested lists and dictionaries, into a copy that has {said}"
            " in its place.",
        ),
        solutions={
            "recursive": f"""
                def rebuild(node):
                    if isinstance(node, dict):
                        return {{key: rebuild(value) for key, value in node.items()}}
                    if isinstance(node, list):
                        return [rebuild(value) for value in node]
                    return {new}

                return rebuild({data})
                """,
            "copies": f"""
                def rebuild(node):
                    if isinstance(node, int):
                        return {new}
                    copy = node.copy()
                    for key in node if isinstance(node, dict) else range(len(node)):
                        copy[key] = rebuild(node[key])
                    return copy

                return rebuild({data})
                """,
        },
        inputs=[
            -7, 21, [], {}, near, {"a": near}, [[3, -4], [5, [6]]],
            {"a": 1, "b": {"c": -2, "d": [3]}},
            [{"x": r.randint(1, 20)}, {"x": r.randint(-20, 0), "y": [r.randint(1, 9)]}],
            [*range(12)],
        ],
    )  # fmt: skip
