"""Arithmetic and comparison of fractions."""

from hornbook.generate.procedural import Draw, Task, family


def _pairs(r: Draw, size: int) -> list[tuple[int, int]]:
    return [(r.randint(1, 12), r.randint(2, 12)) for _ in range(size)]


@family
def fraction_arithmetic(r: Draw) -> Task:
    """Compute with fractions.

    Sums need a common denominator, products don't. Dividing both parts by their greatest common
    divisor brings the result to lowest terms; `Fraction` does all of this by itself.
    """
    a, b, k = *r.twins(), r.randint(2, 9)
    label, said, code, top, bottom = r.pick(
        ("sum", "the sum of {a} and {b}", "x + y", "{a}[0] * {b}[1] + {b}[0] * {a}[1]",
         "{a}[1] * {b}[1]"),
        ("difference", "{a} minus {b}", "x - y", "{a}[0] * {b}[1] - {b}[0] * {a}[1]",
         "{a}[1] * {b}[1]"),
        ("product", "the product of {a} and {b}", "x * y", "{a}[0] * {b}[0]", "{a}[1] * {b}[1]"),
        ("quotient", "{a} divided by {b}", "x / y", "{a}[0] * {b}[1]", "{a}[1] * {b}[0]"),
        ("mean", "the mean of {a} and {b}", "(x + y) / 2", "{a}[0] * {b}[1] + {b}[0] * {a}[1]",
         "2 * {a}[1] * {b}[1]"),
        (f"sum_with_{k}_times", f"the sum of {{a}} and {k} times {{b}}", f"x + {k} * y",
         f"{{a}}[0] * {{b}}[1] + {k} * {{b}}[0] * {{a}}[1]", "{a}[1] * {b}[1]"),
    )  # fmt: skip
    top, bottom, said = (text.format(a=a, b=b) for text in (top, bottom, said))
    result = r.pick("result", "value", "answer")
    pairs = _pairs(r, 10)
    return Task(
        names=(f"fraction_{label}", f"{label}_of_fractions", f"compute_{label}_of_fractions"),
        takes={a: "tuple[int, int]", b: "tuple[int, int]"},
        gives="tuple[int, int]",
        does=(
            f"Return {said} in lowest terms; fractions are pairs of numerator and denominator.",
            f"Compute {said}, fractions given as pairs such as (3, 4), as a pair in lowest terms.",
        ),
        solutions={
            "fraction": f"""
                {result} = {code.replace("x", f"Fraction(*{a})").replace("y", f"Fraction(*{b})")}
                return {result}.numerator, {result}.denominator
                """,
            "integers": f"""
                top = {top}
                bottom = {bottom}
                divisor = math.gcd(top, bottom)
                return top // divisor, bottom // divisor
                """,
        },
        inputs=[((1, 2), (1, 3)), ((1, 2), (1, 2)), ((2, 3), (3, 2))]
        + [(pairs[i], pairs[i + 5]) for i in range(5)],
    )


@family
def compare_fractions(r: Draw) -> Task:
    """Compare fractions without rounding.

    Of two fractions with positive denominators, the first is larger if its numerator times the
    other denominator is. No division is needed, and nothing is rounded.
    """
    fractions = r.pick("fractions", "parts", "portions", "odds", "ratios")
    label, said, gives, pick, sign = r.pick(
        ("largest", "the largest of", "tuple[int, int]", "max", ">"),
        ("smallest", "the smallest of", "tuple[int, int]", "min", "<"),
        ("index_of_largest", "the first index of the largest of", "int", "max", ">"),
        ("index_of_smallest", "the first index of the smallest of", "int", "min", "<"),
    )
    x = r.pick("x", "one", "pair", "item")
    if gives == "int":
        one = f"""
            values = [Fraction(*{x}) for {x} in {fractions}]
            return values.index({pick}(values))
            """
        two = f"""
            best = 0
            for i, (top, bottom) in enumerate({fractions}):
                if top * {fractions}[best][1] {sign} {fractions}[best][0] * bottom:
                    best = i
            return best
            """
    else:
        one = f"return {pick}({fractions}, key=lambda {x}: Fraction(*{x}))"
        two = f"""
            best = {fractions}[0]
            for top, bottom in {fractions}:
                if top * best[1] {sign} best[0] * bottom:
                    best = (top, bottom)
            return best
            """
    return Task(
        names=(f"{label}_fraction", f"{label}_of_{fractions}", f"find_{label}"),
        takes={fractions: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return {said} the {fractions}, pairs of a numerator and a positive denominator.",
            f"Find {said} {fractions}, a list of fractions such as (2, 3), by value.",
        ),
        notes=r.pick(
            ("Of equal ones the first counts.",), ("The list is not empty; the first counts if"
             " several are equal.",)),
        solutions={"key": one, "cross": two},
        inputs=[[(1, 2)], [(1, 2), (2, 4)], [(2, 4), (1, 2)], [(1, 3), (1, 2)], [(3, 7), (2, 5)]]
        + [_pairs(r, size) for size in (2, 3, 4, 5)],
    )  # fmt: skip


@family
def mixed_number(r: Draw) -> Task:
    """Take the whole part out of a fraction.

    Dividing the numerator by the denominator gives the whole part, and the remainder is the
    numerator of what is left.
    """
    top, bottom = r.pick(("top", "bottom"), ("a", "b"), ("numerator", "denominator"), ("p", "q"))
    label, said, gives, result = r.pick(
        ("text", "the mixed number as a text such as '2 1/3', or '2' if nothing is left", "str",
         'f"{whole} {rest}/{@}" if rest else str(whole)'),
        ("triple", "the whole part and the numerator and denominator of the rest, as a tuple",
         "tuple[int, int, int]", "(whole, rest, @)"),
        ("rest", "the fraction that is left after taking out the whole part, as a pair",
         "tuple[int, int]", "(rest, @)"),
        ("rounded", "the nearest whole number, where halves are rounded up", "int",
         "whole + 1 if 2 * rest >= @ else whole"),
        ("padded", "a text such as '2+1/3', in which both parts are always written", "str",
         'f"{whole}+{rest}/{@}"'),
    )  # fmt: skip
    result = result.replace("@", bottom)
    return Task(
        names=(f"mixed_{label}", f"{label}_of_fraction", f"fraction_{label}"),
        takes={top: "int", bottom: "int"},
        gives=gives,
        does=(
            f"Return for the fraction {top} / {bottom}, both positive, {said}.",
            f"Split the fraction of {top} and {bottom} into a whole part and a rest. Return"
            f" {said}.",
        ),
        notes=r.pick((), ("The fraction is not reduced.",)) if label != "rounded" else (),
        solutions={
            "divmod": f"whole, rest = divmod({top}, {bottom})\nreturn {result}",
            "subtract": f"""
                whole, rest = 0, {top}
                while rest >= {bottom}:
                    rest -= {bottom}
                    whole += 1
                return {result}
                """,
        },
        inputs=[(1, 2), (2, 1), (7, 3), (6, 3), (3, 6), (5, 2), (9, 4), (1, 3), (5, 3), (9, 6)]
        + [(r.randint(2, 60), r.randint(2, 9)) for _ in range(4)],
    )


@family
def count_fractions(r: Draw) -> Task:
    """List the fractions between 0 and 1.

    Every pair of a numerator and a larger denominator is a fraction below 1, but 2/4 and 1/2 are
    the same. Either only reduced pairs are kept, or a set of `Fraction` drops the repetitions.
    """
    n = r.pick("n", "limit", "size", "largest")
    k = r.randint(3, 6)
    label, said, gives, one, two = r.pick(
        ("count", "how many different fractions between 0 and 1 have", "int", "len(found)",
         "len(values)"),
        (f"count_from_1_{k}", f"how many different fractions from 1 / {k} up to 1 have", "int",
         f"sum(1 for a, b in found if {k} * a >= b)", f"sum({k} * x >= 1 for x in values)"),
        ("list", "a sorted list, as pairs, of all fractions in lowest terms between 0 and 1 with",
         "list[tuple[int, int]]", "sorted(found, key=lambda pair: pair[0] / pair[1])",
         "[(x.numerator, x.denominator) for x in sorted(values)]"),
        ("up_to_half", "how many different fractions up to 1 / 2 have", "int",
         "sum(1 for a, b in found if 2 * a <= b)", "sum(2 * x <= 1 for x in values)"),
        ("numerators", "the sum of the numerators of all fractions in lowest terms between 0 and"
         " 1 with", "int", "sum(a for a, b in found)", "sum(x.numerator for x in values)"),
    )  # fmt: skip
    a, b = r.pick(("a", "b"), ("top", "bottom"), ("p", "q"))
    one = (
        one.replace("a, b", f"{a}, {b}")
        .replace("* a", f"* {a}")
        .replace("= b", f"= {b}")
        .replace("sum(a", f"sum({a}")
    )
    return Task(
        names=(f"{label}_of_fractions", f"{label}_fractions_to_{n}", f"fractions_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Return {said} a denominator of at most {n}, where 0 and 1 themselves don't count.",
            f"Compute {said} denominators up to {n} (without 0 and 1).",
        ),
        solutions={
            "reduced": f"""
                found = []
                for {b} in range(2, {n} + 1):
                    for {a} in range(1, {b}):
                        if math.gcd({a}, {b}) == 1:
                            found.append(({a}, {b}))
                return {one}
                """,
            "set": f"""
                pairs = [({a}, {b}) for {b} in range(2, {n} + 1) for {a} in range(1, {b})]
                values = {{Fraction(*pair) for pair in pairs}}
                return {two}
                """,
        },
        inputs=[1, 2, 3, 4, 5, 6, 7, 8, 10, 12],
    )
