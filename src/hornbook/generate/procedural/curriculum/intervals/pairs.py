"""Intervals as pairs (start, end): lengths, overlaps, unions."""

from hornbook.generate.procedural import Draw, Task, family


def _lists(r: Draw) -> list[list[tuple[int, int]]]:
    found = []
    for size in (0, 1, 2, 3, 4, 5):
        starts = r.integers(size, 0, 25)
        found.append([(start, start + r.randint(1, 8)) for start in starts])
    return [
        *found,
        [(1, 3), (3, 5)],
        [(0, 9), (2, 4)],
        [(0, 4), (2, 9), (3, 5)],
        [(6, 8), (1, 2), (4, 6)],
    ]


@family
def keep_intervals(r: Draw) -> Task:
    """Choose intervals by their length or position.

    A pair is unpacked in the head of the loop: `for start, end in intervals`.
    """
    spans, k = r.name("intervals"), r.randint(2, 12)
    label, said, test = r.pick(
        (f"longer_than_{k % 6 + 1}", f"longer than {k % 6 + 1}", f"end - start > {k % 6 + 1}"),
        (f"shorter_than_{k % 6 + 3}", f"shorter than {k % 6 + 3}", f"end - start < {k % 6 + 3}"),
        (f"starting_after_{k}", f"that start after {k}", f"start > {k}"),
        (f"ending_by_{k + 5}", f"that end at {k + 5} or earlier", f"end <= {k + 5}"),
        (f"containing_{k}", f"that contain {k} (both ends belong to an interval)",
         f"start <= {k} <= end"),
    )  # fmt: skip
    what = r.pick("list", "count", "length")
    say, wrap, gives = {
        "list": (f"a list of the intervals in {spans}", "[({}, {}) ^]", "list[tuple[int, int]]"),
        "count": (f"the number of intervals in {spans}", "sum(1 ^)", "int"),
        "length": (f"the total length of the intervals in {spans}", "sum(end - start ^)", "int"),
    }[what]
    short = wrap.replace("({}, {})", "(start, end)").replace(
        "^", f"for start, end in {spans} if {test}"
    )
    start, update = {
        "list": ("[]", "result.append((start, end))"),
        "count": ("0", "result += 1"),
        "length": ("0", "result += end - start"),
    }[what]
    return Task(
        names=(f"{what}_{label}", f"intervals_{label}_{what}", f"{what}_of_intervals_{label}"),
        takes={spans: "list[tuple[int, int]]"},
        gives=gives,
        does=(f"Return {say} {said}.",),
        notes=("An interval is a pair (start, end).",),
        solutions={
            "comprehension": f"return {short}",
            "loop": f"""
                result = {start}
                for start, end in {spans}:
                    if {test}:
                        {update}
                return result
                """,
        },
        inputs=[*_lists(r), [(k, k + 1), (k - 1, k), (k + 1, k + 5), (0, k - 1), (0, k + 6)]],
    )


@family
def two_intervals(r: Draw) -> Task:
    """Relate two intervals.

    The common part of two intervals begins at the larger start and ends at the smaller end. If
    it would end before it begins, there is none.
    """
    a, b = r.twins()
    label, said, gives, short, longer = r.pick(
        ("overlap_length",
         f"the length of the common part of {a} and {b}, or 0 if they don't overlap",
         "int", f"max(0, min({a}[1], {b}[1]) - max({a}[0], {b}[0]))",
         "return max(high - low, 0)"),
        ("overlaps", f"True if {a} and {b} have more than a point in common, otherwise False",
         "bool", f"{a}[0] < {b}[1] and {b}[0] < {a}[1]", "return low < high"),
        ("common_part",
         f"the common part of {a} and {b} as a pair, or None if they have no point in common",
         "tuple[int, int] | None",
         f"(max({a}[0], {b}[0]), min({a}[1], {b}[1]))"
         f" if {a}[0] <= {b}[1] and {b}[0] <= {a}[1] else None",
         "return (low, high) if low <= high else None"),
        ("hull", f"the smallest interval that contains both {a} and {b}", "tuple[int, int]",
         f"min({a}[0], {b}[0]), max({a}[1], {b}[1])", f"return min({a} + {b}), max({a} + {b})"),
        ("gap", f"the length of the gap between {a} and {b}, or 0 if there is none", "int",
         f"max(0, max({a}[0], {b}[0]) - min({a}[1], {b}[1]))", "return max(low - high, 0)"),
    )  # fmt: skip
    pairs = [
        ((0, 4), (2, 6)),
        ((2, 5), (0, 2)),
        ((0, 2), (2, 5)),
        ((0, 1), (3, 5)),
        ((5, 9), (1, 4)),
        ((0, 9), (3, 4)),
    ]
    for _ in range(5):
        x, y = r.integers(2, 0, 15)
        pairs.append(((x, x + r.randint(1, 9)), (y, y + r.randint(1, 9))))
    return Task(
        names=(f"interval_{label}", f"{label}_of_intervals", f"{label}_of_two"),
        takes={a: "tuple[int, int]", b: "tuple[int, int]"},
        gives=gives,
        does=(f"Return {said}.",),
        notes=("The intervals are pairs (start, end).",),
        solutions={
            "expression": f"return {short}",
            "steps": f"""
                low = max({a}[0], {b}[0])
                high = min({a}[1], {b}[1])
                {longer}
                """,
        },
        inputs=pairs,
    )


@family
def merged_intervals(r: Draw) -> Task:
    """Unite overlapping intervals.

    After sorting by their starts, an interval can only overlap the last united one: it either
    extends that one or begins a new one.
    """
    spans = r.name("intervals")
    label, said, gives, result = r.pick(
        ("merge", "the union of the intervals in {} as a sorted list of intervals that don't touch",
         "list[tuple[int, int]]", "united"),
        ("covered_length", "the length of the union of the intervals in {}", "int",
         "sum(end - start for start, end in united)"),
        ("count_blocks", "how many separate blocks the intervals in {} form", "int", "len(united)"),
        ("longest_block",
         "the length of the longest block that the intervals in {} form, or 0 for none",
         "int", "max((end - start for start, end in united), default=0)"),
    )  # fmt: skip
    return Task(
        names=(label, f"{label}_of_intervals", f"{label}_of_union"),
        takes={spans: "list[tuple[int, int]]"},
        gives=gives,
        does=(f"Return {said.format(spans)}.",),
        notes=("An interval is a pair (start, end); intervals that touch belong together.",),
        solutions={
            "sorted": f"""
                united = []
                for start, end in sorted({spans}):
                    if united and start <= united[-1][1]:
                        united[-1] = (united[-1][0], max(united[-1][1], end))
                    else:
                        united.append((start, end))
                return {result}
                """,
            "variables": f"""
                united = []
                current = None
                for start, end in sorted({spans}):
                    if current is None or start > current[1]:
                        if current is not None:
                            united.append(current)
                        current = (start, end)
                    else:
                        current = (current[0], max(current[1], end))
                if current is not None:
                    united.append(current)
                return {result}
                """,
        },
        inputs=_lists(r),
    )


@family
def busiest_moment(r: Draw) -> Task:
    """Count how many intervals cover a point.

    An interval without its end covers the points from `start` to `end - 1`, which is what
    `range(start, end)` yields.
    """
    spans, k = r.name("intervals"), r.randint(2, 3)
    label, said, gives, result, other = r.pick(
        ("most_at_once", "the largest number of intervals in {} that cover the same point", "int",
         "max(cover.values(), default=0)",
         "max((covering(p) for p in points), default=0)"),
        ("covered_points", "how many integers are covered by the intervals in {}", "int",
         "", "len(points)"),
        (f"points_covered_{k}_times",
         f"a sorted list of the integers that at least {k} intervals in {{}} cover",
         "list[int]", f"sorted(p for p in cover if cover[p] >= {k})",
         f"[p for p in sorted(points) if covering(p) >= {k}]"),
        ("covered_once", "how many integers are covered by exactly one interval in {}", "int",
         "list(cover.values()).count(1)", "sum(covering(p) == 1 for p in points)"),
    )  # fmt: skip
    asks_each = "covering" in other
    counting = f"""
                def covering(p):
                    return sum(start <= p < end for start, end in {spans})
                """
    each = f"for start, end in {spans}:"
    counted = f"""
                cover = {{}}
                {each}
                    for p in range(start, end):
                        cover[p] = cover.get(p, 0) + 1
                return {result}
                """
    united = f"""
                covered = set()
                {each}
                    covered.update(range(start, end))
                return len(covered)
                """
    return Task(
        names=(label, f"{label}_by_intervals", f"find_{label}"),
        takes={spans: "list[tuple[int, int]]"},
        gives=gives,
        does=(f"Return {said.format(spans)}.",),
        notes=("An interval (start, end) covers the integers from start to end - 1.",),
        solutions={
            "loop": counted if result else united,
            "set": f"""
                points = {{p for start, end in {spans} for p in range(start, end)}}
                {counting.strip() if asks_each else ""}
                return {other}
                """,
        },
        inputs=_lists(r),
    )
