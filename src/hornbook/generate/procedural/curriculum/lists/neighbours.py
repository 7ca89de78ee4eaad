"""What came before matters: neighbours, running results, repetitions."""

from hornbook.generate.procedural import Draw, Task, family


@family
def differences(r: Draw) -> Task:
    """Compare each item with its neighbour.

    A list of n items has n - 1 pairs of neighbours. `zip(items, items[1:])` yields them as
    pairs; with indices the loop has to stop one before the end.
    """
    numbers = r.name("numbers")
    label, said, sign = r.pick(
        ("differences", "the difference between each number and the one before it", "b - a"),
        ("sums", "the sum of each pair of neighbouring numbers", "a + b"),
        ("products", "the product of each pair of neighbouring numbers", "a * b"),
        ("maxima", "the larger of each pair of neighbouring numbers", "max(a, b)"),
        ("minima", "the smaller of each pair of neighbouring numbers", "min(a, b)"),
        ("gaps", "the distance between each pair of neighbouring numbers", "abs(a - b)"),
    )
    return Task(
        names=(f"neighbour_{label}", f"{label}_of_neighbours", f"consecutive_{label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(f"Return a list with {said} in {numbers}.", f"Compute {said} in {numbers}."),
        notes=r.pick((), ("A list with fewer than two numbers gives an empty list.",)),
        solutions={
            "zip": f"return [{sign} for a, b in zip({numbers}, {numbers}[1:])]",
            "loop": f"""
                result = []
                for i in range(1, len({numbers})):
                    a, b = {numbers}[i - 1], {numbers}[i]
                    result.append({sign})
                return result
                """,
        },
        inputs=r.number_lists(),
    )


@family
def running_result(r: Draw) -> Task:
    """Keep a running result.

    A variable remembers the result so far. After each item it is updated and its new value is
    appended, so the output has one entry per input item.
    """
    numbers = r.name("numbers")
    label, said, start, update = r.pick(
        ("total", "the sum of all numbers up to and including that position", "0", "so_far + n"),
        ("product", "the product of all numbers up to that position", "1", "so_far * n"),
        ("balance", "100 minus all numbers up to that position", "100", "so_far - n"),
        ("count", "how many numbers above zero there are up to it", "0", "so_far + (n > 0)"),
        ("minimum", "the smallest of 0 and the numbers up to it", "0", "min(so_far, n)"),
    )
    return Task(
        names=(f"running_{label}", f"cumulative_{label}", f"{label}_so_far"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list that holds, for each position of {numbers}, {said}.",
            f"Compute for every position in {numbers} {said}.",
        ),
        solutions={
            "loop": f"""
                so_far = {start}
                result = []
                for n in {numbers}:
                    so_far = {update}
                    result.append(so_far)
                return result
                """,
            "index": f"""
                result = []
                for i in range(len({numbers})):
                    so_far = {start}
                    for n in {numbers}[:i + 1]:
                        so_far = {update}
                    result.append(so_far)
                return result
                """,
        },
        inputs=r.number_lists(),
    )


@family
def drop_repeats(r: Draw) -> Task:
    """Drop repeated items but keep the order.

    A set remembers what was seen, and asking a set whether it holds an item is fast. Comparing
    with the last kept item instead drops only neighbours that repeat.
    """
    items, adjacent = r.name("items"), r.coin()
    if adjacent:
        does = (
            f"Return {items} with runs of equal neighbours reduced to one item.",
            f"Remove every item of {items} that equals the item just before it.",
        )
        solutions = {
            "loop": f"""
                result = []
                for item in {items}:
                    if not result or result[-1] != item:
                        result.append(item)
                return result
                """,
            "index": f"""
                return [{items}[i] for i in range(len({items}))
                        if i == 0 or {items}[i] != {items}[i - 1]]
                """,
        }
    else:
        does = (
            f"Return the distinct items of {items}, each where it first occurs.",
            f"Drop from {items} all later repetitions of an item.",
        )
        solutions = {
            "loop": f"""
                seen = set()
                result = []
                for item in {items}:
                    if item not in seen:
                        seen.add(item)
                        result.append(item)
                return result
                """,
            "builtin": f"return list(dict.fromkeys({items}))",
        }
    return Task(
        names=("squeeze", "collapse_runs") if adjacent else ("distinct_items", "drop_repeats"),
        takes={items: "list[int]"},
        gives="list[int]",
        does=does,
        solutions=solutions,
        inputs=[*r.number_lists(low=0, high=4), [2, 2, 3, 2, 2, 5, 5]],
    )
