"""Two lists at once."""

from hornbook.generate.procedural import Draw, Task, family


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
