"""Expansions of fractions: decimals, continued fractions, unit fractions."""

from hornbook.generate.procedural import Draw, Task, family


@family
def decimal_digits(r: Draw) -> Task:
    """Divide by hand.

    The remainder times ten, divided again, gives the next digit. When a remainder returns, the
    digits repeat from there on.
    """
    a, b = r.pick(("a", "b"), ("top", "bottom"), ("p", "q"), ("part", "whole"))
    k, base = r.randint(3, 8), r.pick(10, 10, 10, 2, 3)
    point = "decimal point" if base == 10 else "point"
    label, said, gives = r.pick(
        ("digits", f"a list of the first {k} digits after the {point}", "list[int]"),
        ("period", "the length of the part that repeats, or 0 if the division comes out even",
         "int"),
        ("before_period", "how many digits there are before the digits begin to repeat, or before"
         " the division ends", "int"),
    )  # fmt: skip
    rest = r.pick("rest", "remainder", "left")
    begin = a if label == "period" else f"{a} % {b}"
    if label == "digits":
        one = f"""
            digits, {rest} = [], {a} % {b}
            for _ in range({k}):
                digits.append({rest} * {base} // {b})
                {rest} = {rest} * {base} % {b}
            return digits
            """
        two = f"return [{a} * {base} ** i // {b} % {base} for i in range(1, {k + 1})]"
    else:
        one = f"""
            seen, {rest} = {{}}, {begin}
            while {rest} and {rest} not in seen:
                seen[{rest}] = len(seen)
                {rest} = {rest} * {base} % {b}
            return {
            "len(seen) - seen[rest] if rest else 0"
            if label == "period"
            else "seen[rest] if rest else len(seen)"
        }
            """.replace("[rest]", f"[{rest}]").replace("if rest", f"if {rest}")
        two = f"""
            seen = []
            {rest} = {begin}
            while {rest} not in [0, *seen]:
                seen.append({rest})
                {rest} = {base} * {rest} % {b}
            {f"return len(seen[seen.index({rest}):]) if {rest} else 0" if label == "period"
             else f"return [*seen, {rest}].index({rest})"}
            """  # fmt: skip
    system = "" if base == 10 else f" in base {base}"
    return Task(
        names=(f"{label}_of_fraction", f"fraction_{label}", f"{label}_after_division"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(
            f"Return {said} of {a} / {b}{system}.",
            f"Divide {a} by {b}, both positive integers,{system and system + ','} and return"
            f" {said}.",
        ),
        solutions={"remainders": one, "expression" if label == "digits" else "list": two},
        inputs=[(1, 2), (1, 3), (1, 4), (1, 6), (1, 7), (7, 2), (5, 12), (1, 8), (4, 2), (2, 9)]
        + [(r.randint(1, 30), r.randint(3, 29)) for _ in range(4)],
    )


@family
def continued_fraction(r: Draw) -> Task:
    """Take a fraction apart by Euclid's algorithm.

    The quotients of Euclid's algorithm are the terms of the continued fraction: the whole part,
    then the whole part of the reciprocal of the rest, and so on.
    """
    a, b = r.pick(("a", "b"), ("top", "bottom"), ("p", "q"), ("x", "y"))
    terms = r.pick("terms", "parts", "quotients")
    if r.coin(0.4):
        lists = [r.integers(size, 1, 6) for size in (1, 2, 3, 4, 5)]
        what = r.pick("numerator", "denominator", "pair")
        result = {"numerator": "top", "denominator": "bottom", "pair": "(top, bottom)"}[what]
        parts = {"numerator": "value.numerator", "denominator": "value.denominator"}
        said = "the value, as a pair of numerator and denominator," if what == "pair" else (
            f"the {what} of the value")  # fmt: skip
        return Task(
            names=(f"continued_fraction_{what}", f"{what}_of_{terms}", f"evaluate_{terms}"),
            takes={terms: "list[int]"},
            gives="tuple[int, int]" if what == "pair" else "int",
            does=(
                f"Return {said.rstrip(',')} of the continued fraction with the positive {terms}:"
                f" the first plus 1 divided by what the others give.",
                f"Evaluate a continued fraction: {terms} holds its terms, and each is followed by 1"
                f" over the rest. Return {said.rstrip(',')}.",
            ),
            solutions={
                "backwards": f"""
                    top, bottom = {terms}[-1], 1
                    for term in reversed({terms}[:-1]):
                        top, bottom = term * top + bottom, top
                    return {result}
                    """,
                "fraction": f"""
                    value = Fraction({terms}[-1])
                    for i in range(len({terms}) - 2, -1, -1):
                        value = {terms}[i] + 1 / value
                    return {parts.get(what, "value.numerator, value.denominator")}
                    """,
            },
            inputs=[[1], [3], [0, 2], [1, 2], [2, 1, 3], *lists],
        )
    label, said, gives, start, update, more = r.pick(
        ("terms", "the list of its terms", "list[int]", "[]", "result.append({})", "[{}] + {}"),
        ("term_count", "the number of its terms", "int", "0", "result += 1", "1 + {1}"),
        ("term_sum", "the sum of its terms", "int", "0", "result += {}", "{} + {}"),
        ("largest_term", "the largest of its terms", "int", "0", "result = max(result, {})",
         "max({}, {})"),
    )  # fmt: skip
    return Task(
        names=(f"continued_fraction_{label}", f"{label}_of_fraction", f"fraction_{label}"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(
            f"Write {a} / {b}, both positive, as a continued fraction: a whole part plus 1 over a"
            f" continued fraction. Return {said}.",
            f"Return for the continued fraction of {a} / {b} {said}, which are the quotients of"
            " Euclid's algorithm.",
        ),
        solutions={
            "loop": f"""
                result = {start}
                while {b}:
                    {update.format(f"{a} // {b}")}
                    {a}, {b} = {b}, {a} % {b}
                return result
                """,
            "recursion": f"""
                if {b} == 0:
                    return {start}
                return {more.format(f"{a} // {b}", f"solve({b}, {a} % {b})")}
                """,
        },
        inputs=[(1, 1), (1, 2), (7, 3), (3, 7), (8, 5), (10, 4), (30, 7)]
        + [(r.randint(1, 90), r.randint(1, 40)) for _ in range(5)],
    )


@family
def unit_fractions(r: Draw) -> Task:
    """Write a fraction as a sum of unit fractions.

    The greedy way of the old Egyptians' problem takes the largest fraction 1 / d that fits, and
    goes on with the rest. Its denominator is b / a, rounded up.
    """
    a, b = r.pick(("a", "b"), ("top", "bottom"), ("p", "q"), ("part", "whole"))
    label, said, gives, wrap = r.pick(
        ("denominators", "the list of their denominators", "list[int]", "{}"),
        ("number", "how many there are", "int", "len({})"),
        ("last", "the denominator of the last one", "int", "{}[-1]"),
        ("text", "a text such as '1/2 + 1/3'", "str", '" + ".join(f"1/{{d}}" for d in {})'),
    )
    found = r.pick("found", "result", "denominators")
    return Task(
        names=(f"unit_fraction_{label}", f"egyptian_{label}", f"greedy_{label}"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(
            f"Write {a} / {b}, which is between 0 and 1, as a sum of unit fractions 1 / d, taking"
            f" the largest that fits each time. Return {said}.",
            f"Take the largest 1 / d that is not more than what is left of {a} / {b}, until nothing"
            f" is left; {a} is less than {b}. Return {said}.",
        ),
        solutions={
            "integers": f"""
                {found} = []
                while {a} > 0:
                    d = -(-{b} // {a})
                    {found}.append(d)
                    {a}, {b} = {a} * d - {b}, {b} * d
                return {wrap.format(found)}
                """,
            "fraction": f"""
                {found}, rest = [], Fraction({a}, {b})
                while rest:
                    {found}.append(math.ceil(1 / rest))
                    rest -= Fraction(1, {found}[-1])
                return {wrap.format(found)}
                """,
        },
        inputs=[(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (2, 5), (3, 7), (6, 7)]
        + [(k, k + r.randint(1, 5)) for k in (r.randint(1, 7), r.randint(2, 9), 8)],
    )
