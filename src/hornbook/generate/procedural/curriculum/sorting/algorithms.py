"""Sorting written out, and checking the order."""

from hornbook.generate.procedural import Draw, Task, family


@family
def sort_algorithm(r: Draw) -> Task:
    """Sort without the built-in function.

    Selection sort looks for the smallest remaining number again and again; insertion sort puts
    each number where it belongs among those before it; merge sort sorts two halves and merges
    them. All three give the same result.
    """
    numbers, down = r.name("numbers"), r.coin()
    sign, pick = (">", "max") if down else ("<", "min")
    order = "descending" if down else "ascending"
    method = r.pick("selection", "insertion", "merge", "bubble")
    return Task(
        names=(f"sort_{order}", f"{method}_sort_{order}", f"arrange_{order}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a new list with the numbers of {numbers} in {order} order, without using"
            " sorted or sort.",
        ),
        solutions={
            "selection": f"""
                rest = list({numbers})
                result = []
                while rest:
                    best = {pick}(rest)
                    rest.remove(best)
                    result.append(best)
                return result
                """,
            "insertion": f"""
                result = []
                for n in {numbers}:
                    i = 0
                    while i < len(result) and not n {sign} result[i]:
                        i += 1
                    result.insert(i, n)
                return result
                """,
            "bubble": f"""
                result = list({numbers})
                for end in range(len(result) - 1, 0, -1):
                    for i in range(end):
                        if result[i + 1] {sign} result[i]:
                            result[i], result[i + 1] = result[i + 1], result[i]
                return result
                """,
            "merge": f"""
                if len({numbers}) < 2:
                    return list({numbers})
                middle = len({numbers}) // 2
                a, b = solve({numbers}[:middle]), solve({numbers}[middle:])
                result = []
                while a and b:
                    result.append(a.pop(0) if a[0] {sign} b[0] else b.pop(0))
                return result + a + b
                """,
        },
        inputs=[*r.number_lists(), [3, 2, 1], [1, 2, 3]],
    )


@family
def check_order(r: Draw) -> Task:
    """Check the order of a list.

    A list is in order when every pair of neighbours is. The sign that compares them decides
    whether equal neighbours are allowed.
    """
    numbers = r.name("numbers")
    label, said, sign = r.pick(
        ("rising", "each number is greater than the one before it", "<"),
        ("not_falling", "no number is less than the one before it", "<="),
        ("falling", "each number is less than the one before it", ">"),
        ("not_rising", "no number is greater than the one before it", ">="),
        ("changing", "no two neighbouring numbers are equal", "!="),
        ("constant", "all numbers are equal", "=="),
    )
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "!=": "==", "==": "!="}[sign]
    return Task(
        names=(f"is_{label}", f"check_{label}", f"always_{label}"),
        takes={numbers: "list[int]"},
        gives="bool",
        does=(
            f"Check whether in {numbers} {said}.",
            f"Return True if in {numbers} {said}, otherwise False.",
        ),
        notes=r.pick((), ("An empty list passes, and so does a list with one item.",)),
        solutions={
            "builtin": f"return all(a {sign} b for a, b in zip({numbers}, {numbers}[1:]))",
            "loop": f"""
                for i in range(len({numbers}) - 1):
                    if {numbers}[i] {opposite} {numbers}[i + 1]:
                        return False
                return True
                """,
        },
        inputs=[
            *r.number_lists()[:4],
            [3, 1],
            [1, 2, 5],
            [5, 2, 1],
            [1, 2, 2, 6],
            [6, 2, 2, 1],
            [4, 4, 4],
            [1, 3, 2],
        ],
    )
