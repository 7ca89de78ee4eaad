"""Binary trees as tuples: values, orders, levels."""

from hornbook.generate.procedural import Draw, Task, family


def _binary(r: Draw, depth: int) -> object:
    """A binary tree: None, or a tuple (left, value, right)."""
    if depth == 0 or (depth < 3 and r.coin(0.3)):
        return None
    return (_binary(r, depth - 1), r.randint(-5, 20), _binary(r, depth - 1))


def _leaf(value: int) -> object:
    return (None, value, None)


def _trees(r: Draw) -> list[object]:
    a, b, c, d = r.integers(4, 1, 15)
    line = (None, a, (None, b, (_leaf(c), d, None)))
    edges = [None, _leaf(a), (_leaf(a), b, _leaf(c)), (_leaf(a), b, None), line]
    return [*edges, *(_binary(r, depth) for depth in (2, 3, 3, 4))]


@family
def fold_tree(r: Draw) -> Task:
    """Compute something over a whole tree.

    A binary tree is nothing, or a value with a tree on its left and one on its right. A function
    over it answers for nothing at once and calls itself for both sides.
    """
    tree, test = r.pick("tree", "node", "root", "branch"), r.number_condition()
    many = test.verb.replace("is ", "are ", 1)
    label, said, step, each = r.pick(
        ("sum", "the sum of all values", "{l} + value + {r}", "result += value"),
        ("count", "the number of values", "{l} + 1 + {r}", "result += 1"),
        ("largest", "the largest of 0 and all values", "max({l}, value, {r})",
         "result = max(result, value)"),
        (f"count_{test.label}", f"how many of the values {many}",
         f"{{l}} + ({test('value')}) + {{r}}", f"result += {test('value')}"),
        (f"sum_{test.label}", f"the sum of the values that {many}",
         f"{{l}} + (value if {test('value')} else 0) + {{r}}",
         f"result += value if {test('value')} else 0"),
        ("leaves", "the number of values without anything below them",
         "1 if left is right is None else {l} + {r}", "result += left is None and right is None"),
        ("squares", "the sum of the squares of all values", "{l} + value ** 2 + {r}",
         "result += value ** 2"),
    )  # fmt: skip
    todo, near = r.pick("todo", "waiting", "stack"), test.near[:2]
    return Task(
        names=(f"tree_{label}", f"{label}_of_{tree}", f"{label}_in_tree"),
        takes={tree: "object"},
        gives="int",
        does=(
            f"Return {said} in {tree}, a binary tree that is None or a tuple (left, value, right).",
            f"Compute {said} of a binary tree; {tree} is either None or a tuple of a left tree, a"
            " value and a right tree.",
        ),
        solutions={
            "recursion": f"""
                if {tree} is None:
                    return 0
                left, value, right = {tree}
                return {step.format(l="solve(left)", r="solve(right)")}
                """,
            "stack": f"""
                result, {todo} = 0, [{tree}]
                while {todo}:
                    top = {todo}.pop()
                    if top is not None:
                        left, value, right = top
                        {todo} += [left, right]
                        {each}
                return result
                """,
        },
        inputs=[*_trees(r), (_leaf(near[0]), near[-1], _leaf(near[0] + 1))],
    )


@family
def tree_order(r: Draw) -> Task:
    """List the values of a tree.

    The value may come before both sides, between them or after them. For a search tree, the
    middle way gives the values in ascending order.
    """
    tree = r.pick("tree", "node", "root", "branch")
    label, said, parts = r.pick(
        ("preorder", "each value before those below it, left before right", "[value] + {l} + {r}"),
        ("inorder", "the values on the left of each value before it and those on its right after"
         " it", "{l} + [value] + {r}"),
        ("postorder", "each value after those below it, left before right", "{l} + {r} + [value]"),
        ("right_to_left", "the values on the right of each value before it and those on its left"
         " after it", "{r} + [value] + {l}"),
    )  # fmt: skip
    result = r.pick("found", "values", "listed")
    calls = parts.replace("[value]", f"{result}.append(value)").format(
        l="visit(left)", r="visit(right)"
    )
    lines = "\n                        ".join(calls.split(" + "))
    return Task(
        names=(f"{label}_values", f"{label}_of_{tree}", f"tree_{label}", f"{label}_list"),
        takes={tree: "object"},
        gives="list[int]",
        does=(
            f"Return a list of the values of {tree}, a binary tree that is None or a tuple (left,"
            f" value, right): {said}.",
            f"List the values of a binary tree in this order: {said}. The {tree} is None or a"
            " tuple (left, value, right).",
        ),
        solutions={
            "recursion": f"""
                if {tree} is None:
                    return []
                left, value, right = {tree}
                return {parts.format(l="solve(left)", r="solve(right)")}
                """,
            "inner_function": f"""
                {result} = []

                def visit(part):
                    if part is not None:
                        left, value, right = part
                        {lines}

                visit({tree})
                return {result}
                """,
        },
        inputs=_trees(r),
    )


@family
def tree_levels(r: Draw) -> Task:
    """Go through a tree level by level.

    A level is the list of all nodes with the same distance from the root. The children of one
    level, from left to right, are the next level.
    """
    tree = r.pick("tree", "root", "top_node")
    label, said, gives, start, each = r.pick(
        ("widest", "the size of the largest level, or 0", "int", "0",
         "result = max(result, len(level))"),
        ("sums", "a list of the sums of the levels", "list[int]", "[]",
         "result.append(sum(node[1] for node in level))"),
        ("left_view", "a list of the first value of each level", "list[int]", "[]",
         "result.append(level[0][1])"),
        ("right_view", "a list of the last value of each level", "list[int]", "[]",
         "result.append(level[-1][1])"),
        ("maxima", "a list of the largest value of each level", "list[int]", "[]",
         "result.append(max(node[1] for node in level))"),
    )  # fmt: skip
    level, result = r.pick("level", "row", "layer"), r.pick("result", "found", "answer")
    each = each.replace("level", level).replace("result", result)
    collected = {
        "widest": "max(map(len, @), default=0)", "sums": "[sum(x) for x in @]",
        "left_view": "[x[0] for x in @]", "right_view": "[x[-1] for x in @]",
        "maxima": "[max(x) for x in @]",
    }[label].replace("@", "rows")  # fmt: skip
    return Task(
        names=(f"tree_{label}", f"{label}_of_levels", f"{label}_by_level"),
        takes={tree: "object"},
        gives=gives,
        does=(
            f"Return {said} of a binary tree; {tree} is None or a tuple (left, value, right).",
            f"Go through the levels of {tree}, None or a tuple (left, value, right), from the top"
            f" down, and return {said}.",
        ),
        solutions={
            "levels": f"""
                {result}, {level} = {start}, [{tree}] if {tree} else []
                while {level}:
                    {each}
                    {level} = [side for node in {level} for side in (node[0], node[2]) if side]
                return {result}
                """,
            "recursion": f"""
                rows = []

                def visit(part, depth):
                    if part is None:
                        return
                    if depth == len(rows):
                        rows.append([])
                    rows[depth].append(part[1])
                    visit(part[0], depth + 1)
                    visit(part[2], depth + 1)

                visit({tree}, 0)
                return {collected}
                """,
        },
        inputs=_trees(r),
    )
