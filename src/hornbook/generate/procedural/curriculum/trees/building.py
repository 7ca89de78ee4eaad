"""Search trees, new trees out of old ones, trees of parents."""

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


def _search_tree(values: list[int]) -> object:
    """The search tree that arises when the values are put in one after the other."""
    if not values:
        return None
    root, rest = values[0], values[1:]
    return (
        _search_tree([value for value in rest if value < root]),
        root,
        _search_tree([value for value in rest if value > root]),
    )


@family
def search_tree(r: Draw) -> Task:
    """Use a search tree.

    In a search tree smaller values stand on the left and larger ones on the right, at every
    node. So one comparison tells on which side to go on.
    """
    tree, n = r.pick("tree", "root", "index"), r.pick("value", "wanted", "key", "x")
    label, said, gives, found, missing, step, start = r.pick(
        ("contains", "True if {n} is in {t}, otherwise False", "bool", "True", "False", "", ""),
        ("depth", "how many steps below the root {n} is in {t}, or -1 if it isn't there", "int",
         "steps", "-1", "steps += 1", "steps = 0"),
        ("path", "a list of the values that {n} is compared with in {t}, until it is found or"
         " missing", "list[int]", "path + [here]", "path", "path.append(here)", "path = []"),
        ("floor", "the largest value in {t} that isn't greater than {n}, or None", "int | None",
         n, "best", f"best = here if here < {n} else best", "best = None"),
    )  # fmt: skip
    walk = r.pick("here", "middle", "top")
    part = r.pick("part", "rest", "current")
    code = f"""
        {start}
        {part} = {tree}
        while {part} is not None:
            left, here, right = {part}
            if {n} < here:
                {step}
                {part} = left
            elif {n} > here:
                {step}
                {part} = right
            else:
                return {found}
        return {missing}
        """.replace("here", walk)
    listing = {
        "contains": f"return any(here == {n} for here in values)",
        "floor": f"return max((here for here in values if here <= {n}), default=None)",
    }.get(label)
    other = f"""
        values, todo = [], [{tree}]
        while todo:
            top = todo.pop()
            if top:
                values.append(top[1])
                todo += [top[0], top[2]]
        {listing}
        """
    if listing is None:
        empty, hit, more = {
            "depth": ("-1", "0", "-1 if below < 0 else below + 1"),
            "path": ("[]", "[here]", "[here] + below"),
        }[label]
        other = f"""
            if {tree} is None:
                return {empty}
            left, here, right = {tree}
            if {n} < here:
                below = solve(left, {n})
            elif {n} > here:
                below = solve(right, {n})
            else:
                return {hit}
            return {more}
            """
    values = r.sample(range(1, 40), 8)
    big, small = _search_tree(values), _search_tree(values[:3])
    picks = [(big, value + d) for value in values[2:7:2] for d in (0, 1, -1)]
    return Task(
        names=(f"search_tree_{label}", f"{label}_in_search_tree", f"{label}_of_{n}"),
        takes={tree: "object", n: "int"},
        gives=gives,
        does=(
            f"Return {said.format(n=n, t=tree)}, a search tree that is None or a tuple (left,"
            " value, right).",
            f"Search {n} in {tree}, which is None or a tuple (left, value, right) with smaller"
            f" values on the left. Return {said.format(n=n, t='it')}.",
        ),
        solutions={"walk": code, "listing" if listing else "recursion": other},
        inputs=[(None, 5), (small, values[0]), (small, 0), (small, 50), (big, values[-1]), *picks],
    )


@family
def change_tree(r: Draw) -> Task:
    """Make a new tree out of an old one.

    The new tree is put together from new sides. Nothing needs to be changed in place, and parts
    that stay the same may be shared.
    """
    tree, change, test = r.pick("tree", "node", "root"), r.number_change(), r.number_condition()
    label, said, new = r.pick(
        ("mirror", "its mirror image", "({r}, value, {l})"),
        (change.label, f"a tree of the same shape with {change.of('the value')} in each place",
         f"({{l}}, {change('value')}, {{r}})"),
        (f"{change.label}_some",
         f"a tree of the same shape with {change.of('the value')} for each value that {test.verb}",
         f"({{l}}, {change('value')} if {test('value')} else value, {{r}})"),
        (f"mirror_and_{change.label}",
         f"its mirror image with {change.of('the value')} in each place",
         f"({{r}}, {change('value')}, {{l}})"),
        ("depths", "a tree of the same shape that holds at each place the number of values on the"
         " longest way down from there", "({l}, 1 + max({l}[1] if {l} else 0, {r}[1] if {r} else"
         " 0), {r})"),
        ("sums", "a tree of the same shape that holds at each place the sum of the value there and"
         " all values below it", "({l}, value + ({l}[1] if {l} else 0) + ({r}[1] if {r} else 0),"
         " {r})"),
    )  # fmt: skip
    first, second = r.pick(("one", "other"), ("a", "b"), ("new_left", "new_right"))
    return Task(
        names=(f"tree_{label}", f"{label}_tree", f"{label}_of_{tree}"),
        takes={tree: "object"},
        gives="object",
        does=(
            f"Return for {tree}, a binary tree that is None or a tuple (left, value, right),"
            f" {said}.",
            f"Build from {tree}, which is None or a tuple (left, value, right), {said}.",
        ),
        solutions={
            "steps": f"""
                if {tree} is None:
                    return None
                left, value, right = {tree}
                {first}, {second} = solve(left), solve(right)
                return {new.format(l=first, r=second)}
                """,
            "inner_function": f"""
                def rebuild(part):
                    if part is not None:
                        value = part[1]
                        {first} = rebuild(part[0])
                        {second} = rebuild(part[2])
                        part = {new.format(l=first, r=second)}
                    return part

                return rebuild({tree})
                """,
        },
        inputs=[*_trees(r), (_leaf(test.near[0]), test.near[-1], _leaf(test.near[0] + 1))],
    )


@family
def family_tree(r: Draw) -> Task:
    """Follow parents upwards.

    A dictionary from each child to its parent is a tree, too. Going up is easy, as everybody has
    one parent at most; to go down, one has to search all entries.
    """
    parents = r.pick("parents", "bosses", "folders", "parent_of", "above")
    who = r.pick("who", "name", "person", "item")
    label, said, gives, result = r.pick(
        ("chain", "a list of all that stand above {w}, from near to far", "list[str]", "chain"),
        ("depth", "how many stand above {w}", "int", "len(chain)"),
        ("top", "the topmost one above {w}, or {w} if there is none", "str", "[@, *chain][-1]"),
        ("second", "the one two steps above {w}, or an empty text", "str",
         'chain[1] if len(chain) > 1 else ""'),
        ("text", "a text such as 'top/middle/low' of all from the topmost down to {w}", "str",
         '"/".join([*chain[::-1], @])'),
    )  # fmt: skip
    chain = r.pick("chain", "line", "upward")
    result = result.replace("@", who).replace("chain", chain)
    a, b, c, d, e, f = r.sample(("ann", "bob", "cid", "dee", "eva", "fay", "gus", "hal", "ivy"), 6)
    table = {b: a, c: a, d: b, f: e}
    return Task(
        names=(f"{label}_above", f"{label}_by_{parents}", f"{label}_of_{who}"),
        takes={parents: "dict[str, str]", who: "str"},
        gives=gives,
        does=(
            f"Return {said.format(w=who)}; {parents} maps each name to the one directly above it.",
            f"Go upwards from {who} in {parents}, a dictionary from names to the names above them,"
            f" and return {said.format(w=who)}.",
        ),
        notes=r.pick((), ("Who stands at the top is not a key.",)),
        solutions={
            "loop": f"""
                {chain}, current = [], {who}
                while current in {parents}:
                    current = {parents}[current]
                    {chain}.append(current)
                return {result}
                """,
            "recursion": f"""
                def climb(name):
                    if name not in {parents}:
                        return []
                    return [{parents}[name]] + climb({parents}[name])

                {chain} = climb({who})
                return {result}
                """,
        },
        inputs=[(table, x) for x in (a, b, c, d, e, f)] + [({}, a), ({b: a}, b)],
    )
