"""Halving a sorted list, and pairs that fit."""

from hornbook.generate.procedural import Draw, Task, family


@family
def insertion_point(r: Draw) -> Task:
    """Search in a sorted list by halving.

    Binary search compares the target with the middle item and goes on in one half. With every
    step the part that is left is half as long. The module `bisect` does the same.
    """
    numbers, target = r.name("numbers"), r.pick("target", "wanted", "key", "goal")
    label, said, sign, builtin, wrap = r.pick(
        ("count_below", "how many numbers in {xs} are less than {t}", "<", "left", "{}"),
        ("count_up_to", "how many numbers in {xs} are at most {t}", "<=", "right", "{}"),
        ("count_above", "how many numbers in {xs} are greater than {t}", "<=", "right",
         "len({xs}) - {}"),
        ("count_from", "how many numbers in {xs} are at least {t}", "<", "left", "len({xs}) - {}"),
    )  # fmt: skip
    wrapped = wrap.replace("{xs}", numbers)
    lists = [sorted(xs) for xs in r.number_lists()]
    return Task(
        names=(label, f"{label}_sorted", f"{label}_by_halving"),
        takes={numbers: "list[int]", target: "int"},
        gives="int",
        does=(f"Return {said.format(xs=numbers, t=target)}, where {numbers} is sorted.",),
        notes=r.pick((), ("Use binary search.",)),
        solutions={
            "bisect": f"""
                position = bisect.bisect_{builtin}({numbers}, {target})
                return {wrapped.format("position")}
                """,
            "halving": f"""
                low, high = 0, len({numbers})
                while low < high:
                    middle = (low + high) // 2
                    if {numbers}[middle] {sign} {target}:
                        low = middle + 1
                    else:
                        high = middle
                return {wrapped.format("low")}
                """,
        },
        inputs=[(xs, r.choice([*xs, 5])) for xs in lists]
        + [([1, 3, 3, 3, 7], 3), ([2, 4], 1), ([2, 4], 9)],
    )


@family
def pairs_with_sum(r: Draw) -> Task:
    """Look for pairs that fit.

    Two nested loops visit every pair once when the inner loop starts behind the outer one.
    """
    numbers, k = r.name("numbers"), r.randint(3, 20)
    label, said, test = r.pick(
        (f"sum_{k}", f"whose sum is {k}", f"@ + # == {k}"),
        (f"difference_{k % 7}", f"that differ by {k % 7}", f"abs(@ - #) == {k % 7}"),
        ("equal", "that are equal", "@ == #"),
        ("sum_even", "whose sum is even", "(@ + #) % 2 == 0"),
        (f"product_above_{5 * k}", f"whose product is greater than {5 * k}", f"@ * # > {5 * k}"),
        (f"sum_below_{k}", f"whose sum is less than {k}", f"@ + # < {k}"),
        ("in_order", "where the first is less than the second", "@ < #"),
    )
    exists = r.coin(0.35)
    pair = f"itertools.combinations({numbers}, 2)"
    at = test.replace("@", f"{numbers}[i]").replace("#", f"{numbers}[j]")
    found = "return True" if exists else "count += 1"
    return Task(
        names=(f"has_pair_{label}", f"any_pair_{label}")
        if exists
        else (f"count_pairs_{label}", f"pairs_{label}"),
        takes={numbers: "list[int]"},
        gives="bool" if exists else "int",
        does=(
            f"Check whether {numbers} has two numbers at different positions {said}."
            if exists
            else f"Count the pairs of numbers at different positions in {numbers} {said}.",
        ),
        solutions={
            "loops": f"""
                {"" if exists else "count = 0"}
                for i in range(len({numbers})):
                    for j in range(i + 1, len({numbers})):
                        if {at}:
                            {found}
                return {"False" if exists else "count"}
                """,
            "combinations": f"""
                return {"any" if exists else "sum"}({test.replace("@", "a").replace("#", "b")} \
for a, b in {pair})
                """,
        },
        inputs=[*r.number_lists(low=-3, high=15), [1, k - 1, 2, k - 2], [k, 0], [1, 2], [7, 3]],
    )
