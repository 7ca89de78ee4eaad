"""Go through the entries of a dictionary: keep, change, add up, choose."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.curriculum.dicts.samples import edges, tables


@family
def keep_entries(r: Draw) -> Task:
    """Keep the entries whose value meets a condition.

    `items()` yields keys and values together. A dictionary comprehension builds a new
    dictionary from those that meet the condition.
    """
    table, test = r.name("counts"), r.number_condition()
    by_key = r.coin(0.3)
    if by_key:
        test = r.word_condition()
        said, holds = f"whose key {test.verb}", test("key")
    else:
        said, holds = f"whose value {test.verb}", test("value")
    return Task(
        names=(f"entries_{test.label}", f"keep_{test.label}", f"filter_{test.label}"),
        takes={table: "dict[str, int]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary with the entries of {table} {said}.",
            f"Keep only the entries of {table} {said}.",
        ),
        solutions={
            "comprehension": f"""
                return {{key: value for key, value in {table}.items() if {holds}}}
                """,
            "loop": f"""
                result = {{}}
                for key, value in {table}.items():
                    if {holds}:
                        result[key] = value
                return result
                """,
        },
        inputs=[*tables(r), edges(test.near, by_key)],
    )


@family
def keys_by_value(r: Draw) -> Task:
    """List the keys whose value meets a condition.

    Looping over a dictionary yields its keys in the order in which they were added.
    """
    table, test = r.name("counts"), r.number_condition()
    order = r.coin()
    inner = f"key for key, value in {table}.items() if {test('value')}"
    return Task(
        names=(f"keys_{test.label}", f"names_{test.label}", f"keys_with_{test.label}"),
        takes={table: "dict[str, int]"},
        gives="list[str]",
        does=(
            f"Return a {'sorted ' if order else ''}list of the keys of {table} whose value"
            f" {test.verb}.",
        ),
        solutions={
            "comprehension": f"return sorted({inner})" if order else f"return [{inner}]",
            "loop": f"""
                keys = []
                for key in {table}:
                    if {test(f"{table}[key]")}:
                        keys.append(key)
                return {"sorted(keys)" if order else "keys"}
                """,
        },
        inputs=[*tables(r), edges(test.near)],
    )


@family
def total_of_values(r: Draw) -> Task:
    """Combine the values of a dictionary.

    `values()` yields the values without their keys, ready for `sum`, `max` or a condition.
    """
    table, test = r.name("counts"), r.number_condition()
    label, said, code, start, update = r.pick(
        ("sum", f"the sum of all values of {table}", f"sum({table}.values())", "0",
         "result += value"),
        (f"sum_{test.label}", f"the sum of the values of {table} where the value {test.verb}",
         f"sum(value for value in {table}.values() if {test('value')})", "0",
         f"if {test('value')}:\n        result += value"),
        (f"count_{test.label}", f"how many values of {table} there are where the value {test.verb}",
         f"sum(1 for value in {table}.values() if {test('value')})", "0",
         f"if {test('value')}:\n        result += 1"),
        ("largest", f"the largest value of {table}, or 0 if there is no larger one",
         f"max([0, *{table}.values()])", "0", "result = max(result, value)"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_values", f"{label}_value", f"{label}_in_table"),
        takes={table: "dict[str, int]"},
        gives="int",
        does=(f"Return {said}.",),
        solutions={
            "builtin": f"return {code}",
            "loop": f"result = {start}\nfor value in {table}.values():\n    {update}\n"
            "return result",
        },
        inputs=[*tables(r), edges(test.near)],
    )


@family
def change_values(r: Draw) -> Task:
    """Change every value and keep the keys.

    A dictionary comprehension writes the key, a colon and the new value.
    """
    table, change, test = r.name("counts"), r.number_change(), r.number_condition()
    some = r.coin(0.4)
    new = f"{change('value')} if {test('value')} else value" if some else change("value")
    said = (
        f"{change.of('the value')} instead of each value that {test.verb}"
        if some
        else f"{change.of('the value')} instead of each value"
    )
    suffix = f"_if_{test.label}" if some else ""
    return Task(
        names=(f"{change.label}_values{suffix}", f"{change.label}_entries{suffix}"),
        takes={table: "dict[str, int]"},
        gives="dict[str, int]",
        does=(f"Return a copy of {table} with {said}.",),
        solutions={
            "comprehension": f"return {{key: {new} for key, value in {table}.items()}}",
            "loop": f"""
                result = {{}}
                for key, value in {table}.items():
                    result[key] = {new}
                return result
                """,
        },
        inputs=tables(r),
    )


@family
def best_key(r: Draw) -> Task:
    """Find the key with the largest or smallest value.

    `max(table, key=table.get)` compares the keys by their values. Of several equal ones it
    returns the one that was added first.
    """
    table, largest = r.name("counts"), r.coin()
    word, pick, sign = ("largest", "max", ">") if largest else ("smallest", "min", "<")
    return Task(
        names=(f"key_of_{word}", f"{word}_entry", f"key_with_{word}_value"),
        takes={table: "dict[str, int]"},
        gives="str | None",
        does=(
            f"Return the key of {table} with the {word} value, or None if {table} is empty.",
            f"Find which key of {table} has the {word} value. An empty dictionary gives None.",
        ),
        notes=("If several keys have it, return the first of them.",),
        solutions={
            "builtin": f"return {pick}({table}, key={table}.get, default=None)",
            "loop": f"""
                best = None
                for key, value in {table}.items():
                    if best is None or value {sign} {table}[best]:
                        best = key
                return best
                """,
        },
        inputs=tables(r),
    )
