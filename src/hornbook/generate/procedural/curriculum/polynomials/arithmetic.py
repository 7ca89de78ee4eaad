"""Adding, multiplying, dividing and deriving polynomials."""

import re

from hornbook.generate.procedural import Draw, Task, family


def _pairs(r: Draw) -> list[tuple[list[int], list[int]]]:
    sizes = ((1, 2), (2, 2), (3, 1), (3, 2), (2, 4), (4, 4))
    return [(r.integers(m, -5, 9), r.integers(n, -5, 9)) for m, n in sizes]


@family
def combine_polynomials(r: Draw) -> Task:
    """Add polynomials.

    Coefficients of equal powers are combined. The shorter list is as if it went on with zeros,
    which is what `itertools.zip_longest` supplies.
    """
    a, b, k = *r.twins(), r.randint(2, 6)
    label, said, code = r.pick(
        ("sum", "the sum of {a} and {b}", "x + y"),
        ("difference", "{a} minus {b}", "x - y"),
        (f"sum_with_{k}_times", f"the sum of {{a}} and {k} times {{b}}", f"x + {k} * y"),
        (f"times_{k}_minus", f"{k} times {{a}} minus {{b}}", f"{k} * x - y"),
    )
    x, y = r.pick(("x", "y"), ("p", "q"), ("c", "d"), ("u", "v"))
    code = code.replace("y", "@").replace("x", x).replace("@", y)
    trim = r.coin(0.4)
    loop = f"""
        result = []
        for i in range(max(len({a}), len({b}))):
            {x} = {a}[i] if i < len({a}) else 0
            {y} = {b}[i] if i < len({b}) else 0
            result.append({code})
        {"while result and result[-1] == 0:" if trim else ""}
        {"    result.pop()" if trim else ""}
        return result
        """
    short = f"""
        pairs = itertools.zip_longest({a}, {b}, fillvalue=0)
        {"result" if trim else "return"}{" =" if trim else ""} [{code} for {x}, {y} in pairs]
        {"while result and not result[-1]:" if trim else ""}
        {"    del result[-1]" if trim else ""}
        {"return result" if trim else ""}
        """
    ends = [
        ([1, k], [1, 1]),
        ([2, 1], [2 * k, k]),
        ([3, 1], [3, 1]),
        ([k], [-1]),
        ([1, -k], [2, 1]),
    ]
    return Task(
        names=(f"polynomial_{label}", f"{label}_of_polynomials", f"combine_{label}"),
        takes={a: "list[int]", b: "list[int]"},
        gives="list[int]",
        does=(
            f"Return {said.format(a=a, b=b)} as polynomials, given by their coefficients from the"
            " constant term up.",
            f"Compute {said.format(a=a, b=b)}, two polynomials whose coefficients are listed, the"
            " lowest power first.",
        ),
        notes=("Drop zeros at the end of the result.",) if trim else (),
        solutions={"zip": short, "loop": loop},
        inputs=[([], []), ([], [4]), ([7], []), *ends, ([5, 0, 1], [0, 2]), *_pairs(r)],
    )


@family
def multiply_polynomials(r: Draw) -> Task:
    """Multiply polynomials.

    Each coefficient of one is multiplied by each of the other, and the powers add up: the product
    of the terms at i and j belongs to the place i + j.
    """
    a, b = r.twins()
    label, said, gives, wrap = r.pick(
        ("product", "the product of {a} and {b}", "list[int]", "{}"),
        ("largest", "the largest coefficient of the product of {a} and {b}", "int", "max({})"),
        ("low_end", "the first three coefficients of the product of {a} and {b}", "list[int]",
         "{}[:3]"),
    )  # fmt: skip
    result = r.pick("result", "product", "terms")
    i, j = r.pick(("i", "j"), ("m", "n"), ("p", "q"))
    return Task(
        names=(f"{label}_of_product", f"multiply_{label}", f"polynomial_{label}"),
        takes={a: "list[int]", b: "list[int]"},
        gives=gives,
        does=(
            f"Return {said.format(a=a, b=b)}, polynomials of at least one and two coefficients"
            " that are listed from the constant term up.",
            f"Multiply the polynomials {a} and {b}, lists of coefficients with the lowest power"
            f" first, and return {said.format(a=a, b=b)}.",
        ),
        solutions={
            "loops": f"""
                {result} = [0] * (len({a}) + len({b}) - 1)
                for {i}, x in enumerate({a}):
                    for {j}, y in enumerate({b}):
                        {result}[{i} + {j}] += x * y
                return {wrap.format(result)}
                """,
            "dictionary": f"""
                powers = Counter()
                for {i} in range(len({a})):
                    for {j} in range(len({b})):
                        powers[{i} + {j}] += {a}[{i}] * {b}[{j}]
                {result} = [powers[p] for p in sorted(powers)]
                return {wrap.format(result)}
                """,
        },
        inputs=[([1], [2, 3]), ([2, 1], [2, 1]), ([1, 1], [1, -1]), ([0, 1], [5, 0, 2])]
        + [(m, n) for m, n in _pairs(r) if len(m) + len(n) > 2],
    )


@family
def derive(r: Draw) -> Task:
    """Differentiate a polynomial.

    The derivative of c * x ** i is i * c * x ** (i - 1): each coefficient is multiplied by its
    place and moves down by one place.
    """
    poly, k = r.pick("coefficients", "poly", "coeffs", "terms"), r.randint(1, 4)
    label, said, gives, one, two = r.pick(
        ("derivative", "its derivative", "list[int]", "return result", "return result"),
        ("second", "its second derivative", "list[int]",
         "return [i * c for i, c in enumerate(result)][1:]",
         "return [j * result[j] for j in range(1, len(result))]"),
        (f"slope_at_{k}", f"the value of its derivative at {k}", "int",
         f"return sum(c * {k} ** i for i, c in enumerate(result))",
         f"value = 0\nfor c in reversed(result):\n    value = {k} * value + c\nreturn value"),
        ("slope_at_one", "the value of its derivative at 1", "int", "return sum(result)",
         "return sum(result)"),
        (f"rises_at_{k}", f"True if its derivative at {k} is positive, otherwise False", "bool",
         f"return sum(c * {k} ** i for i, c in enumerate(result)) > 0",
         f"value = 0\nfor c in reversed(result):\n    value = {k} * value + c\nreturn value > 0"),
    )  # fmt: skip
    result = r.pick("result", "slope", "derived")
    return Task(
        names=(f"polynomial_{label}", f"{label}_of_polynomial", f"{label}_of_{poly}"),
        takes={poly: "list[int]"},
        gives=gives,
        does=(
            f"Return for a polynomial, given by its coefficients {poly} from the constant term up,"
            f" {said}.",
            f"Take the derivative of the polynomial that {poly} lists, lowest power first, and"
            f" return {said}.",
        ),
        solutions={
            "enumerate": f"{result} = [i * c for i, c in enumerate({poly})][1:]\n"
            + one.replace("result", result),
            "range": f"{result} = []\nfor i in range(1, len({poly})):\n"
            f"    {result}.append(i * {poly}[i])\n" + two.replace("result", result),
        },
        inputs=[
            [],
            [4],
            [0, 3],
            [1, 1, 1],
            [2, -3, 0, 5],
            [0, k, -1],
            [3, -2 * k, 1],
            [1, 1 - 2 * k, 1],
        ]
        + [r.integers(size, -6, 9) for size in (2, 3, 4, 5)],
    )


@family
def divide_by_root(r: Draw) -> Task:
    """Divide by a linear factor.

    Synthetic division brings the coefficients down one after the other, highest first: each is
    added to the last result times the root. The last number is the remainder.
    """
    poly, k = r.pick("coefficients", "poly", "coeffs"), r.choice((-4, -3, -2, 2, 3, 4, 5))
    factor = f"x - {k}" if k > 0 else f"x + {-k}"
    label, said, gives, result = r.pick(
        ("quotient", "the quotient", "list[int]", "row[:-1]"),
        ("remainder", "the remainder", "int", "row[-1]"),
        ("divmod", "the quotient and the remainder, as a pair,", "tuple[list[int], int]",
         "(row[:-1], row[-1])"),
        ("divides", "True if there is no remainder, otherwise False,", "bool", "row[-1] == 0"),
    )  # fmt: skip
    other = {
        "quotient": "row",
        "remainder": "rest",
        "divmod": "(row, rest)",
        "divides": "not rest",
    }[label]
    multiples = []
    for size in (1, 2, 3):
        quotient = r.integers(size, -4, 6)
        high, low = [*quotient, 0], [0, *quotient]
        multiples.append([x - k * y for x, y in zip(high, low, strict=True)])
    name, keeps = r.pick("row", "line", "down"), "row" in other
    start = f"rest, row = list({poly}), []" if keeps else f"rest = list({poly})"
    keep = "row.append(rest[0])" if keeps else ""
    return Task(
        names=(f"{label}_by_linear", f"synthetic_{label}", f"divide_{label}"),
        takes={poly: "list[int]"},
        gives=gives,
        does=(
            f"Divide the polynomial with the coefficients {poly}, the highest power first, by"
            f" {factor}. Return {said.rstrip(',')}.",
            f"Return {said} of dividing a polynomial by {factor}; {poly} lists its coefficients"
            " from the highest power down.",
        ),
        notes=r.pick((), ("There is at least one coefficient.",)),
        solutions={
            "synthetic": f"""
                row = []
                last = 0
                for c in {poly}:
                    last = {k} * last + c
                    row.append(last)
                return {result}
                """.replace("row", name),
            "subtraction": f"""
                {start}
                while len(rest) > 1:
                    {keep}
                    rest = [rest[1] + {k} * rest[0], *rest[2:]]
                rest = rest[0]
                return {other}
                """.replace("row", name),
        },
        inputs=[[1], [1, -k], [1, -k + 1], [2, 0, 1], [1, 0, 0, -8], *multiples]
        + [r.integers(size, -5, 9) for size in (2, 3, 4)],
    )


@family
def substitute_argument(r: Draw) -> Task:
    """Replace the variable of a polynomial.

    Putting k * x in place of x multiplies the coefficient of x ** i by k ** i. With -x, every
    other sign changes; multiplying by x moves all coefficients up.
    """
    poly, k = r.pick("coefficients", "poly", "coeffs", "terms"), r.randint(2, 5)
    label, said, code, loop = r.pick(
        (f"stretched_{k}", f"with {k} * x in place of x",
         f"[c * {k} ** i for i, c in enumerate(@)]",
         f"factor = 1\nfor c in @:\n    result.append(c * factor)\n    factor *= {k}"),
        ("mirrored", "with -x in place of x", "[-c if i % 2 else c for i, c in enumerate(@)]",
         "factor = 1\nfor c in @:\n    result.append(c * factor)\n    factor = -factor"),
        (f"shifted_{k}", f"multiplied by x ** {k}", f"[0] * {k} + @ if @ else []",
         f"for c in @:\n    result.append(c)\nif result:\n    result[:0] = [0] * {k}"),
        ("squared", "with x ** 2 in place of x",
         "[0 if i % 2 else @[i // 2] for i in range(2 * len(@) - 1)]",
         "for c in @:\n    result += [0, c]\nresult = result[1:]"),
        (f"shrunk_{k}", f"multiplied by {k} at every even power, the constant term included",
         f"[c if i % 2 else c * {k} for i, c in enumerate(@)]",
         f"for i in range(len(@)):\n    result.append(@[i])\n"
         f"    if i % 2 == 0:\n        result[i] *= {k}"),
    )  # fmt: skip
    result = r.pick("result", "new", "changed")
    return Task(
        names=(f"{label}_polynomial", f"polynomial_{label}", label, f"{label}_{poly}"),
        takes={poly: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the coefficients, from the constant term up, of the polynomial {poly} {said}.",
            f"Compute from the coefficients {poly}, lowest power first, those of the polynomial"
            f" {said}.",
        ),
        solutions={
            "comprehension": f"return {code.replace('@', poly)}",
            "loop": f"{result} = []\n"
            + loop.replace("@", poly).replace("result", result)
            + f"\nreturn {result}",
        },
        inputs=[[], [3], [1, 1], [2, -1, 5], [0, 4, 0, 1]]
        + [r.integers(size, -6, 9) for size in (2, 3, 4, 5)],
    )


@family
def sparse_polynomial(r: Draw) -> Task:
    """Keep only the terms that are there.

    A dictionary from powers to coefficients suits polynomials with few terms. A term whose
    coefficient becomes 0 is taken out again.
    """
    terms, x = r.pick("terms", "poly", "sparse", "parts"), r.choice((2, 3, -1, -2, 10))
    label, said, gives, start, update, short = r.pick(
        (f"value_at_{x}".replace("-", "minus_"), f"its value at {x}", "int", "0",
         "result += c * (@) ** p".replace("@", str(x)), f"sum(c * ({x}) ** p for p, c in @)"),
        ("derivative", "its derivative in the same form", "dict[int, int]", "{}",
         "if p != 0:\n        result[p - 1] = p * c", "{p - 1: p * c for p, c in @ if p}"),
        ("degree", "its degree, or -1 if there are no terms", "int", "-1",
         "if p > result:\n        result = p", "max((p for p, c in @), default=-1)"),
        ("dense", "the list of its coefficients, from the constant term up to the highest power,",
         "list[int]", "[]", "result += [0] * (p + 1 - len(result))\n    result[p] = c", ""),
        ("doubled_powers", "the polynomial with the power of every term doubled", "dict[int, int]",
         "{}", "result[2 * p] = c", "{2 * p: c for p, c in @}"),
        ("odd_part", "a dictionary of its terms with odd powers", "dict[int, int]", "{}",
         "if p % 2 == 1:\n        result[p] = c", "{p: c for p, c in @ if p % 2}"),
    )  # fmt: skip
    result, (p, c) = r.pick("result", "found", "answer"), r.pick(("p", "c"), ("power", "factor"))
    if label == "dense":
        short = f"[{terms}.get(i, 0) for i in range(max({terms}) + 1)] if {terms} else []"

    def renamed(code: str) -> str:
        for old, new in (("result", result), ("p", p), ("c", c)):
            code = re.sub(rf"\b{old}\b", new, code)
        return code

    tables = [
        {power: r.choice((-3, -2, -1, 1, 2, 3, 4)) for power in r.sample(range(7), size)}
        for size in (1, 2, 2, 3, 4)
    ]
    return Task(
        names=(f"sparse_{label}", f"{label}_of_sparse", f"{label}_of_{terms}"),
        takes={terms: "dict[int, int]"},
        gives=gives,
        does=(
            f"Return for the polynomial that {terms} describes, a dictionary from powers to"
            f" coefficients, {said.rstrip(',')}.",
            f"Compute from {terms}, which maps the powers of a polynomial to coefficients that"
            f" aren't 0, {said.rstrip(',')}.",
        ),
        solutions={
            "expression": f"return {renamed(short.replace('@', f'{terms}.items()'))}"
            if label != "dense"
            else f"return {short}",
            "loop": f"{result} = {start}\nfor {p}, {c} in {terms}.items():\n"
            f"    {renamed(update)}\nreturn {result}",
        },
        inputs=[{}, {0: 5}, {1: 2}, {2: 3, 0: 1}, {0: 2, 3: -1}, {5: 1, 2: 4}, *tables],
    )
