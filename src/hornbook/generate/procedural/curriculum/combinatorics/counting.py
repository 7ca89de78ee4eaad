"""Counting: orders, choices, arrangements with rules."""

from hornbook.generate.procedural import Draw, Task, family


@family
def count_orders(r: Draw) -> Task:
    """Go through all orders.

    `itertools.permutations` yields every order of a list. A recursive function does the same:
    each item may come first, followed by any order of the others.
    """
    xs, k = r.name("numbers"), r.randint(1, 6)
    label, said, test = r.pick(
        ("ends", "that begin with a smaller number than they end with", "@[0] < @[-1]"),
        (f"steps_to_{k}", f"in which neighbours never differ by more than {k}",
         f"all(abs(a - b) <= {k} for a, b in zip(@, @[1:]))"),
        (f"first_above_{k}", f"that begin with a number greater than {k}", f"@[0] > {k}"),
        ("zigzag", "in which no number stands between two that are both smaller or equal",
         "not any(@[i - 1] <= @[i] >= @[i + 1] for i in range(1, len(@) - 1))"),
        ("odd_apart", "without two odd numbers side by side",
         "not any(a % 2 == b % 2 == 1 for a, b in zip(@, @[1:]))"),
    )  # fmt: skip
    order = r.pick("order", "row", "line")
    test = test.replace("@", order)
    lists = [r.integers(size, 0, 9) for size in (2, 3, 3, 4, 4)]
    return Task(
        names=(f"orders_{label}", f"count_{label}", f"permutations_{label}"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Count the orders of the numbers in {xs} {said}.",
            f"Return how many of all orders of {xs} there are {said}; equal numbers count apart.",
        ),
        notes=("The list has at least one number.",),
        solutions={
            "permutations": f"""
                orders = itertools.permutations({xs})
                return sum(1 for {order} in orders if {test})
                """,
            "grow": f"""
                orders = [[]]
                for x in {xs}:
                    cuts = [(old, i) for old in orders for i in range(len(old) + 1)]
                    orders = [old[:i] + [x] + old[i:] for old, i in cuts]
                return len([{order} for {order} in orders if {test}])
                """,
        },
        inputs=[[k], [k + 1], [k + 1, 1], [1, k + 1], [1, k + 2], [1, 3, 5], [2, 2, 1], [0, 3, 3],
                [1, 2, 3, 4], *lists],
    )  # fmt: skip


@family
def choose_teams(r: Draw) -> Task:
    """List the choices that meet a rule.

    All groups of a size are formed, and those that break the rule are left out. The groups come
    in alphabetical order if the names do.
    """
    names, k = r.pick("names", "people", "players", "guests"), r.randint(2, 3)
    one, other = r.pick(("ann", "bob"), ("eva", "cid"), ("dee", "fay"), ("hal", "ivy"))
    label, said, test = r.pick(
        ("not_both", f"that don't hold both {one!r} and {other!r}",
         f'not ("{one}" in @ and "{other}" in @)'),
        ("together", f"that hold both {one!r} and {other!r} or neither of them",
         f'("{one}" in @) == ("{other}" in @)'),
        ("with_first", f"that hold {one!r}", f'"{one}" in @'),
        ("either", f"that hold {one!r} or {other!r}", f'"{one}" in @ or "{other}" in @'),
        ("letters", "with different first letters", f"len({{name[0] for name in @}}) == {k}"),
    )  # fmt: skip
    group, count = r.pick("group", "team", "choice"), r.coin()
    test = test.replace("@", group)
    word = {2: "pairs", 3: "groups of three"}[k]
    pool = ["ann", "bob", "cid", "dee", "eva", "fay", "hal", "ivy", "abe", "eli"]
    lists = [sorted({one, other, *r.sample(pool, size)}) for size in (1, 2, 3, 4)]
    lists += [
        sorted(r.sample(pool, 4)),
        [one],
        sorted({one, "gus", "kim"}),
        sorted({other, "gus", "kim"}),
    ]
    heads = ["for i in range(len(ordered)):", "    for j in range(i + 1, len(ordered)):",
             "        for m in range(j + 1, len(ordered)):"]  # fmt: skip
    loops, pad = "\n".join(heads[:k]), "    " * k
    gather = "sum(1 for" if count else f"[{group} for"
    parts = ", ".join(f"ordered[{x}]" for x in "ijm"[:k])
    return Task(
        names=(f"teams_{label}", f"{label}_{group}s", f"choose_{label}", f"{group}s_of_{k}"),
        takes={names: "list[str]"},
        gives="int" if count else "list[list[str]]",
        does=(
            f"Return {'the number' if count else 'the list'} of the {word} of {names} {said}.",
            f"Build all {word} of the {names} and return how many there are {said}."
            if count else
            f"Build all {word} of the {names}, in alphabetical order, and return those {said}.",
        ),
        notes=("No name is there twice.",),
        solutions={
            "combinations": f"""
                {group}s = [list(c) for c in itertools.combinations(sorted({names}), {k})]
                return {gather} {group} in {group}s if {test}{")" if count else "]"}
                """,
            "loops": f"ordered, found = sorted({names}), []\n{loops}\n{pad}{group} = [{parts}]\n"
            f"{pad}if {test}:\n{pad}    found.append({group})\n"
            f"return {'len(found)' if count else 'found'}",
        },
        inputs=[[], *lists],
    )  # fmt: skip


@family
def pascal(r: Draw) -> Task:
    """Build Pascal's triangle.

    Each number is the sum of the two above it. The number at place k of row n also tells in how
    many ways k things can be chosen from n.
    """
    n = r.name("number")
    label, said, gives, result, direct = r.pick(
        ("row", "row {} as a list", "list[int]", "row", "[math.comb(@, i) for i in range(@ + 1)]"),
        ("middle", "the largest number of row {}", "int", "max(row)", "math.comb(@, @ // 2)"),
        ("alternating", "row {} as a list, with a minus before every second number", "list[int]",
         "[(-1) ** i * x for i, x in enumerate(row)]",
         "[math.comb(@, i) * (1 if i % 2 == 0 else -1) for i in range(@ + 1)]"),
        ("odd", "how many odd numbers row {} has", "int", "sum(x % 2 for x in row)",
         "sum(math.comb(@, i) % 2 == 1 for i in range(@ + 1))"),
        ("half", "the first half of row {}, with the middle if there is one", "list[int]",
         "row[:len(row) // 2 + len(row) % 2]", "[math.comb(@, i) for i in range(@ // 2 + 1)]"),
        ("squares", "the sum of the squares of row {}", "int", "sum(x * x for x in row)",
         "math.comb(2 * @, @)"),
    )  # fmt: skip
    row = r.pick("row", "line", "level")
    return Task(
        names=(f"pascal_{label}", f"{label}_of_pascal", f"triangle_{label}", f"pascal_row_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Return {said.format(n)} of Pascal's triangle, whose rows are counted from 0.",
            f"Compute {said.format(n)} of the triangle that begins with 1 and in which each number"
            " is the sum of the two above it; the top row is row 0.",
        ),
        solutions={
            "rows": f"""
                {row} = [1]
                for _ in range({n}):
                    {row} = [a + b for a, b in zip([0, *{row}], [*{row}, 0])]
                return {result.replace("row", row)}
                """,
            "formula": f"return {direct.replace('@', n)}",
        },
        inputs=[0, 1, 2, 3, 4, 5, 6, 7, 9],
    )
