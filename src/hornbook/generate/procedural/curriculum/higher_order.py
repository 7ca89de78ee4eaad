"""Functions that take functions, and functions that return them."""

from hornbook.generate.procedural import Draw, Expression, Task, family

_FUNCTIONS = (
    "lambda n: n + 1",
    "lambda n: n * n",
    "lambda n: -n",
    "abs",
    "lambda n: n // 2",
    "lambda n: 3 * n - 1",
)
_TESTS = ("lambda n: n > 3", "lambda n: n % 2 == 0", "lambda n: n < 0", "lambda n: n != 5")


@family
def apply_to_each(r: Draw) -> Task:
    """Pass a function as an argument.

    A function is a value like any other: it can be handed over under a name, and parentheses
    behind that name call it.
    """
    f, numbers = r.pick("f", "function", "change", "transform"), r.name("numbers")
    test = r.number_condition()
    label, said, gives, code, start, update = r.pick(
        ("map", "a list of the results of {f} for each item of {xs}", "list[int]",
         "[{f}(n) for n in {xs}]", "[]", "result.append({f}(n))"),
        ("sum", "the sum of the results of {f} for all items of {xs}", "int",
         "sum({f}(n) for n in {xs})", "0", "result += {f}(n)"),
        ("unchanged", "a list of the items of {xs} that {f} doesn't change", "list[int]",
         "[n for n in {xs} if {f}(n) == n]", "[]", "if {f}(n) == n:\n        result.append(n)"),
        ("count_larger", "how many items of {xs} become larger by {f}", "int",
         "sum(1 for n in {xs} if {f}(n) > n)", "0", "if {f}(n) > n:\n        result += 1"),
        (f"map_{test.label}",
         f"a list of the results of {{f}} for the {test.of('numbers')} in {{xs}}",
         "list[int]", f"[{{f}}(n) for n in {{xs}} if {test('n')}]", "[]",
         f"if {test('n')}:\n        result.append({{f}}(n))"),
        ("pairs", "a list of pairs of each item of {xs} and the result of {f} for it",
         "list[tuple[int, int]]", "[(n, {f}(n)) for n in {xs}]", "[]",
         "result.append((n, {f}(n)))"),
    )  # fmt: skip
    fill = {"f": f, "xs": numbers}
    lists = r.number_lists(test.near)
    return Task(
        names=(f"{label}_function", f"{label}_with_function", f"apply_and_{label}"),
        takes={f: "Callable[[int], int]", numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said.format(**fill)}.",),
        solutions={
            "comprehension": f"return {code.format(**fill)}",
            "loop": f"result = {start}\nfor n in {numbers}:\n    {update.format(**fill)}\n"
            "return result",
        },
        inputs=[(Expression(r.choice(_FUNCTIONS)), xs) for xs in lists],
    )


@family
def choose_by_function(r: Draw) -> Task:
    """Pass a condition as an argument.

    A function that returns True or False is called a predicate. The function that receives it
    decides what to do with its answer.
    """
    f, numbers = r.pick("test", "predicate", "condition", "wanted"), r.name("numbers")
    change = r.number_change()
    label, said, gives, code, loop = r.pick(
        ("drop", "a list of the items of {xs} for which {f} returns False", "list[int]",
         "[n for n in {xs} if not {f}(n)]",
         "result = []\nfor n in {xs}:\n    if not {f}(n):\n        result.append(n)\n"
         "return result"),
        ("count", "how many items of {xs} there are for which {f} returns True", "int",
         "sum(1 for n in {xs} if {f}(n))",
         "count = 0\nfor n in {xs}:\n    if {f}(n):\n        count += 1\nreturn count"),
        ("take_while",
         "the items at the beginning of {xs}, up to the first one for which {f} returns False",
         "list[int]", "list(itertools.takewhile({f}, {xs}))",
         "result = []\nfor n in {xs}:\n    if not {f}(n):\n        break\n    result.append(n)\n"
         "return result"),
        ("drop_while", "the items of {xs} from the first one on for which {f} returns False",
         "list[int]", "list(itertools.dropwhile({f}, {xs}))",
         "for i, n in enumerate({xs}):\n    if not {f}(n):\n        return {xs}[i:]\nreturn []"),
        ("first", "the first item of {xs} for which {f} returns True, or None", "int | None",
         "next((n for n in {xs} if {f}(n)), None)",
         "for n in {xs}:\n    if {f}(n):\n        return n\nreturn None"),
        (f"{change.label}_chosen",
         f"{{xs}} with {change.of('the number')} in place of each number for"
         " which {f} returns True", "list[int]",
         f"[{change('n')} if {{f}}(n) else n for n in {{xs}}]",
         f"result = []\nfor n in {{xs}}:\n    result.append({change('n')} if {{f}}(n) else n)\n"
         "return result"),
        ("none", "True if {f} returns True for no item of {xs}, otherwise False", "bool",
         "not any({f}(n) for n in {xs})",
         "for n in {xs}:\n    if {f}(n):\n        return False\nreturn True"),
    )  # fmt: skip
    fill = {"f": f, "xs": numbers}
    lists = [*r.number_lists(), [1, 5, 9], [4, 6, -2]]
    return Task(
        names=(f"{label}_by_function", f"{label}_where", f"{label}_if"),
        takes={f: "Callable[[int], bool]", numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said.format(**fill)}.",),
        solutions={"short": f"return {code.format(**fill)}", "loop": loop.format(**fill)},
        inputs=[(Expression(r.choice(_TESTS)), xs) for xs in lists],
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
