"""Positions and slices: every k-th, the ends, rotations, pieces."""

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
