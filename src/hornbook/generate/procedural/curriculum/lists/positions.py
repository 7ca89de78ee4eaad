"""Positions and neighbours: slice, rotate, cut into pieces, pair up."""

from hornbook.generate.procedural import Draw, Task, family


@family
def every_kth(r: Draw) -> Task:
    """Take every k-th item with a slice.

    A slice `[start::step]` begins at `start` and jumps ahead by `step`. It never fails when
    the list is too short; it is just empty.
    """
    items, k, start = r.name("items"), r.randint(2, 5), r.randint(0, 3)
    kth = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}[k]
    return Task(
        names=(f"every_{kth}", f"take_every_{kth}", f"every_{kth}_from_{start}"),
        takes={items: "list[int]"},
        gives="list[int]",
        does=(
            f"Return every {kth} item of {items}, starting at index {start}.",
            f"Pick the items of {items} at indices {start}, {start + k}, {start + 2 * k}"
            " and so on.",
        ),
        solutions={
            "slice": f"return {items}[{start}::{k}]",
            "loop": f"""
                result = []
                for i in range({start}, len({items}), {k}):
                    result.append({items}[i])
                return result
                """,
        },
        inputs=[*r.number_lists(), list(range(12))],
    )


@family
def trim_ends(r: Draw) -> Task:
    """Cut items off the ends of a list.

    Slices count from the front with positive numbers and from the back with negative ones.
    """
    items, front, back = r.name("items"), r.randint(0, 3), r.randint(1, 3)
    said = f"the first {front} and the last {back} items" if front else f"the last {back} items"
    return Task(
        names=(f"trim_{front}_and_{back}", "trim_ends", "cut_ends"),
        takes={items: "list[int]"},
        gives="list[int]",
        does=(f"Return {items} without {said}.", f"Remove {said} of {items}."),
        notes=("If the list is too short, return an empty list.",),
        solutions={
            "slice": f"return {items}[{front or ''}:-{back}]",
            "index": f"""
                return [{items}[i] for i in range({front}, len({items}) - {back})]
                """,
        },
        inputs=[*r.number_lists(), list(range(front + back)), list(range(front + back + 1))],
    )


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
def rotate_list(r: Draw) -> Task:
    """Rotate a list.

    What falls off one end comes back at the other. The remainder `k % len(items)` makes
    rotations longer than the list work too; an empty list needs its own line, since a
    remainder by zero is an error.
    """
    items, left = r.name("items"), r.coin()
    k = r.name("count")
    side = "left" if left else "right"
    cut = f"{k} % len({items})" if left else f"-{k} % len({items})"
    return Task(
        names=(f"rotate_{side}", f"rotate_list_{side}", f"turn_{side}"),
        takes={items: "list[int]", k: "int"},
        gives="list[int]",
        does=(
            f"Return {items} rotated to the {side} by {k} positions.",
            f"Move every item of {items} {k} places to the {side}; what leaves at one end"
            " enters at the other.",
        ),
        notes=r.pick((), ("An empty list stays empty.",)),
        solutions={
            "slice": f"""
                if not {items}:
                    return []
                cut = {cut}
                return {items}[cut:] + {items}[:cut]
                """,
            "index": f"""
                size = len({items})
                return [{items}[(i {"+" if left else "-"} {k}) % size] for i in range(size)]
                """
            if k != "size"
            else f"""
                length = len({items})
                return [{items}[(i {"+" if left else "-"} {k}) % length] for i in range(length)]
                """,
        },
        inputs=[(numbers, r.randint(0, 9)) for numbers in r.number_lists()]
        + [([1, 2, 3], 1), ([1, 2, 3], 5)],
    )


@family
def chunk_list(r: Draw) -> Task:
    """Cut a list into pieces of equal size.

    Starting positions are `0, size, 2 * size …`, which `range` produces with a step. The last
    piece may be shorter, because a slice stops at the end of the list.
    """
    items, k = r.name("items"), r.randint(2, 5)
    whole = r.coin(0.3)
    end = f"len({items}) - {k - 1}" if whole else f"len({items})"
    return Task(
        names=(f"groups_of_{k}", f"chunks_of_{k}", f"split_into_{k}s"),
        takes={items: "list[int]"},
        gives="list[list[int]]",
        does=(
            f"Split {items} into consecutive groups of {k}.",
            f"Return a list of lists, each with {k} consecutive items of {items}.",
        ),
        notes=("Leave out an incomplete last group.",)
        if whole
        else ("The last group may be shorter.",),
        solutions={
            "comprehension": f"return [{items}[i:i + {k}] for i in range(0, {end}, {k})]",
            "loop": f"""
                groups = []
                group = []
                for item in {items}:
                    group.append(item)
                    if len(group) == {k}:
                        groups.append(group)
                        group = []
                return groups
                """
            if whole
            else f"""
                groups = []
                for i, item in enumerate({items}):
                    if i % {k} == 0:
                        groups.append([])
                    groups[-1].append(item)
                return groups
                """,
        },
        inputs=[*r.number_lists(), list(range(2 * k)), list(range(2 * k + 1))],
    )


@family
def interleave(r: Draw) -> Task:
    """Take turns between two lists.

    `zip` pairs the items at equal positions and stops at the end of the shorter list; what is
    left of the longer one can be appended with a slice.
    """
    first, second = r.twins()
    rest = r.coin()
    tail = f" + {first}[size:] + {second}[size:]" if rest else ""
    return Task(
        names=("interleave", "alternate_items", "zip_together"),
        takes={first: "list[int]", second: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list that takes items from {first} and {second} in turn, beginning with"
            f" {first}.",
            f"Merge {first} and {second} by alternating between their items.",
        ),
        notes=("When one list ends, append what is left of the other.",)
        if rest
        else ("Stop when the shorter list ends.",),
        solutions={
            "loop": f"""
                size = min(len({first}), len({second}))
                result = []
                for i in range(size):
                    result.append({first}[i])
                    result.append({second}[i])
                return result{tail}
                """,
            "zip": f"""
                size = min(len({first}), len({second}))
                mixed = [item for pair in zip({first}, {second}) for item in pair]
                return mixed{tail}
                """
            if rest
            else f"return [item for pair in zip({first}, {second}) for item in pair]",
        },
        inputs=list(zip(r.number_lists(), reversed(r.number_lists()), strict=True)),
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


@family
def combine_lists(r: Draw) -> Task:
    """Combine two lists position by position.

    `zip` walks through both lists at once. The result ends with the shorter list.
    """
    first, second = r.twins()
    label, said, code = r.pick(
        ("sums", "the sum", "x + y"),
        ("products", "the product", "x * y"),
        ("differences", f"the {second} item subtracted from the {first} item", "x - y"),
        ("larger", "the larger", "max(x, y)"),
        ("smaller", "the smaller", "min(x, y)"),
        ("distances", "the absolute difference", "abs(x - y)"),
    )
    said = said if label == "differences" else f"{said} of the two items"
    return Task(
        names=(f"pairwise_{label}", f"{label}_by_position", f"elementwise_{label}"),
        takes={first: "list[int]", second: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list that holds, for each position of {first} and {second}, {said}.",
            f"Combine {first} and {second} position by position into {said}.",
        ),
        notes=("Stop at the end of the shorter list.",),
        solutions={
            "zip": f"return [{code} for x, y in zip({first}, {second})]",
            "loop": f"""
                result = []
                for i in range(min(len({first}), len({second}))):
                    x, y = {first}[i], {second}[i]
                    result.append({code})
                return result
                """,
        },
        inputs=list(zip(r.number_lists(), reversed(r.number_lists()), strict=True)),
    )
