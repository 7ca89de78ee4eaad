"""Lists of pairs: choose, change, add up."""

from hornbook.generate.procedural import Draw, Task, family


def _pairs(r: Draw) -> list[list[tuple[str, int]]]:
    sizes = (0, 1, 2, 3, 4, 5)
    found = [[(r.word(), r.randint(-9, 30)) for _ in range(size)] for size in sizes]
    return [*found, [("b", 2), ("a", 2), ("c", 1)]]


@family
def keep_pairs(r: Draw) -> Task:
    """Choose from a list of pairs.

    `for name, number in pairs` unpacks each pair into two variables; the condition may ask about
    either of them.
    """
    pairs, test = r.name("pairs"), r.number_condition()
    by_name = r.coin(0.3)
    test = r.word_condition() if by_name else test
    variable = "name" if by_name else "number"
    place = "first" if by_name else "second"
    what, said, gives = r.pick(
        ("(name, number)", "the pairs", "list[tuple[str, int]]"),
        ("name", "the first parts of the pairs", "list[str]"),
        ("number", "the second parts of the pairs", "list[int]"),
    )
    return Task(
        names=(f"pairs_{test.label}", f"choose_{test.label}", f"select_{test.label}"),
        takes={pairs: "list[tuple[str, int]]"},
        gives=gives,
        does=(
            f"Return a list of {said} in {pairs} whose {place} part {test.verb}.",
            f"Go through {pairs}, each a string and an integer, and return {said} where the"
            f" {place} part {test.verb}.",
        ),
        solutions={
            "comprehension": f"""
                return [{what} for name, number in {pairs} if {test(variable)}]
                """,
            "loop": f"""
                result = []
                for name, number in {pairs}:
                    if {test(variable)}:
                        result.append({what})
                return result
                """,
        },
        inputs=[*_pairs(r), [(n, 1) if by_name else ("x", n) for n in test.near]],
    )


@family
def total_by_name(r: Draw) -> Task:
    """Combine the numbers that belong to a name.

    A dictionary collects one result per name: the first number starts it, and every later one
    is combined with it.
    """
    pairs = r.name("pairs")
    label, said, code = r.pick(
        ("sum", "the sum of its numbers", "totals[name] + number"),
        ("largest", "its largest number", "max(totals[name], number)"),
        ("smallest", "its smallest number", "min(totals[name], number)"),
        ("product", "the product of its numbers", "totals[name] * number"),
    )
    totals = r.pick("totals", "result", "found", "table", "by_name")
    code = code.replace("totals", totals)
    rule = code.replace(f"{totals}[name]", "so_far")
    return Task(
        names=(f"{label}_by_name", f"{label}_per_name", f"{label}_for_each_name"),
        takes={pairs: "list[tuple[str, int]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary that maps each name in {pairs}, a list of names with numbers,"
            f" to {said}.",
            f"Combine the numbers of each name in the list of tuples {pairs}: map every name to"
            f" {said}.",
        ),
        solutions={
            "branches": f"""
                {totals} = {{}}
                for name, number in {pairs}:
                    if name in {totals}:
                        {totals}[name] = {code}
                    else:
                        {totals}[name] = number
                return {totals}
                """,
            "nested": f"""
                {totals} = {{}}
                for name in dict({pairs}):
                    numbers = [number for other, number in {pairs} if other == name]
                    so_far = numbers[0]
                    for number in numbers[1:]:
                        so_far = {rule}
                    {totals}[name] = so_far
                return {totals}
                """,
        },
        inputs=[*_pairs(r), [("a", 3), ("b", 1), ("a", -2), ("b", 8), ("a", 4)]],
    )


@family
def change_pairs(r: Draw) -> Task:
    """Make something of each pair.

    A tuple is built with a comma, and taken apart by unpacking: `x, y = pair`. Both can happen
    in one line, since the names in the head of a `for` are unpacked too.
    """
    label, said, gives, code = r.pick(
        ("swap", "the two parts exchanged", "list[tuple[int, int]]", "(y, x)"),
        ("add", "the sum of its parts", "list[int]", "x + y"),
        ("multiply", "the product of its parts", "list[int]", "x * y"),
        ("order", "the smaller part first", "list[tuple[int, int]]", "(min(x, y), max(x, y))"),
        ("larger", "its larger part", "list[int]", "max(x, y)"),
        ("spread", "the absolute difference of its parts", "list[int]", "abs(x - y)"),
        ("equal", "True or False, telling whether its parts are equal", "list[bool]", "x == y"),
        ("sum_and_product", "a tuple of the sum and the product of its parts",
         "list[tuple[int, int]]", "(x + y, x * y)"),
    )  # fmt: skip
    pairs = r.name("pairs")
    with_word = "with" if "parts exchanged" in said or "first" in said else "giving"
    samples = [[(r.randint(-9, 20), r.randint(-9, 20)) for _ in range(n)] for n in (1, 2, 3, 4)]
    return Task(
        names=(f"{label}_pairs", f"{label}_each_pair", f"{label}_all_pairs"),
        takes={pairs: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return a list of the pairs in {pairs}, each {with_word} {said}."
            if with_word == "with"
            else f"Return a list that holds, for each pair in {pairs}, {said}.",
        ),
        solutions={
            "comprehension": f"return [{code} for x, y in {pairs}]",
            "loop": f"""
                result = []
                for x, y in {pairs}:
                    result.append({code})
                return result
                """,
        },
        inputs=[[], [(3, 3), (2, 1)], *samples],
    )
