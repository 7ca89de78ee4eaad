"""Tuples and lists of pairs: unpack, pair up, choose."""

from hornbook.generate.procedural import Draw, Task, family


def _pairs(r: Draw) -> list[list[tuple[str, int]]]:
    sizes = (0, 1, 2, 3, 4, 5)
    found = [[(r.word(), r.randint(-9, 30)) for _ in range(size)] for size in sizes]
    return [*found, [("b", 2), ("a", 2), ("c", 1)]]


@family
def keep_pairs(r: Draw) -> Task:
    """Choose from a list of pairs.

    `for name, number in pairs` unpacks each pair into two variables; the condition may ask about
    either of them.
    """
    pairs, test = r.name("pairs"), r.number_condition()
    by_name = r.coin(0.3)
    test = r.word_condition() if by_name else test
    variable = "name" if by_name else "number"
    place = "first" if by_name else "second"
    what, said, gives = r.pick(
        ("(name, number)", "the pairs", "list[tuple[str, int]]"),
        ("name", "the first parts of the pairs", "list[str]"),
        ("number", "the second parts of the pairs", "list[int]"),
    )
    return Task(
        names=(f"pairs_{test.label}", f"choose_{test.label}", f"select_{test.label}"),
        takes={pairs: "list[tuple[str, int]]"},
        gives=gives,
        does=(
            f"Return a list of {said} in {pairs} whose {place} part {test.verb}.",
            f"Go through {pairs}, each a string and an integer, and return {said} where the"
            f" {place} part {test.verb}.",
        ),
        solutions={
            "comprehension": f"""
                return [{what} for name, number in {pairs} if {test(variable)}]
                """,
            "loop": f"""
                result = []
                for name, number in {pairs}:
                    if {test(variable)}:
                        result.append({what})
                return result
                """,
        },
        inputs=[*_pairs(r), [(n, 1) if by_name else ("x", n) for n in test.near]],
    )


@family
def total_by_name(r: Draw) -> Task:
    """Combine the numbers that belong to a name.

    A dictionary collects one result per name: the first number starts it, and every later one
    is combined with it.
    """
    pairs = r.name("pairs")
    label, said, code = r.pick(
        ("sum", "the sum of its numbers", "totals[name] + number"),
        ("largest", "its largest number", "max(totals[name], number)"),
        ("smallest", "its smallest number", "min(totals[name], number)"),
        ("last", "its last number", "number"),
        ("product", "the product of its numbers", "totals[name] * number"),
    )
    rule = code.replace("totals[name]", "so_far")
    return Task(
        names=(f"{label}_by_name", f"{label}_per_name", f"{label}_for_each_name"),
        takes={pairs: "list[tuple[str, int]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary that maps each name in {pairs}, a list of names with numbers,"
            f" to {said}.",
        ),
        solutions={
            "branches": f"""
                totals = {{}}
                for name, number in {pairs}:
                    if name in totals:
                        totals[name] = {code}
                    else:
                        totals[name] = number
                return totals
                """,
            "nested": f"""
                totals = {{}}
                for name in dict({pairs}):
                    numbers = [number for other, number in {pairs} if other == name]
                    so_far = numbers[0]
                    for number in numbers[1:]:
                        so_far = {rule}
                    totals[name] = so_far
                return totals
                """,
        },
        inputs=[*_pairs(r), [("a", 3), ("b", 1), ("a", -2), ("b", 8), ("a", 4)]],
    )


@family
def change_pairs(r: Draw) -> Task:
    """Make something of each pair.

    A tuple is built with a comma, and taken apart by unpacking: `x, y = pair`. Both can happen
    in one line, since the names in the head of a `for` are unpacked too.
    """
    label, said, gives, code = r.pick(
        ("swap", "the two parts exchanged", "list[tuple[int, int]]", "(y, x)"),
        ("add", "the sum of its parts", "list[int]", "x + y"),
        ("multiply", "the product of its parts", "list[int]", "x * y"),
        ("order", "the smaller part first", "list[tuple[int, int]]", "(min(x, y), max(x, y))"),
        ("larger", "its larger part", "list[int]", "max(x, y)"),
        ("spread", "the absolute difference of its parts", "list[int]", "abs(x - y)"),
        ("equal", "True or False, telling whether its parts are equal", "list[bool]", "x == y"),
        ("sum_and_product", "a tuple of the sum and the product of its parts",
         "list[tuple[int, int]]", "(x + y, x * y)"),
    )  # fmt: skip
    pairs = r.name("pairs")
    with_word = "with" if "parts exchanged" in said or "first" in said else "giving"
    samples = [[(r.randint(-9, 20), r.randint(-9, 20)) for _ in range(n)] for n in (1, 2, 3, 4)]
    return Task(
        names=(f"{label}_pairs", f"{label}_each_pair", f"{label}_all_pairs"),
        takes={pairs: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return a list of the pairs in {pairs}, each {with_word} {said}."
            if with_word == "with"
            else f"Return a list that holds, for each pair in {pairs}, {said}.",
        ),
        solutions={
            "comprehension": f"return [{code} for x, y in {pairs}]",
            "loop": f"""
                result = []
                for x, y in {pairs}:
                    result.append({code})
                return result
                """,
        },
        inputs=[[], [(3, 3), (2, 1)], *samples],
    )


@family
def pair_up(r: Draw) -> Task:
    """Make pairs.

    `zip` pairs two lists, `enumerate` pairs items with their positions, and slices with a step
    pair each item with the one that follows.
    """
    items = r.name("items")
    label, said, gives, code, loop = r.pick(
        ("with_index", "each item with its index, the index first", "list[tuple[int, int]]",
         "list(enumerate(@))", "[(i, @[i]) for i in range(len(@))]"),
        ("with_next", "each item with the one after it", "list[tuple[int, int]]",
         "list(zip(@, @[1:]))", "[(@[i], @[i + 1]) for i in range(len(@) - 1)]"),
        ("with_square", "each number with its square", "list[tuple[int, int]]",
         "[(n, n * n) for n in @]", "list(zip(@, [n ** 2 for n in @]))"),
        ("two_by_two", "the first item with the second, the third with the fourth and so on",
         "list[tuple[int, int]]", "list(zip(@[::2], @[1::2]))",
         "[(@[i], @[i + 1]) for i in range(0, len(@) - 1, 2)]"),
        ("with_mirror", "each item with the one at the same distance from the other end",
         "list[tuple[int, int]]", "list(zip(@, reversed(@)))",
         "[(@[i], @[-1 - i]) for i in range(len(@))]"),
    )  # fmt: skip
    return Task(
        names=(f"pair_{label}", f"pairs_{label}", f"make_pairs_{label}"),
        takes={items: "list[int]"},
        gives=gives,
        does=(f"Return a list of tuples that pair {said}, for the items of {items}.",),
        solutions={
            "builtin": f"return {code.replace('@', items)}",
            "comprehension": f"return {loop.replace('@', items)}",
        },
        inputs=r.number_lists(),
    )


@family
def summary_tuple(r: Draw) -> Task:
    """Return several results at once.

    A function returns several values as one tuple; the caller can unpack them into variables.
    """
    numbers = r.name("numbers")
    parts = r.sample(
        [
            ("smallest", "the smallest number", "min({})", "int"),
            ("largest", "the largest number", "max({})", "int"),
            ("total", "the sum", "sum({})", "int"),
            ("size", "the number of items", "len({})", "int"),
            ("first", "the first item", "{}[0]", "int"),
            ("last", "the last item", "{}[-1]", "int"),
            ("distinct", "the number of distinct items", "len(set({}))", "int"),
        ],
        k=r.pick(2, 2, 3),
    )
    said = ", ".join(part[1] for part in parts[:-1]) + f" and {parts[-1][1]}"
    codes = [part[2].format(numbers) for part in parts]
    kinds = ", ".join(part[3] for part in parts)
    steps = [f"result_{i} = {code}" for i, code in enumerate(codes, start=1)]
    steps.append("return " + ", ".join(f"result_{i}" for i in range(1, len(codes) + 1)))
    return Task(
        names=("_and_".join(part[0] for part in parts), "summary", "overview"),
        takes={numbers: "list[int]"},
        gives=f"tuple[{kinds}]",
        does=(f"Return a tuple of {said} of {numbers}.",),
        notes=("The list is not empty.",),
        solutions={"tuple": f"return {', '.join(codes)}", "steps": "\n".join(steps)},
        inputs=r.number_lists(empty=False),
    )
