"""Make pairs, and return several results at once."""

from hornbook.generate.procedural import Draw, Task, family


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
