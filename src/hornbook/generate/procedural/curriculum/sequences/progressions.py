"""Progressions: arithmetic, geometric, figurate; terms, sums, gaps."""

from hornbook.generate.procedural import Draw, Task, family


@family
def progression_term(r: Draw) -> Task:
    """Compute terms of an arithmetic or geometric sequence.

    The term at index n of an arithmetic sequence is the first plus n times the difference; of a
    geometric one it is the first times the ratio to the power of n. No loop is needed.
    """
    first, step = r.pick(("first", "step"), ("start", "gap"), ("a", "d"), ("begin", "change"))
    n, total = r.pick("n", "count", "index", "position"), r.coin()
    label, said, formula, after = r.pick(
        ("arithmetic", "in which each term is the one before plus {step}",
         "{n} * {first} + {step} * {n} * ({n} - 1) // 2" if total else "{first} + {n} * {step}",
         "+= {step}"),
        ("geometric", "in which each term is the one before times {step}",
         "sum({first} * {step} ** i for i in range({n}))" if total else "{first} * {step} ** {n}",
         "*= {step}"),
        ("descending", "in which each term is the one before minus {step}",
         "{n} * {first} - {step} * {n} * ({n} - 1) // 2" if total else "{first} - {n} * {step}",
         "-= {step}"),
    )  # fmt: skip
    said, formula, after = (x.format(first=first, step=step, n=n) for x in (said, formula, after))
    loop = f"term, total = {first}, 0\nfor _ in range({n}):\n    total += term\n    term {after}\n"
    short = f"term = {first}\nfor _ in range({n}):\n    term {after}\n"
    what = f"the sum of the first {n} terms" if total else f"the term at index {n}, from 0,"
    word = r.pick("sum", "total") if total else r.pick("term", "item")
    inputs = [(r.randint(-9, 20), r.randint(-4, 6), size) for size in (0, 1, 2, 3, 4, 5, 6)]
    return Task(
        names=(f"{label}_{word}", f"{word}_of_{label}_sequence", f"{label}_sequence_{word}"),
        takes={first: "int", step: "int", n: "int"},
        gives="int",
        does=(
            f"Return {what} of the sequence that begins with {first} and {said}.",
            f"Compute {what} of a sequence {said}; it begins with {first}.",
        ),
        solutions={
            "formula": f"return {formula}",
            "loop": f"{loop}return total" if total else f"{short}return term",
        },
        inputs=[(2, 3, 4), (5, 2, 0), *inputs],
    )


@family
def check_progression(r: Draw) -> Task:
    """Check whether numbers follow a rule.

    The rule relates neighbours, so `zip(xs, xs[1:])` yields what has to be compared. `all` stops
    at the first pair that breaks it.
    """
    xs, k = r.name("numbers"), r.randint(2, 7)
    label, said, test = r.pick(
        ("arithmetic", "neighbours in {} always differ by as much as the first two",
         "@b - @a == @xs[1] - @xs[0]"),
        (f"steps_of_{k}", f"each number in {{}} is {k} more than the one before it",
         f"@b - @a == {k}"),
        (f"times_{k}", f"each number in {{}} is {k} times the one before it", f"@b == {k} * @a"),
        (f"close_by_{k}", f"neighbours in {{}} never differ by more than {k}",
         f"abs(@b - @a) <= {k}"),
        (f"jumps_of_{k}", f"neighbours in {{}} always differ by at least {k}",
         f"abs(@b - @a) >= {k}"),
        ("alternating", "one of each two neighbours in {} is positive and the other negative",
         "@a * @b < 0"),
    )  # fmt: skip
    a, b = r.pick(("a", "b"), ("left", "right"), ("x", "y"), ("last", "current"))

    def put(one: str, other: str) -> str:
        return test.replace("@xs", xs).replace("@a", one).replace("@b", other)

    at = put(f"{xs}[i - 1]", f"{xs}[i]")
    base = r.randint(1, 5)
    lists = [
        [base],
        [base, base + k],
        [base, base + k, base + 2 * k, base + 3 * k],
        [base, base * k, base * k * k],
        [base, base + k + 1],
        [base, base + k - 1, base + k, base],
        [3, -3, 1, -1],
        [1, 2, -2, 2],
        [1, 0, -1],
        [0, 1],
        [base, base + k + 1, base + 2 * k + 1, base + 3 * k + 1],
        [1, k + 1, k * k + k],
        [1, 2, 2 + k, 2],
        [1, k + 2, k + 3],
        [3, -1, -2],
        [2, 2, 2],
        [1, 2, 6, 12],
        [1, 2, 3],
        [base, base + k, base + 2 * k + 1],
        [base + 9 * k, base + 8 * k, base + 7 * k],
        [-2, 0 - 2 * k],
    ]
    return Task(
        names=(f"is_{label}", f"{label}_sequence", f"check_{label}", f"all_{label}"),
        takes={xs: "list[int]"},
        gives="bool",
        does=(f"Check whether {said.format(xs)}.", f"Tell whether {said.format(xs)}."),
        notes=("The list is not empty.",),
        solutions={
            "pairs": f"return all({put(a, b)} for {a}, {b} in zip({xs}, {xs}[1:]))",
            "loop": f"""
                for i in range(1, len({xs})):
                    if not {at}:
                        return False
                return True
                """,
        },
        inputs=lists,
    )


@family
def gap_in_progression(r: Draw) -> Task:
    """Find what is missing in a regular sequence.

    The step follows from the ends: their difference, divided by the number of steps. The missing
    term is the first expected one that isn't there.
    """
    xs = r.name("numbers")
    label, said, gives, code, loop = r.pick(
        ("missing_term", "the one number that is missing", "int",
         "next(x for x in expected if x not in @)",
         "for i, x in enumerate(@):\n    if x != @[0] + i * step:\n"
         "        return @[0] + i * step"),
        ("missing_index", "the index at which a number is missing", "int",
         "next(i for i, x in enumerate(expected) if x not in @)",
         "for i in range(len(@)):\n    if @[i] - @[0] != i * step:\n        return i"),
        ("completed", "the list with the one missing number put in", "list[int]", "expected",
         "for i in range(1, len(@)):\n    if @[i] - @[i - 1] != step:\n"
         "        return @[:i] + [@[i] - step] + @[i:]"),
    )  # fmt: skip
    step = r.pick("step", "gap", "distance")
    lists = []
    for size in (4, 4, 5, 6, 7, 8):
        first, gap = r.randint(-9, 20), r.choice((-4, -2, -1, 1, 2, 3, 5))
        whole = [first + gap * i for i in range(size)]
        del whole[r.randint(1, size - 2)]
        lists.append(whole)
    head = "step = (@[-1] - @[0]) // len(@)\n"
    more = " + 1" if label == "completed" else ""
    one = head + f"expected = [@[0] + i * step for i in range(len(@){more})]\nreturn " + code
    return Task(
        names=(label, f"find_{label}", f"{label}_of_progression", f"{label}_in_{xs}"),
        takes={xs: "list[int]"},
        gives=gives,
        does=(
            f"Return {said} in {xs}, numbers with equal steps of which one inside was taken out.",
            f"Find {said}: {xs} would be a sequence with equal steps, if one number between the"
            " first and the last had not been lost.",
        ),
        notes=r.pick((), ("At least three numbers are left.",)),
        solutions={
            "expected": one.replace("@", xs).replace("step", step),
            "loop": (head + loop).replace("@", xs).replace("step", step),
        },
        inputs=[[1, 3, 4], [1, 2, 4], [5, 3, 2], *lists],
    )


@family
def figurate(r: Draw) -> Task:
    """Count the points of a figure.

    Triangles, squares and pentagons of points grow by a border with every step. The border grows
    by a fixed number, so the total is a sum or a formula with a square in it.
    """
    n = r.name("number")
    label, border, formula, members = r.pick(
        ("triangular", "i", "# * (# + 1) // 2", (3, 6, 10, 15, 21)),
        ("square", "2 * i - 1", "# ** 2", (4, 9, 16, 25, 36)),
        ("pentagonal", "3 * i - 2", "# * (3 * # - 1) // 2", (5, 12, 22, 35, 51)),
        ("hexagonal", "4 * i - 3", "# * (2 * # - 1)", (6, 15, 28, 45, 66)),
        ("oblong", "2 * i", "# * (# + 1)", (6, 12, 20, 30, 42)),
        ("octagonal", "6 * i - 5", "# * (3 * # - 2)", (8, 21, 40, 65, 96)),
        ("pyramidal", "i * i", "# * (# + 1) * (2 * # + 1) // 6", (5, 14, 30, 55, 91)),
    )
    kind = r.pick("nth", "list", "test")
    said = f"numbers that arise from adding up {border} for i = 1, 2, 3 and so on"
    if kind == "nth":
        does = (
            f"Return the {label} number of index {n}, the sum of {border} for i from 1 to {n}.",
        )
        solutions = {
            "formula": f"return {formula.replace('#', n)}",
            "sum": f"return sum({border} for i in range(1, {n} + 1))",
        }
    elif kind == "list":
        does = (f"Return a list of the first {n} {label} numbers, the {said}.",)
        solutions = {
            "formula": f"return [{formula.replace('#', 'k')} for k in range(1, {n} + 1)]",
            "loop": f"""
                found, last = [], 0
                for i in range(1, {n} + 1):
                    last += {border}
                    found.append(last)
                return found
                """,
        }
    else:
        does = (f"Check whether {n} is one of the {label} numbers, the {said}.",)
        solutions = {
            "subtract": f"""
                i = 1
                while {n} > 0:
                    {n} -= {border}
                    i += 1
                return {n} == 0
                """,
            "search": f"""
                k = 1
                while {formula.replace("#", "k")} < {n}:
                    k += 1
                return {formula.replace("#", "k")} == {n}
                """,
        }
    gives = {"nth": "int", "list": "list[int]", "test": "bool"}[kind]
    sizes = [1, 2, 3, 4, 5, 6, 7, 9] if kind != "test" else [1, 2, 3, 4, 7, 11, *members]
    return Task(
        names=(f"{label}_number", f"{label}_numbers", f"{kind}_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(*does, does[0].replace("Return", "Compute").replace("Check", "Tell")),
        notes=(f"The argument {n} is at least 1.",) if kind == "test" else (),
        solutions=solutions,
        inputs=sizes + [m + d for m in members for d in (-1, 1) if kind == "test"],
    )


@family
def partial_sum(r: Draw) -> Task:
    """Approximate a number by a series.

    Many numbers are the limit of a sum that never ends. A program adds the first terms only; the
    more it adds, the closer it comes.
    """
    n, k = r.name("number"), r.randint(2, 5)
    label, term, start = r.pick(
        ("reciprocals", "1 / i", 1),
        ("alternating", "(-1) ** i / (2 * i + 1)", 0),
        (f"powers_of_{k}", f"1 / {k} ** i", 0),
        ("factorials", "1 / math.factorial(i)", 0),
        ("squares", "1 / i ** 2", 1),
        (f"products_with_{k}", f"1 / (i * (i + {k}))", 1),
        ("alternating_reciprocals", "-((-1) ** i) / i", 1),
    )
    digits, wanted = r.randint(3, 6), r.coin(0.4)
    end = f"range({start}, {n} + {start})" if start else f"range({n})"
    total, i = r.pick("total", "result", "series"), r.pick("i", "k", "j")
    term = term.replace("i", i) if "math" not in term else f"1 / math.factorial({i})"
    scaled = f"{r.randint(2, 8)} * " if wanted else ""
    return Task(
        names=(f"sum_of_{label}", f"{label}_series", f"partial_sum_of_{label}"),
        takes={n: "int"},
        gives="float",
        does=(
            f"Return the sum {scaled and 'of ' + scaled}{'(' if scaled else 'of '}{term}"
            f"{')' if scaled else ''} over the first {n} values of {i} from {start} on, rounded to"
            f" {digits} decimal places.".replace("sum of", "sum of", 1),
            f"Add up the first {n} terms {scaled}{'(' if scaled else ''}{term}"
            f"{')' if scaled else ''}, where {i} begins at {start}; round the sum to {digits}"
            " decimal places.",
        ),
        notes=r.pick((), (f"For {n} = 0 the sum is 0.0.",)),
        solutions={
            "sum": f"return round({scaled}float(sum({term} for {i} in {end})), {digits})",
            "while": f"""
                {total}, {i} = 0.0, {start}
                while {i} < {n}{f" + {start}" if start else ""}:
                    {total} += {term}
                    {i} += 1
                return round({scaled}{total}, {digits})
                """,
        },
        inputs=[0, 1, 2, 3, 4, 5, 7, 10],
    )
