"""Recursion: functions that call themselves on something smaller."""

from hornbook.generate.procedural import Draw, Task, family


@family
def recursive_fold(r: Draw) -> Task:
    """Take a list apart recursively.

    A recursive function needs a case that is answered at once, here the empty list, and a rule
    that reduces every other case to a smaller one: the first item and the rest of the list.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    label, said, gives, base, step = r.pick(
        ("sum", "the sum of {xs}", "int", "0", "{x} + {rest}"),
        (f"count_{test.label}", f"how many {test.of('numbers')} there are in {{xs}}", "int", "0",
         f"({test('{x}')}) + {{rest}}"),
        ("backwards", "the items of {xs} in reverse order", "list[int]", "[]", "{rest} + [{x}]"),
        ("doubled", "a list with every item of {xs} doubled", "list[int]", "[]",
         "[2 * {x}] + {rest}"),
        ("largest_or_zero", "the largest of 0 and the items of {xs}", "int", "0",
         "max({x}, {rest})"),
        ("alternating_sum", "the first item minus the second plus the third, and so on, of {xs}",
         "int", "0", "{x} - {rest}"),
        ("squares", "the sum of the squares of {xs}", "int", "0", "{x} ** 2 + {rest}"),
    )  # fmt: skip
    rule = step.format(x=f"{numbers}[0]", rest=f"solve({numbers}[1:])")
    inner = step.format(x=f"{numbers}[i]", rest="visit(i + 1)")
    return Task(
        names=(f"recursive_{label}", f"{label}_by_recursion"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return {said.format(xs=numbers)}, using recursion.",
            f"Compute recursively {said.format(xs=numbers)}.",
        ),
        solutions={
            "recursion": f"""
                if not {numbers}:
                    return {base}
                return {rule}
                """,
            "inner_function": f"""
                def visit(i):
                    if i == len({numbers}):
                        return {base}
                    return {inner}

                return visit(0)
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def recursive_number(r: Draw) -> Task:
    """Count down recursively.

    The function answers small numbers at once and calls itself with a smaller number for the
    others. Each call waits for the result of the next, until the smallest case is reached.
    """
    n, k, m = r.name("number"), r.randint(2, 5), r.randint(1, 6)
    label, said, base, step, loop = r.pick(
        ("sum_to", "the sum of the numbers from 1 to {n}", 0, "{n} + {rest}", "result + i"),
        ("sum_of_squares_to", "the sum of the squares from 1 to {n}", 0, "{n} ** 2 + {rest}",
         "result + i ** 2"),
        (f"power_of_{k}", f"{k} to the power of {{n}}", 1, f"{k} * {{rest}}", f"{k} * result"),
        (f"times_{k}_plus_{m}", f"what 0 becomes when it is multiplied by {k} and increased by {m},"
         " {n} times over", 0, f"{k} * {{rest}} + {m}", f"{k} * result + {m}"),
        ("product_to", "the product of the numbers from 1 to {n}", 1, "{n} * {rest}", "result * i"),
        (f"product_plus_{m}", f"the product of the numbers from {m + 1} to {{n}} + {m}", 1,
         f"({{n}} + {m}) * {{rest}}", f"result * (i + {m})"),
        ("alternating", "{n} - ({n} - 1) + ({n} - 2) - ... down to 1", 0, "{n} - {rest}",
         "i - result"),
    )  # fmt: skip
    rule = step.format(n=n, rest=f"solve({n} - 1)")
    return Task(
        names=(f"{label}_recursive", f"recursive_{label}", label),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {said.format(n=n)}, using recursion.",
            f"Compute {said.format(n=n)} with a function that calls itself.",
        ),
        notes=(f"For {n} = 0 the result is {base}.",),
        solutions={
            "recursion": f"""
                if {n} == 0:
                    return {base}
                return {rule}
                """,
            "expression": f"return {base} if {n} == 0 else {rule}",
        },
        reference=f"""
            result = {base}
            for i in range(1, {n} + 1):
                result = {loop}
            return result
            """,
        inputs=[0, 1, 2, 3, 4, 5, 7],
    )


@family
def nested_lists(r: Draw) -> Task:
    """Walk through nested lists.

    An item is either a number or a list of the same kind. `isinstance` tells which, and for a
    list the function calls itself.
    """
    items, k = r.name("items"), r.randint(2, 9)
    label, said, start, number, nested = r.pick(
        ("sum", "the sum of all numbers in @", "0", "result += item", "result += solve(item)"),
        ("count", "how many numbers there are in @", "0", "result += 1", "result += solve(item)"),
        ("flatten", "a flat list of all numbers in @", "[]", "result.append(item)",
         "result.extend(solve(item))"),
        ("depth", "how deeply the lists in @ are nested, which is 1 for a flat list", "1",
         "continue", "result = max(result, 1 + solve(item))"),
        ("largest", "the largest of 0 and all numbers in @", "0", "result = max(result, item)",
         "result = max(result, solve(item))"),
        (f"times_{k}", f"a list nested like @, with every number multiplied by {k}", "[]",
         f"result.append(item * {k})", "result.append(solve(item))"),
        (f"count_above_{k}", f"how many numbers in @ are greater than {k}", "0",
         f"result += item > {k}", "result += solve(item)"),
    )  # fmt: skip
    gives = "list[object]" if start == "[]" else "int"
    a, b, c, d = r.integers(4, 1, 20)
    return Task(
        names=(f"nested_{label}", f"{label}_of_nested_list", f"deep_{label}"),
        takes={items: "list[object]"},
        gives=gives,
        does=(
            f"Return {said.replace('@', items)}. The items of {items} are integers and lists"
            " nested to any depth.",
        ),
        solutions={
            "recursion": f"""
                result = {start}
                for item in {items}:
                    if isinstance(item, list):
                        {nested}
                    else:
                        {number}
                return result
                """,
            "inner_function": f"""
                def visit(part):
                    result = {start}
                    for item in part:
                        if isinstance(item, int):
                            {number}
                        else:
                            {nested.replace("solve", "visit")}
                    return result

                return visit({items})
                """,
        },
        inputs=[
            [],
            [a],
            [k, k + 1, -a],
            [a, [b, c], d],
            [[a], [[b]], []],
            [a, [b, [c, [d]]]],
            [[[]], 1],
            [[a, b], [c, d], [[a], 3]],
        ],
    )


@family
def recursive_text(r: Draw) -> Task:
    """Take a text apart recursively.

    The first character is dealt with, and the function calls itself with the rest `text[1:]`.
    The empty text ends the recursion.
    """
    text, c = r.name("text"), r.choice("aeiorst")
    new = r.choice("*-_x")
    label, said, gives, base, step, other = r.pick(
        ("reverse", "{} backwards", "str", '""', "{rest} + {x}", "{}[::-1]"),
        (f"count_{c}", f"how often {c!r} occurs in {{}}", "int", "0",
         f'({{x}} == "{c}") + {{rest}}',
         f'{{}}.count("{c}")'),
        (f"remove_{c}", f"{{}} without the letter {c!r}", "str", '""',
         f'("" if {{x}} == "{c}" else {{x}}) + {{rest}}', f'{{}}.replace("{c}", "")'),
        (f"replace_{c}", f"{{}} with {new!r} in place of every {c!r}", "str", '""',
         f'("{new}" if {{x}} == "{c}" else {{x}}) + {{rest}}', f'{{}}.replace("{c}", "{new}")'),
        ("double_letters", "{} with every character written twice", "str", '""',
         "{x} * 2 + {rest}", '"".join(ch * 2 for ch in {})'),
        ("length", "the number of characters of {}", "int", "0", "1 + {rest}", "len({})"),
        ("spaced", "{} with a space after every character", "str", '""', '{x} + " " + {rest}',
         '"".join(ch + " " for ch in {})'),
    )  # fmt: skip
    rest = f"solve({text}[1:])"
    return Task(
        names=(f"recursive_{label}", f"{label}_recursively"),
        takes={text: "str"},
        gives=gives,
        does=(f"Return {said.format(text)}, using recursion.",),
        solutions={
            "recursion": f"""
                if {text} == "":
                    return {base}
                return {step.format(x=f"{text}[0]", rest=rest)}
                """,
            "expression": f"""
                return {base} if {text} == "" else {step.format(x=f"{text}[0]", rest=rest)}
                """,
        },
        reference=f"return {other.format(text)}",
        inputs=[*r.texts(), c, f"{c}x{c}", f"stair {c}{c}"],
    )
