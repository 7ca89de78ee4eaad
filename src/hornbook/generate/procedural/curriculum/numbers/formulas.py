"""Single numbers: formulas and comparisons."""

from hornbook.generate.procedural import Draw, Task, family


@family
def formula(r: Draw) -> Task:
    """Compute a value from a number.

    Many functions are one formula: they take a number, combine it with constants, and return
    the result. `**` raises to a power, `//` divides and drops the fraction, and `%` gives the
    remainder.
    """
    n, k, m = r.name("number"), r.randint(2, 12), r.randint(1, 20)
    label, said, code, steps = r.pick(
        (f"times_{k}_plus_{m}", f"{k} times {n}, plus {m}", f"{k} * {n} + {m}",
         f"{n} * {k}|+= {m}"),
        (f"minus_{m}_squared", f"the square of {n} minus {m}", f"({n} - {m}) ** 2",
         f"{n} - {m}|**= 2"),
        (f"square_plus_{m}", f"the square of {n}, plus {m}", f"{n} ** 2 + {m}",
         f"{n} * {n}|+= {m}"),
        (f"square_minus_{m}", f"the square of {n}, minus {m}", f"{n} ** 2 - {m}",
         f"{n} * {n}|-= {m}"),
        (f"plus_{m}_times_{k}", f"{k} times the sum of {n} and {m}", f"({n} + {m}) * {k}",
         f"{n} + {m}|*= {k}"),
        (f"modulo_{k}_plus_{m}", f"the remainder of {n} divided by {k}, plus {m}",
         f"{n} % {k} + {m}", f"{n} % {k}|+= {m}"),
        (f"cube_minus_{m}", f"the cube of {n}, minus {m}", f"{n} ** 3 - {m}",
         f"{n} * {n} * {n}|-= {m}"),
    )  # fmt: skip
    first, second = steps.split("|")
    return Task(
        names=(label, f"compute_{label}", f"number_{label}"),
        takes={n: "int"},
        gives="int",
        does=(f"Return {said}.", f"Compute {said}.", f"Calculate and return {said}."),
        solutions={
            "expression": f"return {code}",
            "steps": f"""
                result = {first}
                result {second}
                return result
                """,
        },
        inputs=[0, 1, -1, k, -k, m, *r.integers(5)],
    )


@family
def meets_condition(r: Draw) -> Task:
    """Test a number.

    A comparison is already True or False, so it can be returned as it is. Spelling it out with
    `if` and two returns is longer but means the same.
    """
    n, test = r.name("number"), r.number_condition()
    return Task(
        names=(f"is_{test.label}", f"check_{test.label}", f"tell_if_{test.label}"),
        takes={n: "int"},
        gives="bool",
        does=(
            f"Check whether {n} {test.verb}.",
            f"Return True if {n} {test.verb}, otherwise False.",
            f"Tell whether {n} {test.verb}.",
        ),
        solutions={
            "expression": f"return {test(n)}",
            "branches": f"""
                if {test(n)}:
                    return True
                return False
                """,
        },
        inputs=[*test.near, *r.integers(6), 8, 45, -7],
    )


@family
def both_conditions(r: Draw) -> Task:
    """Combine two conditions.

    `a and b` is true when both are true, `a or b` when at least one is, and `not` turns a
    condition around.
    """
    n, one, two = r.name("number"), r.number_condition(), r.number_condition()
    word, said = r.pick(
        ("and", f"both {one.verb} and {two.verb}"), ("or", f"{one.verb} or {two.verb}")
    )
    said = f"{one.verb} {word} {two.verb}" if word == "or" else f"{one.verb} and {two.verb}"
    early = f"not ({one(n)})" if word == "and" else one(n)
    return Task(
        names=(f"{one.label}_{word}_{two.label}", f"is_{one.label}_{word}_{two.label}"),
        takes={n: "int"},
        gives="bool",
        does=(f"Check whether {n} {said}.", f"Return True if {n} {said}, and False otherwise."),
        solutions={
            "expression": f"return {one(n)} {word} {two(n)}",
            "branches": f"""
                if {early}:
                    return {word == "or"}
                return {two(n)}
                """,
        },
        inputs=[*one.near, *two.near, *r.integers(6), 6, 15, 100, -4],
    )


@family
def classify(r: Draw) -> Task:
    """Sort a number into classes with if, elif and else.

    The branches are tried from top to bottom, and the first condition that holds decides. So
    the second branch may rely on the first one having failed.
    """
    n = r.name("number")
    low = r.randint(-10, 20)
    high = low + r.randint(5, 40)
    small, middle, large = r.pick(
        ("low", "medium", "high"),
        ("small", "medium", "large"),
        ("cold", "mild", "hot"),
        ("short", "average", "tall"),
        ("cheap", "fair", "expensive"),
        ("slow", "normal", "fast"),
        ("light", "normal", "heavy"),
    )
    return Task(
        names=(f"classify_{small}_{large}", f"{small}_{middle}_or_{large}", f"label_{n}"),
        takes={n: "int"},
        gives="str",
        does=(
            f'Return "{small}" if {n} is below {low}, "{large}" if it is above {high},'
            f' and "{middle}" otherwise.',
            f'Classify {n}: less than {low} is "{small}", more than {high} is "{large}",'
            f' and anything between is "{middle}".',
        ),
        solutions={
            "branches": f"""
                if {n} < {low}:
                    return "{small}"
                elif {n} > {high}:
                    return "{large}"
                else:
                    return "{middle}"
                """,
            "variable": f"""
                label = "{middle}"
                if {n} < {low}:
                    label = "{small}"
                if {n} > {high}:
                    label = "{large}"
                return label
                """,
            "expression": f"""
                return "{small}" if {n} < {low} else "{large}" if {n} > {high} else "{middle}"
                """,
        },
        inputs=[low - 1, low, low + 1, high - 1, high, high + 1, *r.integers(3, -30, 80)],
    )


@family
def clamp(r: Draw) -> Task:
    """Keep a number inside limits.

    A number below the lower limit becomes that limit, and one above the upper limit becomes
    the upper limit. `max` takes care of the lower end and `min` of the upper end.
    """
    n, low = r.name("number"), r.randint(-20, 20)
    high = low + r.randint(3, 50)
    side = r.pick("both", "both", "low", "high")
    said, builtin, guards = {
        "both": (
            f"{low} if it is less than that, {high} if it is more than that",
            f"max({low}, min({high}, {n}))",
            ((f"{n} < {low}", low), (f"{n} > {high}", high)),
        ),
        "low": (f"{low} if it is less than that", f"max({low}, {n})", ((f"{n} < {low}", low),)),
        "high": (f"{high} if it is more", f"min({high}, {n})", ((f"{n} > {high}", high),)),
    }[side]
    guarded = "\n".join(f"if {test}:\n    return {value}" for test, value in guards)
    return Task(
        names=("clamp", "limit_number", "keep_in_bounds", "bounded"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {n}, or {said}.",
            f"Limit {n}: give back {said}, and otherwise the number itself.",
        ),
        solutions={"builtin": f"return {builtin}", "branches": f"{guarded}\nreturn {n}"},
        inputs=[low - 5, low - 1, low, low + 1, high - 1, high, high + 1, high + 9, 0],
    )
