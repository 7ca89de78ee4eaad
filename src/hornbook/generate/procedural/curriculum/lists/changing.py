"""Make a new list by changing items."""

from hornbook.generate.procedural import Draw, Task, family


@family
def change_each(r: Draw) -> Task:
    """Make a new list by changing every item.

    Mapping applies the same change to each item and collects the results. The new list has as
    many items as the old one, in the same order.
    """
    numbers, change = r.name("numbers"), r.number_change()
    return Task(
        names=(f"{change.label}_each", f"{change.label}_all", f"map_{change.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list with {change.of('each number')} in {numbers}.",
            f"Return the items of {numbers}, each {change.done}."
            if "their" not in change.done
            else f"Return the items of {numbers}, {change.done}.",
            f"Compute {change.of('every item')} of {numbers} and return the list of results.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    result.append({change("n")})
                return result
                """,
            "comprehension": f"return [{change('n')} for n in {numbers}]",
            "builtin": f"return list(map(lambda n: {change('n')}, {numbers}))",
        },
        inputs=r.number_lists(),
    )


@family
def change_matching(r: Draw) -> Task:
    """Change some items and leave the others as they are.

    Inside the loop the condition decides between the changed and the unchanged item. In a
    comprehension the choice is a conditional expression, `a if test else b`, before the `for`.
    """
    numbers, test, change = r.name("numbers"), r.number_condition(), r.number_change()
    return Task(
        names=(f"{change.label}_{test.label}", f"{change.label}_if_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Replace each of the {test.of('numbers')} in {numbers} by {change.of('that number')}"
            " and leave the others as they are.",
            f"Return a list like {numbers}, but with {change.of('the number')} in place of"
            f" each number that {test.verb}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        result.append({change("n")})
                    else:
                        result.append(n)
                return result
                """,
            "comprehension": f"return [{change('n')} if {test('n')} else n for n in {numbers}]",
        },
        inputs=r.number_lists(test.near),
    )


@family
def keep_then_change(r: Draw) -> Task:
    """Filter first, then map.

    Two simple steps make a pipeline: the condition chooses the items, and the change is
    applied to those that were chosen. One comprehension can hold both steps.
    """
    numbers, test, change = r.name("numbers"), r.number_condition(), r.number_change()
    return Task(
        names=(f"{change.label}_of_{test.label}", f"{test.label}_then_{change.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return {change.of('each number')} for the {test.of('numbers')} in {numbers}.",
            f"Take the {test.of('numbers')} of {numbers} and return a list with"
            f" {change.of('each of them')}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        result.append({change("n")})
                return result
                """,
            "comprehension": f"return [{change('n')} for n in {numbers} if {test('n')}]",
        },
        inputs=r.number_lists(test.near),
    )


@family
def swap_items(r: Draw) -> Task:
    """Exchange items of a list.

    Two items are exchanged with one assignment of two values. The function works on a copy, so
    that the caller's list stays as it was.
    """
    numbers = r.name("numbers")
    label, said, code, other = r.pick(
        ("neighbours", "each pair of neighbours exchanged (an odd last item stays)",
         "for i in range(0, len({c}) - 1, 2):\n    {c}[i], {c}[i + 1] = {c}[i + 1], {c}[i]",
         "{c} = []\nfor i in range(0, len({x}), 2):\n    {c} += {x}[i : i + 2][::-1]"),
        ("ends", "the first and the last item exchanged",
         "if {c}:\n    {c}[0], {c}[-1] = {c}[-1], {c}[0]",
         "{c} = {x}[-1:] + {x}[1:-1] + {x}[:1] if {x}[1:] else {x}[:]"),
        ("smallest_first", "the first smallest item exchanged with the first item",
         "if {c}:\n    i = {c}.index(min({c}))\n    {c}[0], {c}[i] = {c}[i], {c}[0]",
         "{c} = {x}[:]\nfor i in sorted(range(len({x})), key={x}.__getitem__)[:1]:\n"
         "    {c}[0], {c}[i] = {x}[i], {x}[0]"),
        ("largest_last", "the first largest item exchanged with the last item",
         "if {c}:\n    i = {c}.index(max({c}))\n    {c}[-1], {c}[i] = {c}[i], {c}[-1]",
         "{c} = {x}[:]\nif {x}:\n    largest = max({x})\n    {c}[{x}.index(largest)] = {x}[-1]\n"
         "    {c}[-1] = largest"),
        ("halves", "its first and its second half exchanged (an odd middle item stays)",
         "half = len({x}) // 2\n{c} = {x}[len({x}) - half :] + {x}[half : len({x}) - half] +"
         " {x}[:half]",
         "half = len({x}) // 2\nshift = len({x}) - half\nfor i in range(half):\n"
         "    {c}[i], {c}[i + shift] = {x}[i + shift], {x}[i]"),
    )  # fmt: skip
    copy = r.pick("copy", "result", "swapped", "new", "changed")
    fill = {"x": numbers, "c": copy}
    lead = f"{copy} = list({numbers})\n"
    first = code.format(**fill)
    second = other.format(**fill)
    return Task(
        names=(f"swap_{label}", f"exchange_{label}", f"{label}_swapped"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a copy of {numbers} with {said}.",
            f"Change the order of {numbers} in a new list: return it with {said}.",
        ),
        solutions={
            "swap": (first if label == "halves" else lead + first) + f"\nreturn {copy}",
            "other": (lead + second if label == "halves" else second) + f"\nreturn {copy}",
        },
        inputs=[
            [1, 2],
            [3, 1, 2],
            [4, 2, 9, 1],
            [5, 9, 9, 1, 1, 7],
            [8, 3, 5, 2, 7],
            *r.number_lists(),
        ],
    )


@family
def insert_items(r: Draw) -> Task:
    """Put something between or around the items of a list.

    A new list grows by an item and something more in each turn. Slices of a result with two
    places for each item fill in the same.
    """
    numbers, k = r.name("numbers"), r.randint(-5, 20)
    label, said, each, end = r.pick(
        ("between", f"{k} between all neighbours", "if result:\n        result.append({k})\n    "
         "result.append(n)", "[m for n in {x} for m in (n, {k})][:-1]"),
        ("after_each", f"{k} after each item", "result.append(n)\n    result.append({k})",
         "[m for n in {x} for m in (n, {k})]"),
        ("after_negative", f"{k} after each negative item", "result.append(n)\n    if n < 0:\n"
         "        result.append({k})", "[m for n in {x} for m in ([n, {k}] if n < 0 else [n])]"),
        ("twice", "each item written twice in a row", "result.append(n)\n    result.append(n)",
         "[n for n in {x} for _ in range(2)]"),
        ("with_negative", "the negative of each item after it",
         "result.append(n)\n    result.append(-n)", "[m for n in {x} for m in (n, -n)]"),
        ("before_even", f"{k} before each even item", "if n % 2 == 0:\n        result.append({k})\n"
         "    result.append(n)", "[m for n in {x} for m in ([{k}, n] if n % 2 == 0 else [n])]"),
    )  # fmt: skip
    out = r.pick("result", "longer", "spaced", "new", "items_out")
    return Task(
        names=(f"insert_{label}", f"put_{label}", f"add_{label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a copy of {numbers} with {said}.",
            f"Make a longer list out of {numbers}: return it with {said}.",
        ),
        solutions={
            "loop": f"{out} = []\nfor n in {numbers}:\n"
            f"    {each.format(k=k).replace('result', out)}\nreturn {out}",
            "comprehension": f"return {end.format(x=numbers, k=k)}",
        },
        inputs=[[0, -1, 1, 2], [-3, -4, 5], *r.number_lists()],
    )
