"""Functions as arguments."""

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
