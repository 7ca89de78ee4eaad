"""Values, degrees, texts and roots of polynomials."""

from hornbook.generate.procedural import Draw, Task, family


def _lists(r: Draw) -> list[list[int]]:
    return [[r.randint(-6, 9) for _ in range(size)] for size in (2, 3, 3, 4, 5)]


@family
def evaluate(r: Draw) -> Task:
    """Evaluate a polynomial.

    A list of coefficients describes a polynomial. Horner's rule needs no powers: multiply what
    is there by x and add the next coefficient, from the highest power down.
    """
    coefficients, x = r.pick("coefficients", "poly", "coeffs", "factors"), r.pick("x", "t", "at")
    high = r.coin()
    order = "highest" if high else "lowest"
    c = coefficients
    powers = (f"sum(c * {x} ** (len({c}) - 1 - i) for i, c in enumerate({c}))" if high
              else f"sum(c * {x} ** i for i, c in enumerate({c}))")  # fmt: skip
    source = c if high else f"reversed({c})"
    label, said, before, after = r.pick(
        ("value", "the value at {x}", "", ""),
        ("sign", "1, 0 or -1 if the value at {x} is positive, zero or negative", "value = ",
         "return (value > 0) - (value < 0)"),
        ("is_root", "True if the value at {x} is 0, otherwise False", "value = ",
         "return value == 0"),
    )  # fmt: skip
    one = f"{before or 'return '}{powers}\n{after}"
    two = f"value = 0\nfor c in {source}:\n    value = c + value * {x}\n{after or 'return value'}"
    root = r.randint(-3, 3)
    roots = [([-root, 1][:: -1 if high else 1], root), ([1, 0, -4][:: -1 if not high else 1], 2)]
    return Task(
        names=(f"polynomial_{label}", f"{label}_of_polynomial", f"{label}_at_{x}"),
        takes={c: "list[int]", x: "int"},
        gives="bool" if label == "is_root" else "int",
        does=(
            f"Return {said.format(x=x)} of the polynomial whose coefficients {c} lists, the one of"
            f" the {order} power first.",
            f"Evaluate a polynomial at {x}, with the coefficient of the {order} power first in {c},"
            f" and return {said.format(x=x)}.",
        ),
        notes=r.pick((), ("An empty list stands for 0.",)),
        solutions={"powers": one.strip(), "horner": two},
        inputs=[
            ([], 2),
            ([3], 5),
            ([2, 5], 0),
            ([0, 2], 0),
            ([5, 0], 0),
            ([2, -1, 0], 3),
            ([1, -3], 2),
            ([-4, 1], 3),
            ([0, 0, -1], 2),
            ([-1, 0, 0], 3),
            *roots,
        ]
        + [(row, r.randint(-3, 4)) for row in _lists(r)],
    )


@family
def degree(r: Draw) -> Task:
    """Find the leading coefficient.

    Zeros at the high end of the list don't belong to the polynomial. They have to be skipped
    before the degree can be read from the length.
    """
    poly = r.pick("coefficients", "poly", "coeffs", "terms")
    label, said, gives, result, zero = r.pick(
        ("degree", "the degree", "int", "len(rest) - 1", "-1"),
        ("leading", "the leading coefficient", "int", "rest[-1]", "0"),
        ("trimmed", "the list without zeros at its end", "list[int]", "rest", "[]"),
        ("term_count", "the number of terms that aren't zero", "int", "len(rest) - rest.count(0)",
         "0"),
        ("is_constant", "True if the polynomial is constant, otherwise False", "bool",
         "len(rest) == 1", "True"),
    )  # fmt: skip
    rest = r.pick("rest", "used", "kept")
    empty = "" if label == "term_count" else f" if {rest} else {zero}"
    result = result.replace("rest", rest)
    short = {
        "degree": "max((i for i, c in enumerate(@) if c != 0), default=-1)",
        "leading": "next((c for c in reversed(@) if c != 0), 0)",
        "trimmed": "@[:max((i + 1 for i, c in enumerate(@) if c != 0), default=0)]",
        "term_count": "sum(1 for c in @ if c != 0)",
        "is_constant": "all(c == 0 for c in @[1:])",
    }[label].replace("@", poly)
    return Task(
        names=(f"{label}_of_polynomial", f"polynomial_{label}", f"{label}_of_{poly}"),
        takes={poly: "list[int]"},
        gives=gives,
        does=(
            f"Return {said} of the polynomial whose coefficients {poly} lists, from the constant"
            " term up."
            if label != "is_constant"
            else f"Return {said}; {poly} lists its coefficients from the constant term up.",
            f"Find {said}, where {poly} holds the coefficients of a polynomial, the lowest power"
            " first.",
        ),
        notes=(f"If there is nothing but zeros, the result is {zero}.",),
        solutions={
            "expression": f"return {short}",
            "loop": f"""
                {rest} = list({poly})
                while {rest} and {rest}[-1] == 0:
                    {rest}.pop()
                return {result}{empty}
                """
            if label != "trimmed"
            else f"""
                {rest} = list({poly})
                while {rest} and {rest}[-1] == 0:
                    del {rest}[-1]
                return {rest}
                """,
        },
        inputs=[[], [0], [0, 0], [5], [3, 0], [3, 1], [0, 2], [0, 2, 0, 0], [1, 1, 1], *_lists(r)],
    )


@family
def polynomial_text(r: Draw) -> Task:
    """Write a polynomial.

    Every term has its own look: no power for the constant, just the variable for the first power.
    Terms with the coefficient 0 are left out.
    """
    poly, x = r.pick("coefficients", "poly", "coeffs", "numbers"), r.choice("xtzn")
    power, times = r.pick(("^", ""), ("**", "*"), ("^", "*"))
    plus = r.pick(" + ", "+")
    up = r.coin()
    example = plus.join(
        [f"2{times}{x}", f"3{times}{x}{power}2"] if up else [f"3{times}{x}{power}2", f"2{times}{x}"]
    )
    order = "" if up else "[::-1]"
    return Task(
        names=("polynomial_text", f"format_{poly}", f"write_polynomial_in_{x}", "show_polynomial"),
        takes={poly: "list[int]"},
        gives="str",
        does=(
            f"Return a polynomial as a text such as '{example}'; {poly} lists its coefficients"
            " from the constant term up, none of them negative.",
            f"Write the polynomial whose coefficients {poly} holds, the constant term first, in the"
            f" form '{example}'.",
        ),
        notes=(
            f"Terms stand from the {'lowest' if up else 'highest'} power on, zero terms are left"
            " out, a coefficient of 1 is written, too, and '0' stands for no term at all.",
        ),
        solutions={
            "branches": f"""
                parts = []
                for i, c in enumerate({poly}):
                    if c == 0:
                        continue
                    if i == 0:
                        parts.append(str(c))
                    elif i == 1:
                        parts.append(f"{{c}}{times}{x}")
                    else:
                        parts.append(f"{{c}}{times}{x}{power}{{i}}")
                return "{plus}".join(parts{order}) or "0"
                """,
            "table": f"""
                high = [f"{times}{x}{power}{{i}}" for i in range(2, len({poly}))]
                ends = ["", "{times}{x}", *high]
                parts = [f"{{c}}{{end}}" for c, end in zip({poly}, ends) if c]
                return "{plus}".join({"parts" if up else "reversed(parts)"}) or "0"
                """,
        },
        inputs=[[], [0], [4], [0, 1], [0, 0, 1], [5, 0, 2], [1, 2, 3, 4]]
        + [[abs(c) for c in row] for row in _lists(r)],
    )


@family
def quadratic(r: Draw) -> Task:
    """Solve quadratic equations.

    The discriminant b * b - 4 * a * c tells how many real solutions there are: two if it is
    positive, one if it is zero, and none otherwise.
    """
    a, b, c = r.pick(("a", "b", "c"), ("p", "q", "s"), ("two", "one", "zero"), ("x2", "x1", "x0"))
    label, said, gives, yes, one, none, other = r.pick(
        ("count", "how many real solutions there are", "int", "2", "1", "0",
         "1 + (inner > 0) - (inner < 0)"),
        ("has_solution", "True if there is a real solution, otherwise False", "bool", "True",
         "True", "False", "inner >= 0"),
        ("discriminant_sign", "'plus', 'null' or 'minus', the sign of the discriminant", "str",
         '"plus"', '"null"', '"minus"', '("null", "plus", "minus")[(inner > 0) - (inner < 0)]'),
        ("touches", "True if there is exactly one real solution, otherwise False", "bool", "False",
         "True", "False", "not inner"),
    )  # fmt: skip
    inner = r.pick("inner", "disc", "d", "delta")
    equation = f"{a} * x ** 2 + {b} * x + {c} = 0"
    triples = [(1, 2, 1), (1, 0, -1), (1, 0, 1), (2, 4, 2), (1, 3, 2), (-1, 2, -1), (1, 1, 1)]
    branch = f"""
        {inner} = {b} ** 2 - 4 * {a} * {c}
        if {inner} > 0:
            return {yes}
        if {inner} == 0:
            return {one}
        return {none}
        """
    if label == "has_solution":
        branch = f"""
            if {b} * {b} < 4 * {a} * {c}:
                return False
            return True
            """
    if label == "touches":
        branch = f"return {b} * {b} == 4 * {a} * {c}"
    return Task(
        names=(f"quadratic_{label}", f"{label}_of_equation", f"{label}_of_quadratic"),
        takes={a: "int", b: "int", c: "int"},
        gives=gives,
        does=(f"Return for the equation {equation} {said}.", f"Tell of {equation} {said}."),
        notes=r.pick((f"The first coefficient {a} is not 0.",), ()),
        solutions={
            "branches": branch,
            "arithmetic": f"{inner} = {b} * {b} - 4 * {a} * {c}\n"
            f"return {other.replace('inner', inner)}",
        },
        inputs=[*triples, *(tuple(r.choice((-3, -2, -1, 1, 2, 3, 4, 5)) for _ in "abc")
                            for _ in range(6))],
    )  # fmt: skip


@family
def integer_roots(r: Draw) -> Task:
    """Search the integer roots of a polynomial.

    Every candidate is put in, and those with the value 0 are kept. A rule that tells how far the
    candidates go makes the search finite.
    """
    poly, k = r.pick("coefficients", "poly", "coeffs", "terms"), r.randint(4, 9)
    top, found = k + r.randint(1, 4), r.pick("found", "result", "roots")
    label, said, gives, wrap, start, update = r.pick(
        ("list", "a sorted list of the integers", "list[int]", "[x {}]", "[]", "append(x)"),
        ("count", "the number of integers", "int", "sum(1 {})", "0", "+= 1"),
        ("sum", "the sum of the integers", "int", "sum(x {})", "0", "+= x"),
    )
    value = f"sum(c * x ** i for i, c in enumerate({poly}))"
    inner = f"for x in range(-{k}, {top + 1}) if {value} == 0"
    pairs = [(r.randint(-k, k), r.randint(-k, k)) for _ in range(4)]
    products = [[a * b, -a - b, 1] for a, b in pairs]
    ends = [[-x, 1] for x in (0, 1, -k - 1, -k, top, top + 1)]
    return Task(
        names=(f"{label}_integer_roots", f"roots_{label}", f"{label}_of_roots_to_{top}"),
        takes={poly: "list[int]"},
        gives=gives,
        does=(
            f"Return {said} from -{k} to {top} at which the polynomial with the coefficients"
            f" {poly}, the constant term first, is 0.",
            f"Try all integers from -{k} to {top} as roots of the polynomial that {poly} describes,"
            f" lowest power first. Return {said} that are roots.",
        ),
        solutions={
            "comprehension": f"return {wrap.format(inner)}",
            "horner": f"""
                {found} = {start}
                for x in range(-{k}, {top} + 1):
                    value = 0
                    for c in reversed({poly}):
                        value = c + value * x
                    if value == 0:
                        {found}{"." if label == "list" else " "}{update}
                return {found}
                """,
        },
        inputs=[[1], *ends, [0, -2, 1], [0, -1, 0, 1], *products],
    )
