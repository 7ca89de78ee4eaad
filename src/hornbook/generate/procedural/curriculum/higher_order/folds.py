"""Functions applied again and again, and folds."""

from hornbook.generate.procedural import Draw, Expression, Task, family

_FUNCTIONS = (
    "lambda n: n + 1",
    "lambda n: n * n",
    "lambda n: -n",
    "abs",
    "lambda n: n // 2",
    "lambda n: 3 * n - 1",
)


@family
def repeat_function(r: Draw) -> Task:
    """Apply a function again and again.

    The result of one call becomes the argument of the next. A loop keeps the value that was
    reached last in a variable and hands it to the function again.
    """
    f, n = r.pick("f", "function", "step"), r.pick("n", "start", "value", "number")
    times = r.pick("times", "k", "rounds")
    label, said, gives = r.pick(
        ("repeat", "the result", "int"),
        ("trace", "a list of all values, from the first on", "list[int]"),
    )
    if label == "repeat":
        loop = f"""
            result = {n}
            for _ in range({times}):
                result = {f}(result)
            return result
            """
        other = f"""
            if {times} == 0:
                return {n}
            return solve({f}, {f}({n}), {times} - 1)
            """
    else:
        loop = f"""
            values = [{n}]
            for _ in range({times}):
                values.append({f}(values[-1]))
            return values
            """
        other = f"""
            if {times} == 0:
                return [{n}]
            return [{n}] + solve({f}, {f}({n}), {times} - 1)
            """
    return Task(
        names=(f"{label}_function", f"{label}_calls", f"{label}_application"),
        takes={f: "Callable[[int], int]", n: "int", times: "int"},
        gives=gives,
        does=(
            f"Apply {f} to {n}, then to what comes out, {times} times in all, and return {said}.",
        ),
        notes=r.pick((), (f"If {times} is 0, {f} is not called.",)),
        solutions={"loop": loop, "recursion": other},
        inputs=[
            (Expression(r.choice(_FUNCTIONS)), r.randint(-5, 12), times)
            for times in (0, 1, 2, 3, 4, 5)
        ],
    )


@family
def fold(r: Draw) -> Task:
    """Fold a list into one value.

    `reduce` combines a running value with one item after the other by a function of two
    arguments, beginning with a start value.
    """
    numbers, k = r.name("numbers"), r.randint(2, 10)
    label, said, start, code = r.pick(
        ("base", f"the value so far times {k} plus the item", "0", f"x * {k} + n"),
        ("subtract", "the value so far minus the item", str(10 * k), "x - n"),
        ("remainder", f"the remainder of their sum divided by {k}", "0", f"(x + n) % {k}"),
        ("larger_sum", "the larger of the item and their sum", "0", "max(n, x + n)"),
        ("distance", "the absolute difference of the two", str(k), "abs(x - n)"),
        ("cap", f"their sum, but at most {5 * k}", "0", f"min(x + n, {5 * k})"),
        ("floor", "their sum, but at least 0", str(k), "max(x + n, 0)"),
    )
    return Task(
        names=(f"fold_{label}", f"reduce_{label}", f"accumulate_{label}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(
            f"Begin with {start} and replace it, for each item of {numbers} in turn, by {said}."
            " Return the last value.",
        ),
        solutions={
            "reduce": f"return reduce(lambda x, n: {code}, {numbers}, {start})",
            "loop": f"""
                x = {start}
                for n in {numbers}:
                    x = {code}
                return x
                """,
        },
        inputs=r.number_lists(),
    )
