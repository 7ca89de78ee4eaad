"""Compare collections: what is shared, what is missing."""

from hornbook.generate.procedural import Draw, Task, family


@family
def set_operation(r: Draw) -> Task:
    """Compare two lists as sets.

    `&` keeps what both sets have, `|` what either has, `-` what only the first has, and `^` what
    exactly one of them has. Sorting makes a list of the result with a definite order.
    """
    a, b = r.twins()
    label, said, sign, test = r.pick(
        ("shared", f"in both {a} and {b}", "&", f"x in {a} and x in {b}"),
        ("combined", f"in {a} or in {b} or in both", "|", f"x in {a} or x in {b}"),
        ("missing", f"in {a} but not in {b}", "-", f"x in {a} and x not in {b}"),
        ("unshared", f"in exactly one of {a} and {b}", "^", f"(x in {a}) != (x in {b})"),
    )
    what = r.pick("list", "list", "count", "sum")
    said_first, wrap, gives = {
        "list": ("a sorted list of the distinct numbers that are", "sorted({})", "list[int]"),
        "count": ("how many distinct numbers are", "len({})", "int"),
        "sum": ("the sum of the distinct numbers that are", "sum({})", "int"),
    }[what]
    return Task(
        names=(f"{label}_numbers", f"{what}_of_{label}", f"find_{label}"),
        takes={a: "list[int]", b: "list[int]"},
        gives=gives,
        does=(f"Return {said_first} {said}.",),
        solutions={
            "set": f"return {wrap.format(f'set({a}) {sign} set({b})')}",
            "loop": f"""
                found = []
                for x in {a} + {b}:
                    if ({test}) and x not in found:
                        found.append(x)
                return {wrap.format("found")}
                """,
        },
        inputs=[
            *zip(r.number_lists(low=0, high=9), r.number_lists(low=0, high=9), strict=True),
            ([1, 2, 2, 3], [2, 3, 3, 4]),
            ([5, 1], [7, 6]),
        ],
    )


@family
def set_question(r: Draw) -> Task:
    """Ask how two collections relate.

    `<=` between sets asks whether everything in the first is also in the second;
    `isdisjoint` asks whether they share nothing.
    """
    a, b = r.twins()
    label, said, code, other = r.pick(
        ("disjoint", f"{a} and {b} have no item in common", f"set({a}).isdisjoint({b})",
         f"not any(item in {b} for item in {a})"),
        ("overlap", f"{a} and {b} have at least one item in common", f"bool(set({a}) & set({b}))",
         f"any(item in {b} for item in {a})"),
        ("contains_all", f"every item of {b} occurs in {a}", f"set({b}) <= set({a})",
         f"all(item in {a} for item in {b})"),
        ("same_items", f"{a} and {b} have the same items, whatever their order and number",
         f"set({a}) == set({b})",
         f"all(x in {b} for x in {a}) and all(x in {a} for x in {b})"),
    )  # fmt: skip
    kind = r.pick("int", "str")
    lists = r.number_lists(low=0, high=4) if kind == "int" else r.word_lists()
    pairs = [([1, 2], [2, 1, 1]), ([1, 2], [3]), ([1, 2, 3], [3, 1]), ([2], [2, 4])]
    if kind == "str":
        pairs = [([str(x) for x in one], [str(x) for x in two]) for one, two in pairs]  # type: ignore[misc]
    return Task(
        names=(f"are_{label}" if label[0] in "ds" else label, f"check_{label}", f"lists_{label}"),
        takes={a: f"list[{kind}]", b: f"list[{kind}]"},
        gives="bool",
        does=(f"Check whether {said}.", f"Return True if {said}, otherwise False."),
        solutions={"set": f"return {code}", "generator": f"return {other}"},
        inputs=[*pairs, *zip(lists, reversed(lists), strict=True), ([], [])],
    )


@family
def missing_numbers(r: Draw) -> Task:
    """Find the gaps in a collection of numbers.

    A set answers quickly whether a number is there, so every number of the range can be asked.
    """
    numbers, k, step = r.name("numbers"), r.randint(4, 9), r.randint(1, 3)
    end = k * step
    span = f"range(0, {end + 1}, {step})" if step > 1 else f"range({end + 1})"
    said = f"from 0 to {end}" if step == 1 else f"that are multiples of {step} from 0 to {end}"
    smallest = r.coin(0.4)
    return Task(
        names=("smallest_missing",) if smallest else ("missing_numbers", "gaps", "not_present"),
        takes={numbers: "list[int]"},
        gives="int" if smallest else "list[int]",
        does=(
            f"Return the smallest of the numbers {said} which is not in {numbers}, or -1 if all"
            " are there."
            if smallest
            else f"Return a list of the numbers {said} which are not in {numbers}.",
        ),
        solutions={
            "comprehension": f"""
                present = set({numbers})
                missing = [n for n in {span} if n not in present]
                return {"missing[0] if missing else -1" if smallest else "missing"}
                """,
            "set": f"""
                missing = sorted(set({span}) - set({numbers}))
                return {"min(missing, default=-1)" if smallest else "missing"}
                """,
        },
        inputs=[
            [],
            list(range(0, end + 1, step)),
            list(range(0, end, step)),
            *r.number_lists(low=0, high=end),
        ],
    )
