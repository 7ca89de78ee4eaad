"""Dictionaries: look up, count, group, filter, merge."""

from typing import Any

from hornbook.generate.procedural import Draw, Task, family


def _tables(r: Draw, low: int = -9, high: int = 30) -> list[dict[str, int]]:
    sizes = (0, 1, 2, 3, 4, 5, 4)
    tables = [{word: r.randint(low, high) for word in r.words(size)} for size in sizes]
    return [*tables, {"a": 3, "b": 1, "c": 3, "d": 1}]


def _edges(near: tuple[Any, ...], as_keys: bool = False) -> dict[str, int]:
    if as_keys:
        return {key: number for number, key in enumerate(near)}
    return dict(zip("xyzuvw", near, strict=False))


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
        inputs=[*_tables(r), _edges(test.near, by_key)],
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
        inputs=[*_tables(r), _edges(test.near)],
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
        inputs=[*_tables(r), _edges(test.near)],
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
        inputs=_tables(r),
    )


@family
def count_occurrences(r: Draw) -> Task:
    """Count how often each thing occurs.

    The dictionary maps each thing to its count so far. `get(key, 0)` gives the count or zero,
    so the first occurrence needs no special case; `Counter` does all of this by itself.
    """
    label, kind, name, key, said = r.pick(
        ("items", "list[int]", "numbers", "item", "each number"),
        ("words", "list[str]", "words", "item", "each string"),
        ("characters", "str", "text", "item", "each character"),
        ("lengths", "list[str]", "words", "len(item)", "each length of a string"),
        ("initials", "list[str]", "words", "item[0]", "each first letter of a string"),
        ("last_digits", "list[int]", "numbers", "item % 10", "each last digit"),
        ("remainders", "list[int]", "numbers", "item % 3", "each remainder modulo 3"),
        ("lower_letters", "str", "text", "item.lower()", "each character, ignoring case,"),
    )
    things = r.name(name)
    inputs: dict[str, list[Any]] = {
        "numbers": r.number_lists(low=0, high=25),
        "words": r.word_lists(),
        "text": [*r.texts(), "Aa bB a"],
    }
    gives = "int" if key in ("len(item)", "item % 10", "item % 3") or label == "items" else "str"
    counted = things if key == "item" else f"{key} for item in {things}"
    return Task(
        names=(f"count_{label}", f"{label}_counts", f"tally_{label}"),
        takes={things: kind},
        gives=f"dict[{gives}, int]",
        does=(
            f"Return a dictionary that tells how often {said} occurs in {things}.",
            f"Count how often {said} occurs in {things}, as a dictionary.",
        ),
        solutions={
            "get": f"""
                counts = {{}}
                for item in {things}:
                    key = {key}
                    counts[key] = counts.get(key, 0) + 1
                return counts
                """,
            "counter": f"return dict(Counter({counted}))",
            "branches": f"""
                counts = {{}}
                for item in {things}:
                    if {key} in counts:
                        counts[{key}] += 1
                    else:
                        counts[{key}] = 1
                return counts
                """,
        },
        inputs=inputs[name],
    )


@family
def group_by(r: Draw) -> Task:
    """Group things by a property.

    The dictionary maps each value of the property to the list of things that have it.
    `setdefault` makes the empty list the first time, and so does `defaultdict`.
    """
    k = r.randint(2, 5)
    label, kind, name, key, said, gives = r.pick(
        ("length", "list[str]", "words", "len(item)", "their length", "dict[int, list[str]]"),
        ("initial", "list[str]", "words", "item[0]", "their first letter", "dict[str, list[str]]"),
        ("last_letter", "list[str]", "words", "item[-1]", "their last letter",
         "dict[str, list[str]]"),
        (f"remainder_{k}", "list[int]", "numbers", f"item % {k}",
         f"their remainder when divided by {k}", "dict[int, list[int]]"),
        ("parity", "list[int]", "numbers", '"even" if item % 2 == 0 else "odd"',
         "whether they are 'even' or 'odd'", "dict[str, list[int]]"),
        ("sign", "list[int]", "numbers", '"negative" if item < 0 else "other"',
         "whether they are 'negative' or 'other'", "dict[str, list[int]]"),
    )  # fmt: skip
    things = r.name(name)
    noun = "strings" if kind == "list[str]" else "numbers"
    return Task(
        names=(f"group_by_{label}", f"{label}_groups", f"sort_into_{label}_groups"),
        takes={things: kind},
        gives=gives,
        does=(
            f"Group the {noun} in {things} by {said}: return a dictionary from each group to the"
            " list of its members.",
        ),
        notes=r.pick((), ("Inside a group the original order is kept.",)),
        solutions={
            "setdefault": f"""
                groups = {{}}
                for item in {things}:
                    groups.setdefault({key}, []).append(item)
                return groups
                """,
            "branches": f"""
                groups = {{}}
                for item in {things}:
                    key = {key}
                    if key not in groups:
                        groups[key] = []
                    groups[key].append(item)
                return groups
                """,
            "defaultdict": f"""
                groups = defaultdict(list)
                for item in {things}:
                    groups[{key}].append(item)
                return dict(groups)
                """,
        },
        inputs=r.number_lists() if name == "numbers" else r.word_lists(),
    )


@family
def merge_tables(r: Draw) -> Task:
    """Merge two dictionaries.

    The keys of both are wanted. Where both have a key, a rule decides: the second wins, the
    values are added, the larger one stays.
    """
    a, b = r.twins()
    label, said, code = r.pick(
        ("add", "their sum", "{} + {}"),
        ("larger", "the larger one", "max({}, {})"),
        ("smaller", "the smaller one", "min({}, {})"),
        ("multiply", "their product", "{} * {}"),
        ("average", "their average, rounded down", "({} + {}) // 2"),
        ("subtract", f"the value in {a} minus the value in {b}", "{} - {}"),
    )
    tables = _tables(r)
    return Task(
        names=(f"merge_and_{label}", f"combine_and_{label}", f"merge_tables_{label}"),
        takes={a: "dict[str, int]", b: "dict[str, int]"},
        gives="dict[str, int]",
        does=(f"Merge {a} and {b}; for a key that is in both, the value is {said}.",),
        solutions={
            "loop": f"""
                result = dict({a})
                for key, value in {b}.items():
                    if key in result:
                        result[key] = {code.format("result[key]", "value")}
                    else:
                        result[key] = value
                return result
                """,
            "merge": f"""
                result = {{**{a}, **{b}}}
                for key in {a}:
                    if key in {b}:
                        result[key] = {code.format(f"{a}[key]", f"{b}[key]")}
                return result
                """,
        },
        inputs=[
            ({}, {"a": 1}),
            ({"a": 1, "b": 5}, {"a": 3, "c": 2}),
            ({"x": 7, "y": 2}, {"y": 9, "x": 4}),
            *zip(tables, reversed(tables), strict=True),
        ],
    )


@family
def invert_table(r: Draw) -> Task:
    """Exchange keys and values.

    When several keys share a value, only one of them can become its partner in a plain
    inverted dictionary, or all of them are collected in a list.
    """
    table = r.name("mapping")
    lists = r.coin()
    says = (
        f"Return a dictionary that maps each value of {table} to the list of keys that have it."
        if lists
        else f"Return a dictionary with the keys and values of {table} exchanged."
    )
    loop, other = (
        (
            f"""
            result = {{}}
            for key, value in {table}.items():
                if value not in result:
                    result[value] = []
                result[value].append(key)
            return result
            """,
            f"""
            result = {{}}
            for value in {table}.values():
                result[value] = [key for key in {table} if {table}[key] == value]
            return result
            """,
        )
        if lists
        else (
            f"""
            result = {{}}
            for key, value in {table}.items():
                result[value] = key
            return result
            """,
            f"return {{value: key for key, value in {table}.items()}}",
        )
    )
    return Task(
        names=("invert", "exchange_keys_and_values", "keys_by_value", "turn_around"),
        takes={table: "dict[str, int]"},
        gives="dict[int, list[str]]" if lists else "dict[int, str]",
        does=(says,),
        notes=() if lists else ("Of several keys with the same value, the last one counts.",),
        solutions={"loop": loop, "comprehension": other},
        inputs=_tables(r, 0, 6),
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
        inputs=_tables(r),
    )


@family
def lookup_each(r: Draw) -> Task:
    """Look up many keys.

    Indexing with a missing key raises a KeyError; `get` returns a default instead.
    """
    keys, table = r.name("words"), r.name("counts")
    default = r.pick("0", "-1", "None", "drop")
    if default == "drop":
        said, notes = "leaving out keys that are missing", ()
        code = f"[{table}[key] for key in {keys} if key in {table}]"
        branch = ""
    else:
        said, notes = f"with {default} for keys that are missing", ()
        code = f"[{table}.get(key, {default}) for key in {keys}]"
        branch = f"\n    else:\n        values.append({default})"
    loop = (
        f"values = []\nfor key in {keys}:\n    if key in {table}:\n"
        f"        values.append({table}[key]){branch}\nreturn values"
    )
    known = r.words(4)
    prices = {word: r.randint(1, 30) for word in known}
    return Task(
        names=("look_up_all", "values_for_keys", "look_up_each", "fetch_values"),
        takes={keys: "list[str]", table: "dict[str, int]"},
        gives="list[int | None]" if default == "None" else "list[int]",
        does=(f"Return the values that {table} holds for each key in {keys}, {said}.",),
        notes=notes,
        solutions={"comprehension": f"return {code}", "loop": loop},
        inputs=[([], prices), (known[:2], {}), (known[1:], prices)]
        + [([r.choice(known), r.word(), r.choice(known)], prices) for _ in range(4)],
    )
