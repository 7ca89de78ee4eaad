"""Digits, sums and units of numbers."""

from hornbook.generate.procedural import Draw, Task, family


@family
def of_two_numbers(r: Draw) -> Task:
    """Combine two numbers.

    A function may take several arguments and combine them in one expression.
    """
    a, b = r.twins()
    label, said, code, longer = r.pick(
        ("larger", f"the larger of {a} and {b}", f"max({a}, {b})", f"{a} if {a} > {b} else {b}"),
        ("smaller", f"the smaller of {a} and {b}", f"min({a}, {b})", f"{a} if {a} < {b} else {b}"),
        ("distance", f"how far {a} and {b} are apart", f"abs({a} - {b})",
         f"max({a}, {b}) - min({a}, {b})"),
        ("sum_of_squares", f"the sum of the squares of {a} and {b}", f"{a} ** 2 + {b} ** 2",
         f"{a} * {a} + {b} * {b}"),
        ("square_of_sum", f"the square of the sum of {a} and {b}", f"({a} + {b}) ** 2",
         f"({a} + {b}) * ({a} + {b})"),
        ("product_plus_sum", f"the product of {a} and {b} plus their sum",
         f"{a} * {b} + {a} + {b}", f"({a} + 1) * ({b} + 1) - 1"),
        ("twice_first_minus_second", f"twice {a} minus {b}", f"2 * {a} - {b}", f"{a} + {a} - {b}"),
        ("average", f"the average of {a} and {b} as a float", f"({a} + {b}) / 2",
         f"{a} / 2 + {b} / 2"),
        ("same_sign", f"True if {a} and {b} are both positive or both negative, otherwise False",
         f"{a} * {b} > 0", f"({a} > 0 and {b} > 0) or ({a} < 0 and {b} < 0)"),
        ("sum_is_even", f"True if the sum of {a} and {b} is even, otherwise False",
         f"({a} + {b}) % 2 == 0", f"{a} % 2 == {b} % 2"),
        ("divides", f"True if {a} is a multiple of {b}, otherwise False; {b} is not zero",
         f"{a} % {b} == 0", f"{a} // {b} * {b} == {a}"),
    )  # fmt: skip
    gives = "float" if label == "average" else "bool" if "True" in said else "int"
    pairs = [(3, 3), (7, 2), (2, 7), (-4, 5), (-6, -3), (12, 4), (9, -9)]
    return Task(
        names=(label, f"{label}_of_two", f"{a}_and_{b}_{label}"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(f"Return {said}.", f"Return for two integers {said}."),
        solutions={"expression": f"return {code}", "spelled_out": f"return {longer}"},
        inputs=[*pairs, *((r.randint(-20, 20), r.randint(1, 20)) for _ in range(4))],
    )


@family
def digits_of(r: Draw) -> Task:
    """Work with the digits of a number.

    `str` turns a number into text, whose characters are its digits. Without text, `n % 10` is
    the last digit, and `n // 10` is the number without it.
    """
    n = r.name("number")
    label, said, start, update, code = r.pick(
        ("sum", "the sum of the digits", 0, "result += {}", "sum(int(c) for c in str({}))"),
        ("count_even", "the number of even digits", 0, "result += {} % 2 == 0",
         "sum(int(c) % 2 == 0 for c in str({}))"),
        ("count_odd", "the number of odd digits", 0, "result += {} % 2",
         "sum(int(c) % 2 for c in str({}))"),
        ("largest", "the largest digit", 0, "result = max(result, {})",
         "max(int(c) for c in str({}))"),
        ("smallest", "the smallest digit", 9, "result = min(result, {})",
         "min(int(c) for c in str({}))"),
        ("product", "the product of the digits", 1, "result *= {}",
         "math.prod(int(c) for c in str({}))"),
        ("sum_of_squared", "the sum of the squares of the digits", 0, "result += {} ** 2",
         "sum(int(c) ** 2 for c in str({}))"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_digits", f"{label}_of_digits", f"digit_{label}"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {said} of {n}, which is not negative.",
            f"Compute {said} of the non-negative integer {n}.",
        ),
        solutions={
            "text": f"return {code.format(n)}",
            "arithmetic": f"""
                result = {start}
                rest = {n}
                while True:
                    {update.format("(rest % 10)")}
                    rest //= 10
                    if rest == 0:
                        return result
                """,
        },
        inputs=[0, 7, 10, 99, 305, *(r.randint(10, 99999) for _ in range(5))],
    )


@family
def digit_at(r: Draw) -> Task:
    """Look at the ends of a number.

    The last digit is the remainder of a division by ten. The first digit is easiest to see
    in the number's text.
    """
    n, d = r.name("number"), r.randint(1, 9)
    label, said, text, other, gives = r.pick(
        ("last_digit", "the last digit of {}", "int(str({})[-1])", "{} % 10", "int"),
        ("without_last_digit", "{} without its last digit", "int(str({})[:-1] or 0)", "{} // 10",
         "int"),
        ("last_two_digits", "the last two digits of {} as a number", "int(str({})[-2:])",
         "{} % 100", "int"),
        ("digit_count", "the number of digits of {}", "len(str({}))", "sum(1 for c in str({}))",
         "int"),
        (f"ends_in_{d}", f"True if the last digit of {{}} is {d}, otherwise False",
         f'str({{}}).endswith("{d}")', f"{{}} % 10 == {d}", "bool"),
        (f"contains_digit_{d}", f"True if {{}} has the digit {d}, otherwise False",
         f'"{d}" in str({{}})', f'any(c == "{d}" for c in str({{}}))', "bool"),
        (f"append_digit_{d}", f"{{}} with the digit {d} appended", f'int(str({{}}) + "{d}")',
         f"{{}} * 10 + {d}", "int"),
        ("reversed_digits", "the number with the digits of {} in reverse order",
         "int(str({})[::-1])", 'int("".join(reversed(str({}))))', "int"),
    )  # fmt: skip
    return Task(
        names=(label, f"get_{label}", f"number_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(f"Return {said.format(n)}.",),
        notes=(f"The argument {n} is not negative.",),
        solutions={"text": f"return {text.format(n)}", "other": f"return {other.format(n)}"},
        inputs=[0, d, 10, 100 + d, d * 11, 120, *(r.randint(10, 9999) for _ in range(5))],
    )


@family
def sum_up_to(r: Draw) -> Task:
    """Add up a range of numbers.

    `range(a, b)` stops before `b`, so a range that shall include `n` has to end at `n + 1`.
    """
    n, k = r.name("number"), r.randint(2, 7)
    label, said, step, term = r.pick(
        ("all", f"all whole numbers from 1 to {n}", 1, "i"),
        ("squares", f"the squares of the numbers from 1 to {n}", 1, "i ** 2"),
        ("cubes", f"the cubes of the numbers from 1 to {n}", 1, "i ** 3"),
        ("odd_numbers", f"the odd numbers from 1 to {n}", 2, "i"),
        (f"every_{k}", f"the numbers 1, {1 + k}, {1 + 2 * k} and so on up to {n}", k, "i"),
        (f"times_{k}", f"the products of {k} with each number from 1 to {n}", 1, f"{k} * i"),
    )
    span = f"range(1, {n} + 1)" if step == 1 else f"range(1, {n} + 1, {step})"
    return Task(
        names=(f"sum_{label}_up_to", f"add_{label}_until", f"total_{label}_from_one"),
        takes={n: "int"},
        gives="int",
        does=(f"Return the sum of {said}, included.", f"Add up {said} (inclusive)."),
        notes=r.pick((), (f"If {n} is less than 1, the sum is 0.",)),
        solutions={
            "builtin": f"return sum({term} for i in {span})",
            "loop": f"""
                total = 0
                for i in {span}:
                    total += {term}
                return total
                """,
            "while": f"""
                total, i = 0, 1
                while i <= {n}:
                    total += {term}
                    i += {step}
                return total
                """,
        },
        inputs=[0, 1, 2, 3, -2, k, k + 1, *r.integers(4, 4, 20)],
    )


@family
def unit_conversion(r: Draw) -> Task:
    """Split a quantity into units.

    Dividing without remainder tells how many whole units fit, and the remainder is what is left
    for the smaller unit. `divmod` gives both at once.
    """
    small, large, one, factor = r.pick(
        ("minutes", "hours", "an hour", 60),
        ("seconds", "minutes", "a minute", 60),
        ("hours", "days", "a day", 24),
        ("days", "weeks", "a week", 7),
        ("months", "years", "a year", 12),
        ("cents", "dollars", "a dollar", 100),
        ("inches", "feet", "a foot", 12),
        ("ounces", "pounds", "a pound", 16),
        ("eggs", "dozens", "a dozen", 12),
    )
    return Task(
        names=(f"{small}_to_{large}", f"split_{small}", f"{large}_and_{small}"),
        takes={small: "int"},
        gives="tuple[int, int]",
        does=(
            f"Return how many whole {large} there are in {small}, and how many {small} are left"
            f" over, as a tuple; {one} has {factor} {small}.",
            f"Convert {small} to a pair of {large} and remaining {small}, where {one} has"
            f" {factor} {small}.",
        ),
        solutions={
            "operators": f"return {small} // {factor}, {small} % {factor}",
            "builtin": f"return divmod({small}, {factor})",
            "steps": f"""
                {large} = {small} // {factor}
                rest = {small} - {large} * {factor}
                return {large}, rest
                """,
        },
        inputs=[0, 1, factor - 1, factor, factor + 1, *r.integers(4, factor, 9 * factor)],
    )
