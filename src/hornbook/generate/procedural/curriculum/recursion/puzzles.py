"""Puzzles and structures that are recursive by nature."""

from hornbook.generate.procedural import Draw, Task, family


@family
def tower_moves(r: Draw) -> Task:
    """Move a tower.

    To move n discs, move the n - 1 upper ones out of the way, then the largest, and then the
    others onto it. The number of moves doubles with every disc, plus one.
    """
    n = r.name("number")
    a, b, c = tuple(r.pick("ABC", "xyz", "123", "LMR", "PQR"))
    label, said, gives, wrap = r.pick(
        ("moves", "the list of the moves, as texts such as '{0}{2}'", "list[str]", "{}"),
        ("last", "the last three moves, as texts such as '{0}{2}'", "list[str]", "{}[-3:]"),
        ("first", "the first three moves, as texts such as '{0}{2}'", "list[str]", "{}[:3]"),
        ("joined", "the moves as one text such as '{0}{1} {0}{2}'", "str", '" ".join({})'),
    )
    moves = r.pick("moves", "steps", "way")
    return Task(
        names=(f"tower_{label}", f"{label}_of_tower", f"hanoi_{label}", f"move_tower_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Move a tower of {n} discs from peg {a} to peg {c} over peg {b}, one disc at a time"
            f" and never a larger one onto a smaller one, in as few moves as possible. Return"
            f" {said.format(a, b, c)}.",
            f"Return {said.format(a, b, c)}, of the shortest way to carry {n} discs from {a} to"
            f" {c}, when {b} is the third peg and no disc may lie on a smaller one.",
        ),
        solutions={
            "recursion": f"""
                def carry(size, start, end, other):
                    if size == 0:
                        return []
                    before = carry(size - 1, start, other, end)
                    return before + [start + end] + carry(size - 1, other, end, start)

                {moves} = carry({n}, "{a}", "{c}", "{b}")
                return {wrap.format(moves)}
                """,
            "append": f"""
                {moves} = []

                def carry(size, start, end, other):
                    if size > 0:
                        carry(size - 1, start, other, end)
                        {moves}.append(f"{{start}}{{end}}")
                        carry(size - 1, other, end, start)

                carry({n}, "{a}", "{c}", "{b}")
                return {wrap.format(moves)}
                """,
        },
        inputs=[0, 1, 2, 3, 4],
    )


@family
def partitions(r: Draw) -> Task:
    """Write a number as a sum in all ways.

    The first summand is tried in every size that is allowed, and the rest is a smaller question
    of the same kind, with the first summand as the new limit.
    """
    n, k = r.name("number"), r.randint(2, 4)
    label, said, first, limit = r.pick(
        ("falling", "none larger than the one before", "min(rest, most)", "i"),
        ("strict", "each smaller than the one before", "min(rest, most)", "i - 1"),
        (f"at_most_{k}", f"none larger than the one before or than {k}", f"min(rest, most, {k})",
         "i"),
        ("any_order", "in any order", "rest", "most"),
    )  # fmt: skip
    count = r.coin()
    sums = f"""
        def write(rest, most):
            if rest == 0:
                return [[]]
            found = []
            for i in range({first}, 0, -1):
                found += [[i, *others] for others in write(rest - i, {limit})]
            return found

        return {"len(write(@, @))" if count else "write(@, @)"}
        """.replace("@", n)
    check = {
        "falling": "part[-1] >= i",
        "strict": "part[-1] > i",
        f"at_most_{k}": "part[-1] >= i",
        "any_order": "True",
    }[label]
    top = f"min({n}, {k})" if label.startswith("at_most") else n
    grow = f"""
        done, parts = [], [[i] for i in range({top}, 0, -1)]
        while parts:
            done += [part for part in parts if sum(part) == {n}]
            parts = [[*part, i] for part in parts for i in range({n} - sum(part), 0, -1)
                     if {check}]
        return {"len(done)" if count else "sorted(done, reverse=True)"}
        """.replace(" if True", "").replace("\n                     ]", "]")
    return Task(
        names=(f"sums_{label}", f"{label}_sums", f"partitions_{label}", f"split_{label}"),
        takes={n: "int"},
        gives="int" if count else "list[list[int]]",
        does=(
            f"Return {'in how many ways' if count else 'a list of all ways in which'} the positive"
            f" number {n} can be written as a sum of positive integers, {said}"
            f"{'' if count else ', those with the largest first number first'}.",
            f"Find all lists of positive integers that add up to {n} (positive), {said}. Return"
            f" {'how many there are' if count else 'them, the lexicographically largest first'}.",
        ),
        solutions={"recursion": sums, "grow": grow},
        inputs=[1, 2, 3, 4, 5, 6],
    )


@family
def nested_power(r: Draw) -> Task:
    """Halve the exponent.

    A power is the square of a power with half the exponent, times the base once more if the
    exponent is odd. This takes far fewer steps than multiplying again and again.
    """
    base, n = r.pick(("base", "exponent"), ("x", "n"), ("a", "e"), ("factor", "times"))
    m = r.randint(5, 97)
    label, said, wrap, op, one = r.pick(
        ("power", f"{base} to the power of {n}", "{}", "*", "1"),
        (f"power_modulo_{m}", f"the remainder of {base} to the power of {n}, divided by {m}",
         f"({{}}) % {m}", "*", "1"),
        ("product", f"{base} times {n}, by adding only", "{}", "+", "0"),
        ("repeated_text", f"{base}, a text, written {n} times", "{}", "+", '""'),
    )  # fmt: skip
    kind = "str" if label == "repeated_text" else "int"
    half = r.pick("half", "part", "root")
    values = [r.word()[:4], "ab", "x", "ha"] if kind == "str" else [2, 3, 5, r.randint(4, 12)]
    inputs = [(values[i % 4], e) for i, e in enumerate((0, 1, 2, 3, 4, 5, 7, 8, 10, 6, 3, 9))]
    return Task(
        names=(f"fast_{label}", f"{label}_by_halving", f"{label}_by_squaring", f"{label}_fast"),
        takes={base: kind, n: "int"},
        gives=kind,
        does=(
            f"Return {said}, by halving {n} in each step.",
            f"Compute {said}; {n} is not negative and is halved from step to step.",
        ),
        solutions={
            "recursion": f"""
                if {n} == 0:
                    return {one}
                {half} = solve({base}, {n} // 2)
                {half} = {wrap.format(f"{half} {op} {half}")}
                return {wrap.format(f"{half} {op} {base}")} if {n} % 2 == 1 else {half}
                """,
            "loop": f"""
                result = {one}
                while {n} > 0:
                    if {n} % 2 == 1:
                        result = {wrap.format(f"result {op} {base}")}
                    {base} = {wrap.format(f"{base} {op} {base}")}
                    {n} //= 2
                return result
                """,
        },
        inputs=inputs,
    )
