"""Patterns in lists: symmetry, peaks, sublists, insertions, exchanges."""

from hornbook.generate.procedural import Draw, Task, family


@family
def mirrored_list(r: Draw) -> Task:
    """Compare a list with its reversal.

    A list that reads the same backwards is symmetric. Comparing the i-th item from the front with
    the i-th from the back for half of the list is enough.
    """
    numbers = r.name("numbers")
    label, said, gives, code, other = r.pick(
        ("is_symmetric", "True if {x} reads the same backwards, otherwise False", "bool",
         "{x} == {x}[::-1]", "all({x}[i] == {x}[-1 - i] for i in range(len({x}) // 2))"),
        ("differences", "how many positions of {x} hold another item than in its reversal", "int",
         "sum(a != b for a, b in zip({x}, reversed({x})))",
         "len([i for i, n in enumerate({x}) if n != {x}[-1 - i]])"),
        ("mirror_sums",
         "the list of sums of each item of {x} and the one at the same place from the"
         " end", "list[int]", "[a + b for a, b in zip({x}, {x}[::-1])]",
         "[n + {x}[-1 - i] for i, n in enumerate({x})]"),
        ("symmetric", "{x} followed by its reversal without the last item", "list[int]",
         "{x} + {x}[::-1][1:]", "[*{x}, *reversed({x}[:-1])]"),
    )  # fmt: skip
    return Task(
        names=(label, f"{label}_of_list", f"{label}_of_{numbers}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return {said.format(x=numbers)}.",
            f"Compare the list {numbers} with its reversal and return {said.format(x=numbers)}.",
        ),
        solutions={
            "slice": f"return {code.format(x=numbers)}",
            "index": f"return {other.format(x=numbers)}",
        },
        inputs=[[1, 2], [1, 1], [1, 2, 1], [3, 3, 4, 3], [5, 1, 1, 5], [2, 7, 7, 3],
         *r.number_lists()],
    )  # fmt: skip


@family
def peaks_and_valleys(r: Draw) -> Task:
    """Find items that stand out among their neighbours.

    A peak is greater than both of its neighbours. `zip` of three shifted lists looks at three
    neighbours at once; the ends have only one and are no peaks.
    """
    numbers = r.name("numbers")
    kind, test = r.pick(
        ("peaks", "{a} < {b} > {c}"), ("valleys", "{a} > {b} < {c}"),
        ("plateaus", "{a} == {b} == {c}"), ("climbs", "{a} < {b} < {c}"),
        ("falls", "{a} > {b} > {c}"),
    )  # fmt: skip
    means = {
        "peaks": "is greater than both of its neighbours",
        "valleys": "is less than both of its neighbours",
        "plateaus": "equals both of its neighbours",
        "climbs": "is greater than the item before it and less than the one after it",
        "falls": "is less than the item before it and greater than the one after it",
    }[kind]
    label, said, gives, code, end = r.pick(
        ("values", "the list of items of {x}, each of which {m}", "list[int]",
         "[b for a, b, c in {z} if {t}]", "[{x}[i] for i in places]"),
        ("positions", "the list of positions of {x} where the item {m}", "list[int]",
         "[i for i, (a, b, c) in enumerate({z}, 1) if {t}]", "places"),
        ("count", "how many items of {x} there are of which each {m}", "int",
         "sum({t} for a, b, c in {z})", "len(places)"),
    )  # fmt: skip
    fill = {"x": numbers, "m": means, "z": f"zip({numbers}, {numbers}[1:], {numbers}[2:])",
            "t": test.format(a="a", b="b", c="c")}  # fmt: skip
    here = test.format(a=f"{numbers}[i - 1]", b=f"{numbers}[i]", c=f"{numbers}[i + 1]")
    return Task(
        names=(f"{kind}_{label}", f"{label}_of_{kind}", f"find_{kind}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return {said.format(**fill)}.",
            f"Look at each item of {numbers} between its two neighbours and return"
            f" {said.format(**fill)}.",
        ),
        notes=("The first and the last item don't count.",),
        solutions={
            "zip": f"return {code.format(**fill)}",
            "index": f"""
                places = []
                for i in range(1, len({numbers}) - 1):
                    if {here}:
                        places.append(i)
                return {end.format(x=numbers)}
                """,
        },
        inputs=[
            [1, 2, 1], [2, 1, 2], [1, 1, 1], [1, 2, 3], [3, 2, 1], [1, 2, 2, 1], [2, 1, 1, 2],
            [0, 3, 1, 4, 1, 5, 2], [4, 4, 4, 4, 2, 6], [9, 5, 3, 2, 7, 8, 10], [3, 3, 2, 3, 3],
            *r.number_lists(),
        ],
    )  # fmt: skip


@family
def find_sublist(r: Draw) -> Task:
    """Look for a list inside another one.

    A slice of the right length is compared with the list that is looked for, at every position
    where it could begin.
    """
    numbers, part = r.name("numbers"), r.pick("part", "pattern", "piece", "wanted", "inner")
    label, said, gives, found, none, whole = r.pick(
        ("position", "the first position at which {p} occurs in {x} as a slice, or -1", "int", "i",
         "-1", "next((i for i in {r} if {t}), -1)"),
        ("contains", "True if {p} occurs in {x} as a slice, otherwise False", "bool", "True",
         "False", "any({t} for i in {r})"),
        ("before", "the items of {x} before the first place where {p} occurs as a slice, or all of"
         " them if it doesn't", "list[int]", "{x}[:i]", "{x}",
         "next(({x}[:i] for i in {r} if {t}), {x})"),
    )  # fmt: skip
    x = numbers
    fill = {"x": x, "p": part, "r": f"range(len({x}))",
            "t": f"{x}[i : i + len({part})] == {part}"}  # fmt: skip
    return Task(
        names=(f"{label}_of_sublist", f"sublist_{label}", f"{label}_of_{part}"),
        takes={numbers: "list[int]", part: "list[int]"},
        gives=gives,
        does=(
            f"Return {said.format(**fill)}.",
            f"Search {numbers} for the list {part} and return {said.format(**fill)}.",
        ),
        notes=(f"The list {part} is never empty.",),
        solutions={
            "slices": f"return {whole.format(**fill)}",
            "loop": f"""
                for i in range(len({x})):
                    if all({x}[i + k : i + k + 1] == [n] for k, n in enumerate({part})):
                        return {found.format(**fill)}
                return {none.format(**fill)}
                """,
        },
        inputs=[
            ([], [1]), ([1], [1]), ([1, 2, 3], [2, 3]), ([1, 2, 3], [1, 2]), ([1, 2, 3], [1, 3]),
            ([1, 2], [1, 2, 3]), ([1, 1, 2], [1, 2]), ([5, 6, 5, 6, 7], [5, 6, 7]), ([4, 3], [3,
             4]),
            ([9, 8, 9, 8], [9, 8]), ([2, 2, 2, 3], [2, 3]), ([7, 1, 1, 4], [1]),
        ],
    )  # fmt: skip


@family
def every_pair(r: Draw) -> Task:
    """Look at every pair of items.

    For pairs of different positions the inner loop begins after the outer one, so that no pair
    comes twice. `itertools.combinations` does the same.
    """
    numbers, k = r.name("numbers"), r.randint(2, 12)
    label, said, gives, item, test, end = r.pick(
        ("count_close", f"how many pairs of items differ by at most {k}", "int", "1",
         f"abs(a - b) <= {k}", "sum"),
        ("products", "the list of products of all pairs of items", "list[int]", "a * b", "",
         "list"),
        ("inversions", "how many pairs of items are in the wrong order, the larger one first",
         "int", "1", "a > b", "sum"),
        ("sums", f"the list of sums of all pairs of items whose sum is greater than {k}",
         "list[int]", "a + b", f"a + b > {k}", "list"),
        ("equal", "how many pairs of items are equal", "int", "1", "a == b", "sum"),
        ("gaps", "the list of differences, the later item minus the earlier one, of all pairs of"
         " items in which the later one is larger", "list[int]", "b - a", "b > a", "list"),
    )  # fmt: skip
    rest = f" if {test}" if test else ""
    pairs = f"for a, b in itertools.combinations({numbers}, 2){rest}"
    total = end == "sum"
    guard = f"if {test}:\n            " if test else ""
    return Task(
        names=(f"{label}_of_pairs", f"pair_{label}", f"{label}_in_{numbers}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Go through all pairs of items of {numbers} and return {said}.",
            f"Look at all pairs of items of {numbers}, taken at two positions. Return {said}.",
        ),
        solutions={
            "combinations": f"return sum({item} {pairs})" if total else f"return [{item} {pairs}]",
            "loops": f"{'found = 0' if total else 'found = []'}\n"
            f"for i, a in enumerate({numbers}):\n    for b in {numbers}[i + 1 :]:\n"
            f"        {guard}{'found += 1' if total else f'found.append({item})'}\nreturn found",
        },
        inputs=[[1, 1], [1, 2], [2, 1], [0, k], [0, k + 1], [k, 0, 1], [3, 3, 3], [9, 1, 8, 2],
                *r.number_lists()],
    )  # fmt: skip


@family
def fair_split(r: Draw) -> Task:
    """Cut a list where its halves balance.

    The sum of the left part grows while that of the right part shrinks. Keeping both up to date
    avoids adding everything up again at each place.
    """
    numbers = r.name("numbers")
    label, said, test = r.pick(
        (
            "balance",
            "the items before it add up to the same as the items from it on",
            "left == right",
        ),
        (
            "pivot",
            "the items before it add up to the same as the items after it",
            "left == right - n",
        ),
        ("lead", "the items before it add up to more than the items from it on", "left > right"),
    )
    many = r.coin()
    slow = {
        "balance": "sum({x}[:i]) == sum({x}[i:])",
        "pivot": "sum({x}[:i]) == sum({x}[i + 1 :])",
        "lead": "sum({x}[:i]) > sum({x}[i:])",
    }[label].format(x=numbers)
    what = "the list of all positions" if many else "the first position"
    none = "" if many else ", or -1"
    return Task(
        names=(f"{label}_position{'s' * many}", f"find_{label}", f"{label}_of_{numbers}"),
        takes={numbers: "list[int]"},
        gives="list[int]" if many else "int",
        does=(
            f"Return {what} in {numbers} for which {said}{none}.",
            f"Find {what} of {numbers} such that {said}{none}.",
        ),
        notes=r.pick((), ("The sum of no items is 0.",)),
        solutions={
            "running": f"""
                left, right = 0, sum({numbers})
                {"found = []" if many else ""}
                for i, n in enumerate({numbers}):
                    if {test}:
                        {"found.append(i)" if many else "return i"}
                    left += n
                    right -= n
                return {"found" if many else "-1"}
                """,
            "sums": f"return [i for i in range(len({numbers})) if {slow}]"
            if many
            else f"return next((i for i in range(len({numbers})) if {slow}), -1)",
        },
        inputs=[[], [0], [5], [1, 1], [2, 1, 1], [1, 2, 1], [3, 5, 3], [1, -1, 0, 4], [2, 3, -1,
         6, 5, 5],
                [4, 1, 2, 3], [0, 0], [1, 2, 3, 6], *r.number_lists()[2:]],
    )  # fmt: skip
